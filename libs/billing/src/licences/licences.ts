import { recordAudit, type OrganisationTransaction } from '@onefacture/database';
import { uuidv7 } from 'uuidv7';
import type { LicenceEntity } from './licence.entity.js';
import { LicenceRepository } from './licence.repository.js';

/** A feature that an organisation is to have apart from its plan, for ever or until a moment. */
export interface WantedLicence {
  readonly feature: string;
  readonly expiresAt: Date | null;
}

/**
 * Gives an organisation these licences and no others: missing ones are granted, others taken back, and one whose end
 * differs is taken back and granted anew. Each with an audit entry. Repeating it changes nothing.
 * @param wanted at most one of a feature
 */
export async function setLicences(
  tx: OrganisationTransaction,
  wanted: readonly WantedLicence[],
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<void> {
  const rows = new LicenceRepository(tx);
  const given = await rows.given();
  const kept = new Set<WantedLicence>();
  for (const licence of given) {
    const same = wanted.find((one) => isSame(one, licence));
    if (same) kept.add(same);
    else {
      await rows.revoke(licence.id, now);
      await tell(tx, 'licence.revoke', licence.id, licence.feature, actor);
    }
  }
  for (const licence of wanted) {
    if (kept.has(licence)) continue;
    const id = uuidv7();
    await rows.add({ id, ...licence, grantedAt: now, grantedBy: actor, revokedAt: null });
    await tell(tx, 'licence.grant', id, licence.feature, actor);
  }
}

const isSame = (one: WantedLicence, other: LicenceEntity): boolean =>
  one.feature === other.feature && one.expiresAt?.getTime() === other.expiresAt?.getTime();

const tell = (tx: OrganisationTransaction, action: string, subjectId: string, feature: string, actor: string) =>
  recordAudit(tx, { actor, action, subjectType: 'licence', subjectId, details: { feature } });
