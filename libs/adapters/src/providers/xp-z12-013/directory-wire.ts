import { z } from 'zod';
import type { DirectoryLine, LineStatus } from '../../ports/directory.js';

/** Tolerant reader of Directory Service answers, versions 1.1 to 1.3: nothing is required, unknown words are unknown. */

const text = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .catch(undefined);
const flag = z.boolean().nullish().catch(undefined);
const holder = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape).nullish().catch(undefined);

const lineSchema = z.looseObject({
  addressingIdentifier: text,
  platformType: text,
  directoryLineStatus: text,
  /** Its name in 1.1. */
  platformStatus: text,
  siren: text,
  siret: text,
  addressingSuffix: text,
  routingIdentifier: text,
  routingCode: holder({ routingIdentifier: text, routingCodeName: text, managesLegalCommitment: flag }),
  legalUnit: holder({ businessName: text }),
  facility: holder({
    siret: text,
    name: text,
    b2gAdditionalData: holder({
      managesLegalCommitmentCode: flag,
      serviceCodeStatus: flag,
      managesLegalCommitmentOrServiceCode: flag,
    }),
  }),
});
type WireLine = z.output<typeof lineSchema>;

/** A search answer; lines are read one by one so that an odd one does not hide the others. */
export const linesSchema = z.looseObject({
  totalNumberOfResults: z.number().nullish().catch(undefined),
  results: z.array(z.unknown()).nullish(),
});

const STATUSES = ['enabled', 'disabled', 'upcoming'] as const satisfies readonly LineStatus[];

/** Reads one line, null when it says nothing of where an invoice would go. */
export function readLine(value: unknown): DirectoryLine | null {
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) return null;
  const wire = parsed.data;
  const suffix = filled(wire.addressingSuffix);
  const siret = filled(wire.siret) ?? filled(wire.facility?.siret);
  const routing_code = filled(wire.routingIdentifier) ?? filled(wire.routingCode?.routingIdentifier);
  const siren = filled(wire.siren) ?? sirenOf(filled(wire.addressingIdentifier) ?? siret);
  if (siren === undefined) return null;
  const parts = [siren, siret, routing_code ?? suffix].filter((part) => part !== undefined);
  const requires = requirementsOf(wire);
  return {
    address: filled(wire.addressingIdentifier) ?? parts.join('_'),
    siren,
    ...optional('siret', siret),
    ...optional('suffix', suffix),
    ...optional('routing_code', routing_code),
    ...optional('routing_name', filled(wire.routingCode?.routingCodeName)),
    status: STATUSES.find((status) => status === word(wire.directoryLineStatus ?? wire.platformStatus)) ?? 'unknown',
    via: viaOf(wire.platformType),
    ...optional('requires', requires),
    ...optional('name', filled(wire.legalUnit?.businessName) ?? filled(wire.facility?.name)),
  };
}

/** UNCL 3035: WK, a value added network provider (PA); DFH, the government's portal. */
function viaOf(platformType: string | null | undefined): DirectoryLine['via'] {
  const type = word(platformType);
  if (type === 'wk') return 'platform';
  return type === 'dfh' ? 'public_portal' : 'unknown';
}

/** Only public bodies have them; a line that says nothing of them is left without. */
function requirementsOf({ facility, routingCode }: WireLine): DirectoryLine['requires'] {
  const body = facility?.b2gAdditionalData;
  const commitment = body?.managesLegalCommitmentCode ?? routingCode?.managesLegalCommitment;
  const service = body?.serviceCodeStatus;
  const either = body?.managesLegalCommitmentOrServiceCode;
  if ([commitment, service, either].every((told) => typeof told !== 'boolean')) return undefined;
  return {
    commitment: commitment === true,
    service_code: service === true,
    ...(either === true ? { either } : {}),
  };
}

function sirenOf(identifier: string | undefined): string | undefined {
  return /^\d{9}(?=$|_|\d{5}$)/.exec(identifier ?? '')?.[0];
}

function filled(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
}

function word(value: string | null | undefined): string {
  return value?.trim().toLowerCase() ?? '';
}

function optional<K extends keyof DirectoryLine>(key: K, value: DirectoryLine[K] | undefined): Partial<DirectoryLine> {
  return value === undefined ? {} : { [key]: value };
}
