import { type Binding, bindingsFor } from '../bindings/binding.js';
import { flag, instant, text, token } from '../bindings/codec.js';
import type { LifecycleMessage, MessageParty } from '../lifecycle-message.js';
import { reference } from './reference-bindings.js';

/** The message as its bindings see it: with the term that follows from another. */
export interface BoundMessage extends LifecycleMessage {
  /** MDT-74: whether it speaks of more than one document. */
  readonly multiple: boolean;
}

const message = bindingsFor<BoundMessage>();
const party = bindingsFor<MessageParty>();

const partyOf = (id: string, name: string, role: string, address: string): Binding[] => [
  party.leaf(id, 'GlobalID', 'id.value', token, { schemeID: { member: 'id.scheme' } }),
  party.leaf(name, 'Name', 'name', text),
  party.leaf(role, 'RoleCode', 'role', token),
  party.leaf(address, 'URIUniversalCommunication/URIID', 'electronic_address.value', token, {
    schemeID: { member: 'electronic_address.scheme' },
  }),
];

/** The whole lifecycle message. */
export const lifecycleMessage: readonly Binding[] = [
  ...message.below('ExchangedDocumentContext', [
    message.leaf('MDT-2', 'BusinessProcessSpecifiedDocumentContextParameter/ID', 'process', token),
    message.leaf('MDT-3', 'GuidelineSpecifiedDocumentContextParameter/ID', 'guideline', token),
  ]),
  ...message.below('ExchangedDocument', [
    message.leaf('MDT-4', 'ID', 'id', token),
    message.leaf('MDT-5', 'Name', 'name', text),
    message.leaf('MDT-8', 'IssueDateTime', 'issued_at', instant),
    message.one('MDG-9', 'SenderTradeParty', 'sender', partyOf('MDT-19', 'MDT-20', 'MDT-21', 'address of the sender')),
    message.one('issuer', 'IssuerTradeParty', 'issuer', partyOf('MDT-38', 'MDT-39', 'MDT-40', 'address of the issuer')),
    message.many('recipients', 'RecipientTradeParty', 'recipients', partyOf('MDT-57', 'MDT-58', 'MDT-59', 'MDT-73')),
  ]),
  ...message.below('AcknowledgementDocument', [
    message.leaf('MDT-74', 'MultipleReferencesIndicator', 'multiple', flag),
    message.leaf('MDT-77', 'TypeCode', 'phase', token),
    message.leaf('MDT-78', 'IssueDateTime', 'stated_at', instant),
    message.many('references', 'ReferenceReferencedDocument', 'references', reference),
  ]),
];
