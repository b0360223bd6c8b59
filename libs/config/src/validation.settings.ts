import { choice, duration, integer, text } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** Which rules judge a document. */
export const VALIDATION_ENGINES = ['native', 'packs', 'both'] as const;
export type ValidationEngine = (typeof VALIDATION_ENGINES)[number];

/** How documents are judged. */
export class ValidationSettings extends defineSettings('Validation', {
  engine: choice('ONEFACTURE_VALIDATION_ENGINE', VALIDATION_ENGINES, {
    default: 'native',
    description:
      'Rules that judge a document. native: the built-in EN 16931 and French rules; packs: the installed rule packs; both: the built-in rules, with the packs as second opinion.',
  }),
  packsDir: text('ONEFACTURE_PACKS_DIR', {
    default: '.data/packs',
    description: 'Folder of the installed rule packs: npm run packs:add, packs:list, packs:remove.',
  }),
  packsMaxLines: integer(
    'ONEFACTURE_PACKS_MAX_LINES',
    { min: 1, max: 1_000_000 },
    { default: '200', description: 'Most lines of a document that rule packs judge; they are slow on long ones.' },
  ),
  packsTimeoutMs: duration('ONEFACTURE_PACKS_TIMEOUT', {
    default: '20s',
    description: 'Longest one rule file of a pack may work on one document.',
  }),
  packsProcesses: integer(
    'ONEFACTURE_PACKS_PROCESSES',
    { min: 1, max: 64 },
    { default: '1', description: 'Child processes of each api and each worker that run rule packs.' },
  ),
  packsMemoryMb: integer(
    'ONEFACTURE_PACKS_MEMORY_MB',
    { min: 256, max: 65_536 },
    { default: '2048', description: 'Most megabytes a child that runs rule packs may hold.' },
  ),
}) {}
