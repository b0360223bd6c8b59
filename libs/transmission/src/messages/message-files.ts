import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { LifecycleResponse } from '@onefacture/adapters';
import { readCdar, writeCdar, type LifecycleMessage } from '@onefacture/formats';
import { Envelope } from '@onefacture/security';
import type { OutgoingMessageEntity } from './outgoing-message.entity.js';

/** Where the XML of a message is sealed. */
export const messagePlace = (organizationId: string, messageId: string) => ({
  organization_id: organizationId,
  row: messageId,
  column: 'outgoing_messages.message',
});

/** Makes the XML of a lifecycle message once, keeps it sealed and gives those bytes to the platform. */
@Injectable()
export class MessageFiles {
  constructor(private readonly envelope: Envelope) {}

  /** The columns that hold the file of a message. @throws AppError request.invalid for what XML cannot carry */
  async seal(
    organizationId: string,
    id: string,
    message: LifecycleMessage,
  ): Promise<Pick<OutgoingMessageEntity, 'sha256' | 'message'>> {
    const xml = Buffer.from(writeCdar(message), 'utf8');
    return {
      sha256: createHash('sha256').update(xml).digest('hex'),
      message: Buffer.from(await this.envelope.seal(xml, messagePlace(organizationId, id))),
    };
  }

  /** The message as the platform is told it: the file, and what it says. */
  async responseOf(message: OutgoingMessageEntity): Promise<LifecycleResponse> {
    const bytes = await this.envelope.open(message.message, messagePlace(message.organizationId, message.id));
    const [reference] = readCdar(bytes).references;
    const [status] = reference?.statuses ?? [];
    return {
      submission: {
        tracking_id: message.trackingId,
        file_name: message.fileName,
        media_type: 'application/xml',
        syntax: 'CDAR',
        processing_rule: 'B2B',
        bytes,
        sha256: message.sha256,
        invoice: { number: reference?.number ?? '', seller_siren: reference?.seller_siren ?? '' },
      },
      code: message.code,
      ...(status?.reason_code === undefined ? {} : { reason_code: status.reason_code }),
      ...(status?.comment === undefined ? {} : { comment: status.comment }),
    };
  }
}
