import { conversionSource, type DocumentFinding, type PdfContainer } from '@onefacture/formats';
import { decimalText, type InvoiceDocument, presentInvoice } from '@onefacture/invoice';
import { stringify } from 'lossless-json';
import type { Arguments } from './arguments.js';
import type { Terminal } from './terminal.js';

const WORDS = {
  fr: {
    ...{ kind: 'Fichier', profile: 'Profil', number: 'Numéro', date: 'Date', seller: 'Vendeur', buyer: 'Acheteur' },
    ...{
      lines: 'Lignes',
      net: 'Total HT',
      tax: 'TVA',
      gross: 'Total TTC',
      due: 'À payer',
      attachments: 'Pièces jointes',
    },
    findings: 'Hors du modèle ou illisible',
    none: 'Tout a été lu.',
  },
  en: {
    ...{ kind: 'File', profile: 'Profile', number: 'Number', date: 'Date', seller: 'Seller', buyer: 'Buyer' },
    ...{ lines: 'Lines', net: 'Net', tax: 'VAT', gross: 'Gross', due: 'Due', attachments: 'Attachments' },
    findings: 'Outside the model, or not readable',
    none: 'Everything was read.',
  },
} as const;

const party = (one: InvoiceDocument['seller']): string | undefined =>
  one && [one.name, one.siren, one.vat_number].filter((text) => text !== undefined).join(', ');

const money = (value: NonNullable<InvoiceDocument['totals']>['due'], currency = ''): string | undefined =>
  value && `${decimalText(value, 2)} ${currency}`;

const summary = (
  kind: string,
  document: InvoiceDocument,
  container: PdfContainer | undefined,
  words: (typeof WORDS)['fr' | 'en'],
): [string, string | undefined][] => {
  const { totals, currency } = document;
  return [
    [words.kind, kind],
    [words.profile, document.specification ?? document.profile],
    [words.number, document.number && `${document.number} (${document.type_code ?? '?'})`],
    [words.date, document.issue_date],
    [words.seller, party(document.seller)],
    [words.buyer, party(document.buyer)],
    [words.lines, String(document.lines?.length ?? 0)],
    [words.net, money(totals?.net, currency)],
    [words.tax, money(totals?.tax, currency)],
    [words.gross, money(totals?.gross, currency)],
    [words.due, money(totals?.due, currency)],
    [words.attachments, container?.attachments.map(({ name }) => name).join(', ')],
  ];
};

/** `onefacture read`: a summary, or with --json the whole model and the findings. */
export const read = ({ file, json, language }: Arguments, terminal: Terminal): void => {
  const { document, file: source } = conversionSource(terminal.read(file));
  const findings: readonly DocumentFinding[] = source?.opened.reading.findings ?? [];
  if (json) {
    terminal.print(`${stringify({ document: presentInvoice(document), findings }, undefined, 2) ?? ''}\n`);
    return;
  }
  const words = WORDS[language];
  const rows = summary(source?.opened.kind ?? 'json', document, source?.opened.container, words);
  const width = Math.max(...rows.map(([label]) => label.length));
  for (const [label, value] of rows) if (value) terminal.print(`${label.padEnd(width)}  ${value}\n`);
  if (source === undefined) return;
  terminal.print(`\n${findings.length === 0 ? words.none : `${words.findings}:`}\n`);
  for (const { code, path, line, message, message_fr } of findings) {
    terminal.print(`  ${code} ${path} (${line})\n      ${language === 'fr' ? message_fr : message}\n`);
  }
};
