import { z } from 'zod';
import { OBJECT_SCHEMES } from '../codes/object-schemes.js';
import { PARTY_SCHEMES } from '../codes/party-schemes.js';
import { isSiren } from '../identifiers/siren.js';
import { isSiret } from '../identifiers/siret.js';
import { coded, text } from './leaves.js';

const partyScheme = (term: string) =>
  coded((value) => PARTY_SCHEMES.has(value), 'must be a code of the ISO 6523 list (ICD), such as 0088 for a GLN', {
    description: `${term}: register it is from, ISO 6523 ICD`,
    example: '0088',
  });

const CHECKED: Readonly<Record<string, { fits: (value: string) => boolean; rule: string }>> = {
  '0002': { fits: isSiren, rule: 'must be a SIREN in scheme 0002: nine digits with the right check digit (BR-FR-32)' },
  '0009': {
    fits: isSiret,
    rule: 'must be a SIRET in scheme 0009: fourteen digits with the right check digit (BR-FR-09)',
  },
  '0224': {
    fits: (value) => /^[A-Za-z0-9+\-_/]{1,100}$/.test(value),
    rule: 'must be a routing code in scheme 0224: 1 to 100 letters, digits, +, -, _ or / (BR-FR-24, BR-FR-26)',
  },
};

/** An identifier of a party, place or article, with the register it is from; `term` names both terms. */
export const partyIdentifierSchema = (term: string, needsScheme = false) => {
  const scheme = partyScheme(`${term}-1`);
  return z
    .strictObject({
      scheme: needsScheme ? scheme : scheme.optional(),
      value: text(255, { description: `${term}: the identifier`, example: '3012345000015' }),
    })
    .check((ctx) => {
      const { scheme: register, value } = ctx.value;
      const check = CHECKED[register ?? ''];
      if (check === undefined || check.fits(value)) return;
      ctx.issues.push({ code: 'custom', path: ['value'], message: check.rule, input: ctx.value });
    })
    .meta({ description: `An identifier (${term})` });
};

/** An identifier of the thing invoiced: BT-18 or BT-128. */
export const objectIdentifierSchema = (term: string) =>
  z
    .strictObject({
      scheme: coded(
        (value) => OBJECT_SCHEMES.has(value),
        'must be a code of UNTDID 1153, such as AVV, AFL, ABZ or MG',
        { description: `${term}-1: what the identifier names, UNTDID 1153`, example: 'AVV' },
      ).optional(),
      value: text(255, { description: `${term}: the identifier`, example: 'COMPTEUR-7788' }),
    })
    .meta({ description: `Identifier of the thing invoiced (${term})` });

/** Identifiers of one party: each register at most once (BR-FR-CO-10). */
export const partyIdentifiersSchema = (term: string) =>
  z
    .array(partyIdentifierSchema(term))
    .min(1)
    .max(20)
    .check((ctx) => {
      const seen = new Set<string>();
      for (const [index, { scheme }] of ctx.value.entries()) {
        if (scheme === undefined) continue;
        if (seen.has(scheme)) {
          const message = `repeats scheme ${scheme}: a party has one identifier of each register at most (BR-FR-CO-10)`;
          ctx.issues.push({
            code: 'custom',
            path: [index, 'scheme'],
            message,
            params: { code: 'DUPLICATE' },
            input: ctx.value,
          });
        }
        seen.add(scheme);
      }
    })
    .meta({ description: `Further identifiers (${term}); siret has a member of its own` });
