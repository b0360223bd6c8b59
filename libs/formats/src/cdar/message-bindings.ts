import { type Binding, bindingsFor } from '../bindings/binding.js';
import { flag, instant, text, token } from '../bindings/codec.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { partyOf, type PartyTerms } from './party-bindings.js';
import { reference } from './reference-bindings.js';

/** The message as its bindings see it: with the term that follows from another. */
export interface BoundMessage extends LifecycleMessage {
  /** MDT-74: whether it speaks of more than one document. */
  readonly multiple: boolean;
}

const message = bindingsFor<BoundMessage>();

const SENDER: PartyTerms = { id: 'MDT-19', name: 'MDT-20', role: 'MDT-21', address: 'address of the sender' };
const ISSUER: PartyTerms = { id: 'MDT-38', name: 'MDT-39', role: 'MDT-40', address: 'address of the issuer' };
const RECIPIENT: PartyTerms = { id: 'MDT-57', name: 'MDT-58', role: 'MDT-59', address: 'MDT-73' };

/** The whole lifecycle message. */
export const lifecycleMessage: readonly Binding[] = [
  ...message.below('ExchangedDocumentContext', [
    message.leaf('test', 'TestIndicator', 'test', flag),
    message.leaf('MDT-2', 'BusinessProcessSpecifiedDocumentContextParameter/ID', 'process', token),
    message.leaf('MDT-3', 'GuidelineSpecifiedDocumentContextParameter/ID', 'guideline', token),
  ]),
  ...message.below('ExchangedDocument', [
    message.leaf('MDT-4', 'ID', 'id', token),
    message.leaf('MDT-5', 'Name', 'name', text),
    message.leaf('MDT-8', 'IssueDateTime', 'issued_at', instant),
    message.leaf('language', 'LanguageID', 'language', token),
    message.leaf('version', 'VersionID', 'version', token),
    message.leaf('note', 'IncludedNote/Content', 'note', text),
    message.one('MDG-9', 'SenderTradeParty', 'sender', partyOf(SENDER)),
    message.one('issuer', 'IssuerTradeParty', 'issuer', partyOf(ISSUER)),
    message.many('recipients', 'RecipientTradeParty', 'recipients', partyOf(RECIPIENT)),
  ]),
  ...message.below('AcknowledgementDocument', [
    message.leaf('MDT-74', 'MultipleReferencesIndicator', 'multiple', flag),
    message.leaf('MDT-77', 'TypeCode', 'phase', token),
    message.leaf('MDT-78', 'IssueDateTime', 'stated_at', instant),
    message.many('references', 'ReferenceReferencedDocument', 'references', reference),
  ]),
];
