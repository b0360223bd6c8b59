import { planOf } from '../bindings/plan.js';
import { CDAR_D22B } from '../structure/cdar-d22b.js';
import { lifecycleMessage } from './message-bindings.js';

/** The table of lifecycle messages along CDAR D22B; reader and writer run on it. */
export const CDAR_PLAN = planOf(CDAR_D22B, lifecycleMessage);
