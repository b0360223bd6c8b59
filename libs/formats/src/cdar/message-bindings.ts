import { type Binding, bindingsFor } from '../bindings/binding.js';
import { flag, instant, text, token } from '../bindings/codec.js';
import type { BoundAcknowledgement, BoundMessage } from './bound-message.js';
import { partyOf, type PartyTerms } from './party-bindings.js';
import { noteBindings, reference } from './reference-bindings.js';

const message = bindingsFor<BoundMessage>();
const acknowledgement = bindingsFor<BoundAcknowledgement>();

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
    message.many('notes', 'IncludedNote', 'notes', noteBindings('note')),
    message.one('MDG-9', 'SenderTradeParty', 'sender', partyOf(SENDER)),
    message.one('issuer', 'IssuerTradeParty', 'issuer', partyOf(ISSUER)),
    message.many('recipients', 'RecipientTradeParty', 'recipients', partyOf(RECIPIENT)),
  ]),
  message.one('status', 'AcknowledgementDocument', 'acknowledgement', [
    acknowledgement.leaf('MDT-74', 'MultipleReferencesIndicator', 'multiple', flag),
    acknowledgement.leaf('MDT-77', 'TypeCode', 'phase', token),
    acknowledgement.leaf('MDT-78', 'IssueDateTime', 'stated_at', instant),
    acknowledgement.many('references', 'ReferenceReferencedDocument', 'references', reference),
  ]),
];
