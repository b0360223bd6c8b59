import { duration, integer } from './kinds.js';
import { defineSettings } from './settings-class.js';

/** The child processes that open files of others and make documents; each api and each worker has its own. */
export class FilePoolSettings extends defineSettings('File processes', {
  processes: integer(
    'ONEFACTURE_FILE_PROCESSES',
    { min: 1, max: 64 },
    { default: '1', description: 'Child processes of each api and each worker that open files and make documents.' },
  ),
  queueLength: integer(
    'ONEFACTURE_FILE_QUEUE',
    { min: 0, max: 10_000 },
    {
      default: '12',
      description: 'Files that may wait while every child works; more are answered with 503 and Retry-After.',
    },
  ),
  timeoutMs: duration('ONEFACTURE_FILE_TIMEOUT', {
    default: '10s',
    description: 'Longest the work on one file of a caller may take; documents we make ourselves get six times that.',
  }),
  memoryMb: integer(
    'ONEFACTURE_FILE_MEMORY_MB',
    { min: 128, max: 65_536 },
    { default: '768', description: 'Most megabytes one child may hold; a file that needs more is refused.' },
  ),
  recycleAfter: integer(
    'ONEFACTURE_FILE_RECYCLE_AFTER',
    { min: 1, max: 1_000_000 },
    { default: '1000', description: 'Files after which a child is replaced by a fresh one.' },
  ),
}) {}
