import { Injectable } from '@nestjs/common';
import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { AppError } from '@onefacture/errors';
import { isSiren } from '@onefacture/invoice';
import { Clock } from '@onefacture/observability';
import { uuidv7 } from 'uuidv7';
import { z } from 'zod';
import { ConnectionRepository } from '../connections/connection.repository.js';
import type { RoutingOverrideEntity } from './routing-override.entity.js';
import { RoutingOverrideRepository } from './routing-override.repository.js';

/** What a routing override says. */
export const RoutingOverrideBody = z.strictObject({
  recipient_siren: z
    .string()
    .refine(isSiren, { error: 'must be a SIREN: nine digits with a valid check digit' })
    .nullish()
    .meta({ description: 'Left out or null: whoever receives', example: '732829320' }),
  company_id: z.uuid().nullish().meta({ description: 'Left out or null: whichever of your companies sends' }),
  connection_id: z.uuid().meta({ description: 'The platform connection to send through' }),
  note: z.string().trim().min(1).max(500).nullish().meta({ description: 'Why, for your colleagues' }),
});
export type RoutingOverrideBody = z.output<typeof RoutingOverrideBody>;

/** Where an organisation sends what, whatever the directory says. */
@Injectable()
export class RoutingOverridesService {
  constructor(private readonly clock: Clock) {}

  /** Newest first, from below `before`. */
  async page(tx: OrganisationTransaction, limit: number, before: string | undefined) {
    return new RoutingOverrideRepository(tx).page(limit, before);
  }

  /**
   * Sets the override of one recipient, one company, both, or all.
   * @throws AppError request.invalid for a connection or a company that the organisation does not have
   */
  async put(tx: OrganisationTransaction, actor: string, wanted: RoutingOverrideBody): Promise<RoutingOverrideEntity> {
    const { connection_id: connectionId, note = null } = wanted;
    const scope = { recipientSiren: wanted.recipient_siren ?? null, companyId: wanted.company_id ?? null };
    const connections = new ConnectionRepository(tx);
    await connections.lockAll();
    if (!(await connections.find(connectionId))) throw unknown('connection_id', 'platform connection');
    if (scope.companyId !== null && !(await hasCompany(tx, scope.companyId))) throw unknown('company_id', 'company');
    const overrides = new RoutingOverrideRepository(tx);
    const before = await overrides.lock(scope);
    const now = this.clock.now();
    const row = {
      ...(before ?? { organizationId: tx.organizationId, id: uuidv7(), ...scope, createdAt: now }),
      ...{ connectionId, note, updatedAt: now },
    };
    if (before) await overrides.update(row.id, row);
    else await overrides.insert(row);
    const details = { connection_id: connectionId, company_id: scope.companyId };
    await audit(tx, actor, 'put', row.id, details);
    return row;
  }

  /** @throws AppError request.not_found */
  async remove(tx: OrganisationTransaction, actor: string, id: string): Promise<void> {
    if (!(await new RoutingOverrideRepository(tx).remove(id))) {
      throw new AppError('request.not_found', { detail: `There is no routing override ${id}.` });
    }
    await audit(tx, actor, 'delete', id, {});
  }
}

async function hasCompany(tx: OrganisationTransaction, id: string): Promise<boolean> {
  const found = await tx.manager.query<unknown[]>('SELECT 1 FROM companies WHERE organization_id = $1 AND id = $2', [
    tx.organizationId,
    id,
  ]);
  return found.length > 0;
}

async function audit(
  tx: OrganisationTransaction,
  actor: string,
  verb: string,
  subjectId: string,
  details: Readonly<Record<string, string | null>>,
): Promise<void> {
  await recordAudit(tx, {
    actor,
    action: `routing_override.${verb}`,
    subjectType: 'routing_override',
    subjectId,
    details,
  });
}

function unknown(field: string, what: string): AppError {
  const message = `is no ${what} of this organisation`;
  return new AppError('request.invalid', {
    detail: `${field} ${message}.`,
    errors: [{ field, code: 'UNKNOWN', message }],
  });
}
