import { describe, expect, it } from 'vitest';
import { type Leaf, leavesAsXml } from '../../../testing/leaves.js';
import { BR_FR_CDV, checkMessage } from './check-message.js';

const CONTEXT = 'ExchangedDocumentContext';
const SENDER = 'ExchangedDocument/SenderTradeParty';
const ISSUER = 'ExchangedDocument/IssuerTradeParty';
const RECIPIENT = 'ExchangedDocument/RecipientTradeParty';
const ACK = 'AcknowledgementDocument';
const REF = `${ACK}/ReferenceReferencedDocument`;
const STATUS = `${REF}/SpecifiedDocumentStatus`;
const GUIDELINE = `${CONTEXT}/GuidelineSpecifiedDocumentContextParameter/ID`;
const PROCESS = `${CONTEXT}/BusinessProcessSpecifiedDocumentContextParameter/ID`;

type Message = Readonly<Record<string, string | undefined>>;

/** A refusal by the buyer that breaks no rule. */
const REFUSAL: Message = {
  [GUIDELINE]: 'urn.cpro.gouv.fr:1p0:CDV:invoice',
  [PROCESS]: 'REGULATED',
  'ExchangedDocument/ID': 'M-1',
  [`${SENDER}/GlobalID@schemeID=0238`]: '1234',
  [`${SENDER}/RoleCode`]: 'WK',
  [`${ISSUER}/GlobalID@schemeID=0002`]: '552120222',
  [`${ISSUER}/RoleCode`]: 'BY',
  [`${RECIPIENT}/GlobalID@schemeID=0002`]: '732829320',
  [`${RECIPIENT}/RoleCode`]: 'SE',
  [`${RECIPIENT}/URIUniversalCommunication/URIID`]: '732829320',
  [`${ACK}/TypeCode`]: '23',
  [`${REF}/IssuerAssignedID`]: 'F-1',
  [`${REF}/StatusCode`]: '50',
  [`${REF}/TypeCode`]: '380',
  [`${REF}/FormattedIssueDateTime`]: '20260601',
  [`${REF}/ProcessConditionCode`]: '210',
  [`${REF}/IssuerTradeParty/GlobalID`]: '732829320',
  [`${REF}/IssuerTradeParty/RoleCode`]: 'SE',
  [`${REF}/RecipientTradeParty/RoleCode`]: 'BY',
  [`${STATUS}/SequenceNumeric`]: '1',
  [`${STATUS}/ReasonCode`]: 'DOUBLON',
};

const xml = (changes: Message): Buffer =>
  leavesAsXml(
    'CrossDomainAcknowledgementAndResponse',
    Object.entries({ ...REFUSAL, ...changes }).flatMap(([path, text]): Leaf[] =>
      text === undefined ? [] : [[path, text]],
    ),
  );
const codes = (changes: Message): string[] => checkMessage(xml(changes)).map(({ code }) => code);

/** Addressed to the tax portal alone. */
const TO_PORTAL: Message = {
  [GUIDELINE]: 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2',
  [PROCESS]: undefined,
  [`${RECIPIENT}/GlobalID@schemeID=0002`]: undefined,
  [`${RECIPIENT}/GlobalID@schemeID=0238`]: '0000',
  [`${RECIPIENT}/RoleCode`]: 'DFH',
};
const TRANSMITTED: Message = { [`${ACK}/TypeCode`]: '305', [`${REF}/StatusCode`]: '8', [`${ISSUER}/RoleCode`]: 'WK' };
const COLLECTED: Message = {
  [`${REF}/ProcessConditionCode`]: '212',
  [`${STATUS}/ReasonCode`]: undefined,
  [`${STATUS}/SpecifiedDocumentCharacteristic/TypeCode`]: 'MEN',
  [`${STATUS}/SpecifiedDocumentCharacteristic/ValueAmount`]: '120.00',
  [`${STATUS}/SpecifiedDocumentCharacteristic/ValuePercent`]: '20',
};
const INADMISSIBLE: Message = { [`${REF}/ProcessConditionCode`]: '501', [`${STATUS}/ReasonCode`]: 'IRR_SYNTAX' };
const PUBLIC: Message = { [`${SENDER}/GlobalID@schemeID=0238`]: '9999' };

const status = (code: string, reason: string): Message => ({
  [`${REF}/ProcessConditionCode`]: code,
  [`${STATUS}/ReasonCode`]: reason,
});

type Case = readonly [id: string, broken: Message, kept: Message];

const CASES: readonly Case[] = [
  ['BR-FR-04_MDT-91', { [`${REF}/TypeCode`]: '325' }, { [`${REF}/TypeCode`]: '381' }],
  ['BR-FR-CDV-02_MDT-3', { [GUIDELINE]: 'urn.cpro.gouv.fr:1p0:CDV:einvoicingF2' }, TO_PORTAL],
  ['BR-FR-CDV-02_MDT-3', { ...TO_PORTAL, [`${RECIPIENT}/GlobalID@schemeID=0238`]: '9998' }, {}],
  ['BR-FR-CDV-03_MDT-4', { 'ExchangedDocument/ID': undefined }, {}],
  [
    'BR-FR-CDV-07_MDT-38_yes',
    { [`${ISSUER}/GlobalID@schemeID=0002`]: undefined },
    { ...TRANSMITTED, [`${ISSUER}/GlobalID@schemeID=0002`]: undefined },
  ],
  [
    'BR-FR-CDV-08_MDT-73',
    { [`${RECIPIENT}/URIUniversalCommunication/URIID`]: undefined },
    { [`${RECIPIENT}/URIUniversalCommunication/URIID`]: undefined, [`${RECIPIENT}/RoleCode`]: 'WK' },
  ],
  ['BR-FR-CDV-09_MDT-77', { [`${ACK}/TypeCode`]: '24' }, TRANSMITTED],
  [
    'BR-FR-CDV-11_MDG-35',
    { [`${REF}/FormattedIssueDateTime`]: undefined },
    { ...INADMISSIBLE, [`${REF}/FormattedIssueDateTime`]: undefined },
  ],
  ['BR-FR-CDV-12_MDT-105', { [`${REF}/ProcessConditionCode`]: undefined }, {}],
  [
    'BR-FR-CDV-13_MDT-129',
    { [`${REF}/IssuerTradeParty/GlobalID`]: undefined },
    { ...INADMISSIBLE, [`${REF}/IssuerTradeParty/GlobalID`]: undefined },
  ],
  ['BR-FR-CDV-14_MDT-207', { ...COLLECTED, [`${STATUS}/SpecifiedDocumentCharacteristic/TypeCode`]: 'MPA' }, COLLECTED],
  ['BR-FR-CDV-14_MDT-207', { ...COLLECTED, [`${STATUS}/SpecifiedDocumentCharacteristic/ValuePercent`]: undefined }, {}],
  ['BR-FR-CDV-15_MDT-113', { [`${STATUS}/ReasonCode`]: undefined }, status('205', 'AUTRE')],
  ['BR-FR-CDV-16_MDT-124-2', { [`${STATUS}/SequenceNumeric`]: undefined }, {}],
  ['BR-FR-CDV-CL-01_MDT-2', { [PROCESS]: 'B2G' }, { [PROCESS]: 'B2C' }],
  ['BR-FR-CDV-CL-01_MDT-2', { ...TO_PORTAL, [PROCESS]: 'REGULATED' }, { ...TO_PORTAL, [PROCESS]: 'S1' }],
  ['BR-FR-CDV-CL-02_MDT-21_305', { ...TRANSMITTED, [`${SENDER}/RoleCode`]: 'SE' }, TRANSMITTED],
  ['BR-FR-CDV-CL-02_MDT-21_23', { [`${SENDER}/RoleCode`]: 'DFH' }, { [`${SENDER}/RoleCode`]: 'BY' }],
  ['BR-FR-CDV-CL-03_MDT-40_305', { ...TRANSMITTED, [`${ISSUER}/RoleCode`]: 'BY' }, TRANSMITTED],
  ['BR-FR-CDV-CL-03_MDT-40_23', { [`${ISSUER}/RoleCode`]: 'WK' }, { [`${ISSUER}/RoleCode`]: 'IV' }],
  ['BR-FR-CDV-CL-04_MDT-59', { [`${RECIPIENT}/RoleCode`]: 'XX' }, { [`${RECIPIENT}/RoleCode`]: 'DL' }],
  ['BR-FR-CDV-CL-05_MDT-88_305', { ...TRANSMITTED, [`${REF}/StatusCode`]: '50' }, TRANSMITTED],
  ['BR-FR-CDV-CL-05_MDT-88_23', { [`${REF}/StatusCode`]: '8' }, { [`${REF}/StatusCode`]: undefined }],
  ['BR-FR-CDV-CL-06_MDT-105', { [`${REF}/ProcessConditionCode`]: '299' }, { [`${REF}/ProcessConditionCode`]: '214' }],
  [
    'BR-FR-CDV-CL-06_MDT-115',
    { [`${STATUS}/ProcessConditionCode`]: '299' },
    { [`${STATUS}/ProcessConditionCode`]: '210' },
  ],
  ['BR-FR-CDV-CL-07_MDT-132', { [`${REF}/IssuerTradeParty/RoleCode`]: 'BY' }, {}],
  ['BR-FR-CDV-CL-08_MDT-158', { [`${REF}/RecipientTradeParty/RoleCode`]: 'XX' }, {}],
  ['BR-FR-CDV-CL-09_MDT-113', { [`${STATUS}/ReasonCode`]: 'WRONG' }, {}],
  ['BR-FR-CDV-CL-09_MDT-113_200', status('200', 'DOUBLON'), status('200', 'NON_TRANSMISE')],
  ['BR-FR-CDV-CL-09_MDT-113_213', status('213', 'AUTRE'), status('213', 'REJ_COH')],
  ['BR-FR-CDV-CL-09_MDT-113_210', status('210', 'AUTRE'), { ...status('210', 'AUTRE'), ...PUBLIC }],
  [
    'BR-FR-CDV-CL-09_MDT-113_210',
    status('210', 'AUTRE'),
    { ...status('210', 'AUTRE'), [`${STATUS}/ProcessConditionCode`]: '207' },
  ],
  [
    'BR-FR-CDV-CL-09_MDT-113_210B2G',
    { ...status('210', 'JUSTIF_ABS'), ...PUBLIC },
    { ...status('210', 'AUTRE'), ...PUBLIC },
  ],
  ['BR-FR-CDV-CL-09_MDT-113_210B2G', { ...status('210', 'JUSTIF_ABS'), ...PUBLIC }, status('210', 'JUSTIF_ABS')],
  ['BR-FR-CDV-CL-09_MDT-113_207', status('207', 'JUSTIF_ABS'), status('207', 'QTE_ERR')],
  ['BR-FR-CDV-CL-09_MDT-113_206', status('206', 'DOUBLON'), status('206', 'PU_ERR')],
  ['BR-FR-CDV-CL-09_MDT-113_208', status('208', 'DOUBLON'), status('208', 'JUSTIF_ABS')],
  ['BR-FR-CDV-CL-09_MDT-113_221', status('221', 'DOUBLON'), status('221', 'ROUTAGE_ERR')],
  ['BR-FR-CDV-CL-09_MDT-113_501', status('501', 'DOUBLON'), INADMISSIBLE],
  [
    'BR-FR-CDV-CL-10_MDT-121',
    { [`${STATUS}/RequestedActionCode`]: 'XXX' },
    { [`${STATUS}/RequestedActionCode`]: 'NIN' },
  ],
  [
    'BR-FR-CDV-CL-11_MDT-207',
    { [`${STATUS}/SpecifiedDocumentCharacteristic/TypeCode`]: 'XXX' },
    { [`${STATUS}/SpecifiedDocumentCharacteristic/TypeCode`]: 'CBB' },
  ],
];

describe('the rules for lifecycle messages', () => {
  it('find no fault in a message without', () => {
    expect(codes({})).toEqual([]);
  });

  it.each(CASES)('%s is broken and kept', (id, broken, kept) => {
    expect(codes(broken)).toContain(id);
    expect(codes(kept)).not.toContain(id);
  });

  it('have an example each', () => {
    expect(BR_FR_CDV.messages.map(({ id }) => id).filter((id) => CASES.every(([one]) => one !== id))).toEqual([]);
  });

  it('tell place, term and values in both languages', () => {
    const [finding] = checkMessage(
      xml({ [`${STATUS}/ReasonCode`]: undefined, [`${STATUS}[2]/ReasonCode`]: 'AUTRE' }),
    ).filter(({ code }) => code === 'BR-FR-CDV-CL-09_MDT-113_210');
    expect(finding).toMatchObject({
      layer: 'schematron',
      ruleset: 'BR-FR-CDV 1.4.0.03',
      severity: 'error',
      term: 'MDT-113',
      path: '/CrossDomainAcknowledgementAndResponse/AcknowledgementDocument/ReferenceReferencedDocument/SpecifiedDocumentStatus[2]/ReasonCode',
    });
    expect(finding?.message).toMatch(/^The reason "AUTRE" \(MDT-113\) is none that the status 210 may have/);
    expect(finding?.message_fr).toMatch(/^Le motif « AUTRE »/);
    expect(checkMessage(xml({ [`${REF}/ProcessConditionCode`]: '299' }))[0]?.severity).toBe('warning');
    for (const [, broken] of CASES) {
      for (const { message, message_fr } of checkMessage(xml(broken))) expect(message + message_fr).not.toMatch(/[{}]/);
    }
  });

  it('take time linear in the references of a message', () => {
    const many = Array.from({ length: 5_000 }, (_, at): [string, string] => [`${REF}[${at + 2}]/TypeCode`, '380']);
    expect(codes(Object.fromEntries(many)).filter((id) => id === 'BR-FR-CDV-12_MDT-105')).toHaveLength(50);
  });
});
