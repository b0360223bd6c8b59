import type { Attachment, EmbeddedFile, Said } from '@onefacture/invoice';
import type { Subject } from '../rules/subject.js';
import type { BusinessRule } from './business-rule.js';

/** Endings that a file of a type has, and how its Base64 begins where the format says. */
const TYPES: Readonly<Record<string, { readonly endings: readonly string[]; readonly begins?: string }>> = {
  'application/pdf': { endings: ['pdf'], begins: 'JVBERi' },
  'image/png': { endings: ['png'], begins: 'iVBORw0KGg' },
  'image/jpeg': { endings: ['jpg', 'jpeg', 'jpe', 'jfif'], begins: '/9j/' },
  'text/csv': { endings: ['csv', 'txt'] },
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { endings: ['xlsx'], begins: 'UEsDB' },
  'application/vnd.oasis.opendocument.spreadsheet': { endings: ['ods'], begins: 'UEsDB' },
};

/** All of a file that platforms take (BR-FR-19). */
const MOST_BYTES = 100_000_000;

interface Placed {
  readonly path: string;
  readonly file: Said<EmbeddedFile>;
}

function* filesIn(at: string, list: readonly Said<Attachment>[] = []): Generator<Placed> {
  for (const [index, { file }] of list.entries()) if (file !== undefined) yield { path: `${at}[${index}].file`, file };
}

function* filesOf({ document, lines }: Subject): Generator<Placed> {
  yield* filesIn('attachments', document.attachments);
  for (const [index, { attachments }] of lines.entries()) yield* filesIn(`lines[${index}].attachments`, attachments);
}

const bytesOf = ({ base64 = '' }: Said<EmbeddedFile>): number => Math.floor((base64.length * 3) / 4);

/** What no file system takes, or what leads out of a folder. */
const UNSAFE = /[/\\:*?"<>|\p{Cc}]|^\.{0,2}$/u;

const name: BusinessRule = {
  id: 'OF-ATT-01',
  terms: ['BT-125-2', 'BT-125-1'],
  severity: 'warning',
  says: {
    en: 'The file name "{value}" cannot be used as it is: {why}.',
    fr: 'Le nom de fichier « {value} » est inutilisable tel quel : {pourquoi}.',
  },
  fix: {
    en: 'Give a plain name with the ending of the type, such as annex.pdf.',
    fr: 'Donnez un nom simple avec l’extension du type, tel que annexe.pdf.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, file } of filesOf(subject)) {
      const value = file.filename?.trim();
      if (value === undefined) continue;
      const endings = TYPES[file.mime_type ?? '']?.endings;
      const ending = value.split('.').at(-1)?.toLowerCase() ?? '';
      if (UNSAFE.test(value)) {
        broken(`${path}.filename`, {
          value,
          why: 'it has forbidden characters',
          pourquoi: 'il a des caractères interdits',
        });
      } else if (endings?.includes(ending) === false) {
        const [why, pourquoi] = [`its type is ${file.mime_type}`, `son type est ${file.mime_type}`];
        broken(`${path}.filename`, { value, why, pourquoi });
      }
    }
  },
};

const content: BusinessRule = {
  id: 'OF-ATT-02',
  terms: ['BT-125'],
  severity: 'warning',
  says: {
    en: 'The embedded file "{value}" is empty or no {type}.',
    fr: 'Le fichier joint « {value} » est vide ou n’est pas du type {type}.',
  },
  check: (subject, _facts, broken) => {
    for (const { path, file } of filesOf(subject)) {
      const { base64 = '', mime_type: type = '', filename: value = '' } = file;
      const begins = TYPES[type]?.begins ?? '';
      if (base64.trim() === '' || !base64.trimStart().startsWith(begins)) broken(path, { value, type });
    }
  },
};

const size: BusinessRule = {
  id: 'OF-ATT-03',
  terms: ['BT-125'],
  severity: 'error',
  says: {
    en: 'The embedded files hold {value} MB; platforms take invoices of 100 MB at most.',
    fr: 'Les fichiers joints font {value} Mo ; les plateformes acceptent des factures de 100 Mo au plus.',
  },
  fix: {
    en: 'Leave the largest out, or say where it can be fetched (BT-124).',
    fr: 'Retirez le plus gros, ou indiquez où le récupérer (BT-124).',
  },
  check: (subject, _facts, broken) => {
    let bytes = 0;
    for (const { file } of filesOf(subject)) bytes += bytesOf(file);
    if (bytes > MOST_BYTES) broken('attachments', { value: String(Math.round(bytes / 1_000_000)) });
  },
};

const once: BusinessRule = {
  id: 'OF-ATT-04',
  terms: ['BT-125-2'],
  severity: 'warning',
  says: {
    en: 'Two embedded files are named "{value}": one may overwrite the other.',
    fr: 'Deux fichiers joints s’appellent « {value} » : l’un peut écraser l’autre.',
  },
  check: (subject, _facts, broken) => {
    const seen = new Set<string>();
    for (const { path, file } of filesOf(subject)) {
      const value = file.filename?.trim().toLowerCase();
      if (value === undefined) continue;
      if (seen.has(value)) broken(`${path}.filename`, { value });
      seen.add(value);
    }
  },
};

/** BG-24: files that a receiver can open. */
export const attachmentRules: readonly BusinessRule[] = [name, content, size, once];
