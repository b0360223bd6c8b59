import { writePlan } from '../bindings/plan-writer.js';
import type { LifecycleMessage } from '../lifecycle-message.js';
import { boundMessage } from './bound-message.js';
import { CDAR_PLAN } from './cdar-plan.js';

/**
 * The message as Cross Domain Acknowledgement and Response D22B: XML text to be encoded in UTF-8, same message same
 * text. A message that was read comes out as the same document but for these normalisations:
 * - time points in format 204, French legal time, whole seconds; civil dates (MDT-100, MDT-219) in format 102;
 * - amounts and percentages with at least two decimals, no plus sign, no leading zeros;
 * - MDT-74 by the number of references; MDT-124-2 wherever there is a status; indicators as true or false;
 * - blanks around codes and identifiers, blank elements, comments, and attributes that name a code list are left out;
 * - of several identifiers the one that names the party comes first, those of a seller as SIREN, SIRET, others.
 * Throws AppError `request.invalid` for a character XML cannot carry and for a message without recipient or reference.
 */
export const writeCdar = (message: LifecycleMessage): string => writePlan(CDAR_PLAN, boundMessage(message));
