import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileRulePack, RuleProcess } from '@onefacture/inspection';
import { STANDARDS } from './official-standards.js';

/** The official schemas, by root element. */
export const UBL_XSD = {
  Invoice: 'ubl-2.1/maindoc/UBL-Invoice-2.1.xsd',
  CreditNote: 'ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd',
} as const;

/** The official rule sets for UBL, by the names of the corpus manifest. */
const PACKS = {
  'CEN EN16931-UBL 1.3.16': 'en16931-1.3.16/EN16931-UBL-validation-preprocessed.sch',
  'EXTENDED-CTC-FR-UBL 1.4.0.03': 'fnfe-1.4.0.03/EXTENDED-CTC-FR-UBL.sch',
  'BR-FR-Flux2 1.4.0.03': 'fnfe-1.4.0.03/BR-FR-Flux2-Schematron-UBL.sch',
} as const;

export type UblPack = keyof typeof PACKS;

/** Compiles (once per machine) and starts a rule set. */
export const openUblPack = async (name: UblPack): Promise<RuleProcess> => {
  const sef = await compileRulePack(join(STANDARDS, PACKS[name]), resolve('.data/rule-packs'));
  return new RuleProcess(sef, pathToFileURL(`${STANDARDS}/`).href, 500_000);
};
