import { legalUnitOf, type LegalUnit } from './directory.js';

/** Recipients whose lines show what a directory can say; all others have one line, enabled, at an approved platform. */
export const magicRecipients = {
  disabled: '000000208',
  upcoming: '000000216',
  /** Reached through the public portal, with a service that wants its code and a commitment number. */
  publicBody: '000000224',
  severalLines: '000000232',
  /** Has more lines than the directory gives out (206). */
  tooMany: '000000240',
  withoutStatus: '000000257',
} as const;

/** Lines that one search gives out of the recipient `tooMany`. */
export const MOST_LINES = 2;

export type LineStatus = 'Enabled' | 'Disabled' | 'Upcoming';

export interface RoutingCode {
  readonly routingIdentifier: string;
  readonly routingIdentifierType: '0224';
  readonly routingCodeName: string;
  readonly managesLegalCommitment: boolean;
  readonly administrativeStatus: 'A';
}

export interface Facility {
  readonly siret: string;
  readonly siren: string;
  readonly name: string;
  readonly facilityType: 'P' | 'S';
  readonly administrativeStatus: 'A';
  readonly b2gAdditionalData?: {
    readonly pm: false;
    readonly pmOnly: false;
    readonly managesPaymentStatus: true;
    readonly managesLegalCommitmentCode: boolean;
    readonly managesLegalCommitmentOrServiceCode: boolean;
    readonly serviceCodeStatus: boolean;
  };
}

/** A directory line with all it refers to; what a caller did not ask for is left out by `shown`. */
export interface DirectoryLine {
  readonly addressingIdentifier: string;
  readonly platformType: 'WK' | 'DFH';
  readonly directoryLineStatus?: LineStatus;
  readonly siren: string;
  readonly siret?: string;
  readonly routingIdentifier?: string;
  readonly addressingSuffix?: string;
  readonly legalUnit: LegalUnit;
  readonly facility?: Facility;
  readonly routingCode?: RoutingCode;
}

interface Shape {
  readonly nic?: string;
  readonly suffix?: string;
  readonly routing?: string;
  readonly status?: LineStatus;
}

/** All lines of a company. @param wanted further addresses of an ordinary company, which exist once asked for */
export function linesOf(siren: string, wanted: readonly string[] = []): DirectoryLine[] {
  const legalUnit = legalUnitOf(siren);
  if (legalUnit === undefined) return [];
  const magic = magicLines(siren);
  if (magic !== undefined) return magic.map((shape) => lineOf(legalUnit, shape));
  const shapes = new Map([siren, ...wanted].map((identifier) => [identifier, shapeOf(identifier)]));
  return [...shapes.values()].map((shape) => lineOf(legalUnit, shape));
}

function magicLines(siren: string): Shape[] | undefined {
  switch (siren) {
    case magicRecipients.disabled:
      return [{ status: 'Disabled' }];
    case magicRecipients.upcoming:
      return [{ status: 'Upcoming' }];
    case magicRecipients.publicBody:
      return [{ nic: '00014' }, { nic: '00014', routing: 'COMPTA-01' }];
    case magicRecipients.severalLines:
      return [
        {},
        { nic: '00011' },
        { nic: '00029', status: 'Disabled' },
        { nic: '00011', routing: 'ACHATS' },
        { suffix: 'FRAIS', status: 'Upcoming' },
      ];
    case magicRecipients.tooMany:
      return ['A', 'B', 'C', 'D', 'E'].map((suffix) => ({ suffix }));
    default:
      return undefined;
  }
}

function lineOf(legalUnit: LegalUnit, { nic, suffix, routing, status = 'Enabled' }: Shape): DirectoryLine {
  const { siren } = legalUnit;
  const isPublic = siren === magicRecipients.publicBody;
  const siret = nic === undefined ? undefined : siren + nic;
  return {
    addressingIdentifier: [siren, siret, routing ?? suffix].filter((part) => part !== undefined).join('_'),
    platformType: isPublic ? 'DFH' : 'WK',
    ...(siren === magicRecipients.withoutStatus ? {} : { directoryLineStatus: status }),
    siren,
    ...(siret === undefined ? {} : { siret, facility: facilityOf(siren, siret, isPublic) }),
    ...(routing === undefined ? {} : { routingIdentifier: routing, routingCode: routingCodeOf(routing, isPublic) }),
    ...(suffix === undefined ? {} : { addressingSuffix: suffix }),
    legalUnit,
  };
}

function facilityOf(siren: string, siret: string, isPublic: boolean): Facility {
  return {
    siret,
    siren,
    name: `Établissement ${siret}`,
    facilityType: siret.endsWith('00011') || isPublic ? 'P' : 'S',
    administrativeStatus: 'A',
    ...(isPublic
      ? {
          b2gAdditionalData: {
            pm: false,
            pmOnly: false,
            managesPaymentStatus: true,
            managesLegalCommitmentCode: true,
            managesLegalCommitmentOrServiceCode: false,
            serviceCodeStatus: true,
          },
        }
      : {}),
  };
}

function routingCodeOf(routingIdentifier: string, isPublic: boolean): RoutingCode {
  return {
    routingIdentifier,
    routingIdentifierType: '0224',
    routingCodeName: `Service ${routingIdentifier}`,
    managesLegalCommitment: isPublic,
    administrativeStatus: 'A',
  };
}

/** Reads SIREN, SIREN_SIRET, SIREN_SIRET_CODE or SIREN_SUFFIX. */
function shapeOf(identifier: string): Shape {
  const [siren = '', ...rest] = identifier.split('_');
  const [first = '', ...code] = rest;
  if (!/^\d{14}$/.test(first) || !first.startsWith(siren)) return rest.length === 0 ? {} : { suffix: rest.join('_') };
  return { nic: first.slice(9), ...(code.length === 0 ? {} : { routing: code.join('_') }) };
}
