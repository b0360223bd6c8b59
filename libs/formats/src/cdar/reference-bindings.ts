import { bindingsFor } from '../bindings/binding.js';
import { amount, decimal, flagString, instant, percent, text, token } from '../bindings/codec.js';
import type { MessageNote, StatusCharacteristic } from '../lifecycle-message.js';
import type { BoundReference, BoundStatus } from './bound-message.js';
import { datePoint, issueDate, sequence } from './message-codecs.js';
import { identifiers, partyOf } from './party-bindings.js';

const ref = bindingsFor<BoundReference>();
const status = bindingsFor<BoundStatus>();
const characteristic = bindingsFor<StatusCharacteristic>();
const note = bindingsFor<MessageNote>();

/** The rows of a note. */
export const noteBindings = (term: string) => [
  note.leaf(term, 'Content', 'content', text),
  note.leaf(`subject of the ${term}`, 'SubjectCode', 'subject', token),
];

/** MDG-43: figures and places a status speaks of. */
const characteristics = [
  characteristic.leaf('MDT-206', 'ID', 'id', token),
  characteristic.leaf('MDT-207', 'TypeCode', 'type', token),
  characteristic.leaf('MDT-209', 'ValueChangedIndicator', 'changed', flagString),
  characteristic.leaf('direction', 'ValueAdjustmentDirectionCode', 'direction', token),
  characteristic.leaf('MDT-211', 'Name', 'name', text),
  characteristic.leaf('description', 'Description', 'description', text),
  characteristic.leaf('MDT-213', 'Location', 'location', text),
  characteristic.leaf('value', 'Value', 'value', text),
  characteristic.leaf('MDT-215', 'ValueAmount', 'amount', amount, { currencyID: { member: 'currency' } }),
  characteristic.leaf('measure', 'ValueMeasure', 'measure', decimal, { unitCode: { member: 'measure_unit' } }),
  characteristic.leaf('MDT-219', 'ValueDateTime', 'at', datePoint),
  characteristic.leaf('value code', 'ValueCode', 'value_code', token),
  characteristic.leaf('quantity', 'ValueQuantity', 'quantity', decimal, { unitCode: { member: 'quantity_unit' } }),
  characteristic.leaf('number', 'ValueNumeric', 'number', decimal),
  characteristic.leaf('MDT-224', 'ValuePercent', 'percent', percent),
];

/** MDG-37: why, and what is asked. */
const statuses = [
  status.leaf('found at', 'ReferenceDateTime', 'found_at', instant),
  status.leaf('MDT-113', 'ReasonCode', 'reason_code', token),
  status.leaf('MDT-114', 'Reason', 'reason', text),
  status.leaf('MDT-115', 'ProcessConditionCode', 'lifecycle_code', token),
  status.leaf('label of MDT-115', 'ProcessCondition', 'lifecycle_label', text),
  status.leaf('MDT-121', 'RequestedActionCode', 'action_code', token),
  status.leaf('MDT-122', 'RequestedAction', 'action', text),
  status.leaf('MDT-124-2', 'SequenceNumeric', 'sequence', sequence),
  status.many('comments', 'IncludedNote', 'notes', noteBindings('MDT-126')),
  status.many('MDG-43', 'SpecifiedDocumentCharacteristic', 'characteristics', characteristics),
];

/** The invoice, and the status it gets. */
export const reference = [
  ref.leaf('MDT-87', 'IssuerAssignedID', 'number', token),
  ref.leaf('MDT-88', 'StatusCode', 'status_code', token),
  ref.leaf('line', 'LineID', 'line_id', token),
  ref.leaf('MDT-91', 'TypeCode', 'type_code', token),
  ref.leaf('global id', 'GlobalID', 'global_id', token),
  ref.leaf('name', 'Name', 'name', text),
  ref.leaf('MDT-95', 'ReceiptDateTime', 'received_at', instant),
  ref.leaf('attachment', 'AttachmentBinaryObject', 'attachment.content', token, {
    mimeCode: { member: 'attachment.mime_type' },
    filename: { member: 'attachment.filename' },
  }),
  ref.leaf('MDT-97', 'ReferenceTypeCode', 'reference_type', token),
  ref.leaf('description', 'Description', 'description', text),
  ref.leaf('MDT-100', 'FormattedIssueDateTime', 'issue_date', issueDate),
  ref.leaf('MDT-105', 'ProcessConditionCode', 'lifecycle_code', token),
  ref.leaf('MDT-106', 'ProcessCondition', 'lifecycle_label', text),
  ...ref.below('IssuerTradeParty', [
    ref.leaf('MDT-129', 'GlobalID', 'seller_siren', token, { schemeID: '0002' }),
    ref.leaf('SIRET of the seller', 'GlobalID', 'seller_siret', token, { schemeID: '0009' }),
    ref.many('further ids of the seller', 'GlobalID', 'seller_ids', identifiers('id of the seller')),
    ref.leaf('name of the seller', 'Name', 'seller_name', text),
    ref.leaf('MDT-132', 'RoleCode', 'seller_role', token),
  ]),
  ref.many(
    'recipients of the invoice',
    'RecipientTradeParty',
    'recipients',
    partyOf({
      id: 'id of the recipient',
      name: 'name of the recipient',
      role: 'MDT-158',
      address: 'address of the recipient',
    }),
  ),
  ref.many('MDG-37', 'SpecifiedDocumentStatus', 'statuses', statuses),
];
