import { bindingsFor } from '../bindings/binding.js';
import { amount, civilDate, flagString, instant, integer, percent, text, token } from '../bindings/codec.js';
import type { DocumentStatus, MessageReference, StatusCharacteristic } from '../lifecycle-message.js';

const ref = bindingsFor<MessageReference>();
const status = bindingsFor<DocumentStatus>();
const characteristic = bindingsFor<StatusCharacteristic>();

/** MDG-43: figures and places a status speaks of. */
const characteristics = [
  characteristic.leaf('MDT-206', 'ID', 'id', token),
  characteristic.leaf('MDT-207', 'TypeCode', 'type', token),
  characteristic.leaf('MDT-209', 'ValueChangedIndicator', 'changed', flagString),
  characteristic.leaf('MDT-211', 'Name', 'name', text),
  characteristic.leaf('MDT-213', 'Location', 'location', text),
  characteristic.leaf('MDT-215', 'ValueAmount', 'amount', amount, { currencyID: { member: 'currency' } }),
  characteristic.leaf('MDT-219', 'ValueDateTime', 'at', instant),
  characteristic.leaf('MDT-224', 'ValuePercent', 'percent', percent),
];

/** MDG-37: why, and what is asked. */
const statuses = [
  status.leaf('MDT-113', 'ReasonCode', 'reason_code', token),
  status.leaf('MDT-114', 'Reason', 'reason', text),
  status.leaf('MDT-121', 'RequestedActionCode', 'action_code', token),
  status.leaf('MDT-122', 'RequestedAction', 'action', text),
  status.leaf('MDT-124-2', 'SequenceNumeric', 'sequence', integer),
  status.leaf('comment', 'IncludedNote/Content', 'comment', text),
  status.many('MDG-43', 'SpecifiedDocumentCharacteristic', 'characteristics', characteristics),
];

/** The invoice, and the status it gets. */
export const reference = [
  ref.leaf('MDT-87', 'IssuerAssignedID', 'number', token),
  ref.leaf('MDT-88', 'StatusCode', 'status_code', token),
  ref.leaf('MDT-91', 'TypeCode', 'type_code', token),
  ref.leaf('MDT-95', 'ReceiptDateTime', 'received_at', instant),
  ref.leaf('MDT-97', 'ReferenceTypeCode', 'reference_type', token),
  ref.leaf('MDT-100', 'FormattedIssueDateTime', 'issue_date', civilDate),
  ref.leaf('MDT-105', 'ProcessConditionCode', 'lifecycle_code', token),
  ref.leaf('MDT-106', 'ProcessCondition', 'lifecycle_label', text),
  ref.leaf('MDT-129', 'IssuerTradeParty/GlobalID', 'seller_siren', token, { schemeID: '0002' }),
  ref.many('MDG-37', 'SpecifiedDocumentStatus', 'statuses', statuses),
];
