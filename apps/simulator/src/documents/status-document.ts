import type { InvoiceFacts, Party } from './invoice-facts.js';
import type { RateAmount } from './money.js';
import { statusRule, type Recipient, type StatusCode } from '../life/statuses.js';

/** Everything one lifecycle message (CDAR D22B) says; the same facts always give the same bytes. */
export interface StatusFacts {
  readonly invoice: InvoiceFacts;
  readonly code: StatusCode;
  /** when the platform took the invoice in, ISO instant */
  readonly receivedAt: string;
  /** official time of the status, ISO instant */
  readonly statedAt: string;
  readonly reason?: { readonly code: string; readonly text: string };
  readonly amounts?: readonly RateAmount[];
}

const NAMESPACES = Object.entries({
  rsm: 'data:standard:CrossDomainAcknowledgementAndResponse:100',
  ram: 'data:standard:ReusableAggregateBusinessInformationEntity:100',
  qdt: 'data:standard:QualifiedDataType:100',
  udt: 'data:standard:UnqualifiedDataType:100',
})
  .map(([prefix, name]) => ` xmlns:${prefix}="urn:un:unece:uncefact:${name}"`)
  .join('');

export function writeStatusDocument(facts: StatusFacts): string {
  const body = [context(), exchangedDocument(facts), acknowledgement(facts)].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossDomainAcknowledgementAndResponse${NAMESPACES}>${body}</rsm:CrossDomainAcknowledgementAndResponse>\n`;
}

function context(): string {
  return tag(
    'rsm:ExchangedDocumentContext',
    tag('ram:BusinessProcessSpecifiedDocumentContextParameter', leaf('ram:ID', 'REGULATED')),
    tag('ram:GuidelineSpecifiedDocumentContextParameter', leaf('ram:ID', 'urn.cpro.gouv.fr:1p0:CDV:invoice')),
  );
}

function exchangedDocument({ invoice, code, receivedAt, statedAt }: StatusFacts): string {
  const rule = statusRule(code);
  const issuer =
    rule.issuer === 'WK'
      ? tag('ram:IssuerTradeParty', leaf('ram:RoleCode', 'WK'))
      : party('ram:IssuerTradeParty', rule.issuer, rule.issuer === 'SE' ? invoice.seller : invoice.buyer, false);
  return tag(
    'rsm:ExchangedDocument',
    leaf(
      'ram:ID',
      `${invoice.number}_${code}_${stamp(statedAt)}_${stamp(receivedAt)}#${invoice.typeCode}_${invoice.issueDate}`,
    ),
    leaf('ram:Name', `CDV-${code}_${invoice.number}`),
    dateTime('ram:IssueDateTime', statedAt),
    tag('ram:SenderTradeParty', leaf('ram:RoleCode', 'WK')),
    issuer,
    ...rule.recipients.map((role) => recipient(role, invoice)),
  );
}

function acknowledgement({ invoice, code, receivedAt, statedAt, reason, amounts }: StatusFacts): string {
  const rule = statusRule(code);
  return tag(
    'rsm:AcknowledgementDocument',
    tag('ram:MultipleReferencesIndicator', leaf('udt:Indicator', 'false')),
    leaf('ram:TypeCode', rule.phase),
    dateTime('ram:IssueDateTime', statedAt),
    tag(
      'ram:ReferenceReferencedDocument',
      leaf('ram:IssuerAssignedID', invoice.number),
      leaf('ram:StatusCode', rule.untdid1373),
      leaf('ram:TypeCode', invoice.typeCode),
      dateTime('ram:ReceiptDateTime', receivedAt),
      tag('ram:FormattedIssueDateTime', leaf('qdt:DateTimeString', invoice.issueDate, ' format="102"')),
      leaf('ram:ProcessConditionCode', code),
      leaf('ram:ProcessCondition', rule.label),
      tag('ram:IssuerTradeParty', leaf('ram:GlobalID', invoice.seller.siren, ' schemeID="0002"')),
      reason === undefined && amounts === undefined
        ? ''
        : tag(
            'ram:SpecifiedDocumentStatus',
            reason === undefined ? '' : leaf('ram:ReasonCode', reason.code) + leaf('ram:Reason', reason.text),
            leaf('ram:SequenceNumeric', '1'),
            reason === undefined ? '' : tag('ram:IncludedNote', leaf('ram:Content', reason.text)),
            ...(amounts ?? []).map((each) => characteristic(each, code, invoice.currency)),
          ),
    ),
  );
}

/** MDG-43: money collected (MEN) or sent (MPA) at one VAT rate. */
function characteristic({ rate, amount }: RateAmount, code: StatusCode, currency: string): string {
  return tag(
    'ram:SpecifiedDocumentCharacteristic',
    leaf('ram:TypeCode', code === '211' ? 'MPA' : 'MEN'),
    tag('ram:ValueChangedIndicator', leaf('udt:IndicatorString', 'false')),
    leaf('ram:ValueAmount', amount, ` currencyID="${currency}"`),
    leaf('ram:ValuePercent', rate),
  );
}

function recipient(role: Recipient, invoice: InvoiceFacts): string {
  if (role === 'SE') return party('ram:RecipientTradeParty', role, invoice.seller, true);
  if (role === 'BY') return party('ram:RecipientTradeParty', role, invoice.buyer, true);
  return tag(
    'ram:RecipientTradeParty',
    leaf('ram:GlobalID', '0000', ' schemeID="0238"'),
    leaf('ram:Name', 'PPF'),
    leaf('ram:RoleCode', role),
  );
}

function party(name: string, role: string, { siren, name: called, address }: Party, reachable: boolean): string {
  const endpoint = leaf('ram:URIID', address.value, ` schemeID="${escape(address.scheme)}"`);
  return tag(
    name,
    leaf('ram:GlobalID', siren, ' schemeID="0002"'),
    leaf('ram:Name', called),
    leaf('ram:RoleCode', role),
    reachable ? tag('ram:URIUniversalCommunication', endpoint) : '',
  );
}

const dateTime = (name: string, instant: string): string =>
  tag(name, leaf('udt:DateTimeString', stamp(instant), ' format="204"'));

const LEGAL_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** Format 204, YYYYMMDDHHMMSS, which names no zone: French legal time. */
const stamp = (instant: string): string => LEGAL_TIME.format(new Date(instant)).replaceAll(/\D/g, '');

const tag = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`;

const leaf = (name: string, text: string, attributes = ''): string => `<${name}${attributes}>${escape(text)}</${name}>`;

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (each) => ENTITIES.get(each) ?? each);
