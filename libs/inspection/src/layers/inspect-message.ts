import { AppError } from '@onefacture/errors';
import { type CdarReading, readCdarDocument, STRUCTURES } from '@onefacture/formats';
import { BR_FR_CDV, checkMessage, type Finding } from '@onefacture/validation';
import { schemaLabel } from '../schema/schema-check.js';
import { schemaFindings } from '../schema/schema-findings.js';
import { looked, type LayerResult, passedOver } from './layer.js';

const OWN = 'onefacture';

const read = (xml: Uint8Array): CdarReading | AppError => {
  try {
    return readCdarDocument(xml);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'document.unreadable') throw error;
    return error;
  }
};

const about = { layer: 'extraction', ruleset: OWN, term: '' } as const;

/** What a message lacks to be one, or what it says that none of our members holds. */
const extracted = (xml: Uint8Array): readonly Finding[] => {
  const reading = read(xml);
  if (reading instanceof AppError) {
    const { message } = reading;
    return [{ ...about, code: 'OF-EXT-01', severity: 'error', path: '', message, message_fr: message }];
  }
  return reading.findings.map(({ code, message, message_fr, path, term = '' }) => {
    return { ...about, code, severity: 'warning', message, message_fr, path, term };
  });
};

/** The official layers on a CDAR lifecycle message: extraction, schema, and the French rules, which always apply. */
export const messageLayers = (xml: Uint8Array): readonly LayerResult[] => [
  passedOver('pdfa3', 'not_applicable', 'The file is no PDF.'),
  looked({ layer: 'extraction', engine: OWN, ruleset: '' }, () => extracted(xml)),
  looked({ layer: 'xsd', engine: 'libxml2', ruleset: schemaLabel('cdar') }, () =>
    schemaFindings('cdar', STRUCTURES.cdar.root.name, xml),
  ),
  looked({ layer: 'schematron', engine: OWN, ruleset: `${BR_FR_CDV.name} ${BR_FR_CDV.version}` }, () =>
    checkMessage(xml),
  ),
];
