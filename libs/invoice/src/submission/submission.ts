import type { FieldFault } from '@onefacture/errors';
import type { Invoice } from '../invoice.js';
import { capability, sizes, type Origin } from './capability.js';
import { dates, frame } from './dates-and-frame.js';
import { groups } from './groups.js';
import { parties, taxableEntity, treatment } from './parties.js';
import { references } from './references.js';
import { vat } from './vat.js';

const MOST = 100;

/**
 * What a DRAFT may lack but a submission may not: every fault that would make the document break an official rule
 * (EN 16931 1.3.16, BR-FR-Flux2 1.4) or, made of a body, that its profile cannot say. `code` is the rule where there is
 * one. Empty for an invoice that can go out. At most 100.
 */
export function submissionFaults(invoice: Invoice, origin: Origin = 'body'): FieldFault[] {
  const faults: FieldFault[] = [];
  for (const check of [capability, sizes, parties, taxableEntity, references, dates, frame, groups, vat, treatment]) {
    for (const fault of check(invoice, origin)) {
      if (faults.length >= MOST) return faults;
      faults.push(fault);
    }
  }
  return faults;
}
