/**
 * UN/CEFACT Cross Domain Acknowledgement and Response D22B: what its schema says of every element.
 * Facts only, in the form that structure-table reads.
 */
export const CDAR_D22B_TABLE = `
[rsm]
CrossDomainAcknowledgementAndResponse
  ExchangedDocumentContext ExchangedDocumentContext 0..1
  ExchangedDocument ExchangedDocument 1..1
  AcknowledgementDocument AcknowledgementDocument 1..n
[ram]
AcknowledgementDocument
  MultipleReferencesIndicator indicator 0..1
  ID id 0..1
  TypeCode documentCode 0..1
  Name text 0..1
  IssueDateTime dateTime 0..1
  StatusCode statusCode 0..1
  AcknowledgementStatusCode acknowledgementCode 0..1
  ItemIdentificationID id 0..1
  ReasonInformation text 0..n
  ChannelCode code 0..1
  ProcessConditionCode code 0..1
  ProcessCondition text 0..n
  Status text 0..n
  ReferenceReferencedDocument ReferencedDocument 1..n
DocumentCharacteristic
  ID id 0..1
  TypeCode code 0..1
  ValueChangedIndicator indicator 0..1
  ValueAdjustmentDirectionCode code 0..1
  Name text 0..n
  Description text 0..n
  Location text 0..1
  Value text 0..n
  ValueAmount amount 0..1
  ValueMeasure measure 0..1
  ValueDateTime dateTime 0..1
  ValueCode code 0..1
  ValueQuantity quantity 0..1
  ValueNumeric numeric 0..1
  ValuePercent percent 0..1
DocumentContextParameter
  ID id 1..1
DocumentStatus
  ReferenceDateTime dateTime 0..1
  ConditionCode documentStatusCode 0..1
  ReasonCode code 0..1
  Reason text 0..n
  Condition text 0..n
  ProcessConditionCode code 0..1
  ProcessCondition text 0..n
  ReasonInformationCode code 0..1
  ReasonInformation text 0..n
  ReasonClassificationCode code 0..1
  ReasonClassification text 0..n
  RequestedActionCode code 0..1
  RequestedAction text 0..n
  InvalidInformation text 0..1
  ValidInformation text 0..1
  SequenceNumeric numeric 0..1
  IncludedNote Note 0..n
  SpecifiedDocumentCharacteristic DocumentCharacteristic 0..n
ExchangedDocument
  ID id 0..1
  Name text 0..1
  TypeCode documentCode 0..1
  StatusCode documentStatusCode 0..1
  IssueDateTime dateTime 0..1
  LanguageID id 0..1
  ElectronicPresentationIndicator indicator 0..1
  VersionID id 0..1
  GlobalID id 0..1
  IncludedNote Note 0..n
  EffectiveSpecifiedPeriod SpecifiedPeriod 0..1
  SenderTradeParty TradeParty 0..1
  IssuerTradeParty TradeParty 0..1
  RecipientTradeParty TradeParty 1..n
ExchangedDocumentContext
  TestIndicator indicator 0..1
  BusinessProcessSpecifiedDocumentContextParameter DocumentContextParameter 0..1
  GuidelineSpecifiedDocumentContextParameter DocumentContextParameter 1..1
Note
  ContentCode code 0..1
  Content text 0..n
  SubjectCode code 0..1
ReferencedDocument
  IssuerAssignedID id 0..1
  StatusCode documentStatusCode 0..1
  CopyIndicator indicator 0..1
  LineID id 0..1
  TypeCode documentCode 0..1
  GlobalID id 0..1
  RevisionID id 0..1
  Name text 0..1
  ReceiptDateTime dateTime 0..1
  AttachmentBinaryObject binaryObject 0..n
  ReferenceTypeCode referenceCode 0..1
  LanguageID languageID 0..1
  Description text 0..n
  FormattedIssueDateTime formattedDateTime 0..1
  IncludedAmount amount 0..n
  VersionID id 0..1
  TotalIssueCountNumeric numeric 0..1
  Status text 0..n
  ProcessConditionCode code 0..1
  ProcessCondition text 0..n
  Type text 0..1
  IssuerTradeParty TradeParty 0..1
  RecipientTradeParty TradeParty 0..n
  SenderTradeParty TradeParty 0..1
  SpecifiedDocumentStatus DocumentStatus 0..n
  ValiditySpecifiedPeriod SpecifiedPeriod 0..1
SpecifiedPeriod
  StartDateTime dateTime 0..1
  EndDateTime dateTime 0..1
TradeAddress
  PostcodeCode code 0..1
  LineOne text 0..1
  LineTwo text 0..1
  LineThree text 0..1
  LineFour text 0..1
  LineFive text 0..1
  StreetName text 0..1
  CityName text 0..1
  CountryID countryID 0..1
  CountryName text 0..1
  CountrySubDivisionID id 0..1
  CountrySubDivisionName text 0..1
TradeContact
  ID id 0..1
  PersonName text 0..1
  DepartmentName text 0..1
  TypeCode contactTypeCode 0..1
  TelephoneUniversalCommunication UniversalCommunication 0..n
  FaxUniversalCommunication UniversalCommunication 0..n
  EmailURIUniversalCommunication UniversalCommunication 0..1
TradeParty
  ID id 0..n
  GlobalID id 0..n
  Name text 0..1
  RoleCode partyRoleCode 0..1
  DefinedTradeContact TradeContact 0..n
  PostalTradeAddress TradeAddress 0..1
  URIUniversalCommunication UniversalCommunication 0..1
UniversalCommunication
  URIID id 0..1
  CompleteNumber text 0..1
[qdt]
acknowledgementCode: code token
  @listID token
  @listAgencyID token
contactTypeCode: code token
  @listID token
  @listAgencyID token
countryID: id token
  @listID token
  @schemeAgencyID token
documentCode: code token
  @listID token
  @listAgencyID token
documentStatusCode: code token
  @listID token
  @listAgencyID token
formattedDateTime: formattedDateTime choice
  DateTimeString formattedDateTimeText 1..1
formattedDateTimeText: text string
  @format string
languageID: id token
  @schemeID token
  @schemeAgencyID token
partyRoleCode: code token
  @listID token
  @listAgencyID token
referenceCode: code token
  @listID token
  @listAgencyID token
statusCode: code token
  @listID token
  @listAgencyID token
[udt]
amount: amount decimal
  @currencyID token
  @currencyCodeListVersionID token
binaryObject: binaryObject base64Binary
  @format string
  @mimeCode token
  @encodingCode token
  @characterSetCode token
  @uri anyURI
  @filename string
code: code token
  @listID token
  @listAgencyID token
  @listAgencyName string
  @listName string
  @listVersionID token
  @name string
  @languageID token
  @listURI anyURI
  @listSchemeURI anyURI
dateTime: dateTime choice
  DateTimeString formattedText 1..1
  DateTime xmlDateTime 1..1
formattedText: text string
  @format string
id: id token
  @schemeID token
  @schemeName string
  @schemeAgencyID token
  @schemeAgencyName string
  @schemeVersionID token
  @schemeDataURI anyURI
  @schemeURI anyURI
indicator: indicator choice
  IndicatorString formattedText 1..1
  Indicator xmlBoolean 1..1
measure: measure decimal
  @unitCode token
  @unitCodeListVersionID token
numeric: numeric decimal
  @format string
percent: percent decimal
  @format string
quantity: quantity decimal
  @unitCode token
  @unitCodeListID token
  @unitCodeListAgencyID token
  @unitCodeListAgencyName string
text: text string
  @languageID token
  @languageLocaleID token
xmlBoolean: boolean boolean
xmlDateTime: isoDateTime dateTime
`;
