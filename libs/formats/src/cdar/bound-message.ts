import type {
  DocumentStatus,
  LifecycleMessage,
  MessageId,
  MessageNote,
  MessageParty,
  MessageReference,
} from '../lifecycle-message.js';

/** A party as its rows see it: all identifiers in one list. */
export interface BoundParty extends Omit<MessageParty, 'id' | 'further_ids'> {
  readonly ids?: readonly MessageId[] | undefined;
}

/** A status as its rows see it: all comments in one list. */
export interface BoundStatus extends Omit<DocumentStatus, 'comment' | 'comment_subject' | 'further_comments'> {
  readonly notes?: readonly MessageNote[] | undefined;
}

/** A reference as its rows see it. */
export interface BoundReference extends Omit<MessageReference, 'recipients' | 'statuses'> {
  readonly recipients?: readonly BoundParty[] | undefined;
  readonly statuses: readonly BoundStatus[];
}

/** AcknowledgementDocument: the norm has one, the schema any number. */
export interface BoundAcknowledgement extends Pick<LifecycleMessage, 'phase' | 'stated_at'> {
  /** MDT-74: whether it speaks of more than one document. */
  readonly multiple: boolean;
  readonly references: readonly BoundReference[];
}

type Head = Omit<LifecycleMessage, 'sender' | 'issuer' | 'recipients' | 'phase' | 'stated_at' | 'references'>;

/** The message as its rows see it. */
export interface BoundMessage extends Head {
  readonly sender: BoundParty;
  readonly issuer: BoundParty;
  readonly recipients: readonly BoundParty[];
  readonly acknowledgement: BoundAcknowledgement;
}

const boundParty = ({ id, further_ids = [], ...party }: MessageParty): BoundParty => ({
  ...party,
  ids: id === undefined ? further_ids : [id, ...further_ids],
});

const boundStatus = ({ comment, comment_subject, further_comments = [], ...status }: DocumentStatus): BoundStatus => {
  const first: MessageNote = {
    ...(comment === undefined ? {} : { content: comment }),
    ...(comment_subject === undefined ? {} : { subject: comment_subject }),
  };
  return { ...status, notes: Object.keys(first).length === 0 ? further_comments : [first, ...further_comments] };
};

const boundReference = ({ recipients, statuses, ...reference }: MessageReference): BoundReference => ({
  ...reference,
  recipients: recipients?.map(boundParty),
  statuses: statuses.map(boundStatus),
});

/** The message in the shape of its rows. */
export const boundMessage = (message: LifecycleMessage): BoundMessage => {
  const { sender, issuer, recipients, phase, stated_at, references, ...head } = message;
  return {
    ...head,
    sender: boundParty(sender),
    issuer: boundParty(issuer),
    recipients: recipients.map(boundParty),
    acknowledgement: { multiple: references.length > 1, phase, stated_at, references: references.map(boundReference) },
  };
};
