import { duration } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** What organisations may ask about their own data. */
export class DataSettings extends defineSettings('Export and erasure', {
  exportKeptMs: duration('ONEFACTURE_EXPORT_KEPT', {
    default: '7d',
    description: 'How long an export of an organisation can be downloaded; then it is deleted.',
  }),
  erasureWaitMs: duration('ONEFACTURE_ERASURE_WAIT', {
    default: '14d',
    description: 'How long the erasure of an organisation waits and can be cancelled.',
  }),
}) {}
