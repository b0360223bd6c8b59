import { type ContainerRule, placeOf } from './container-rule.js';

const MIME = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/;

/** What PDF/A-3 and Factur-X ask of the files inside (ISO 19005-3 §6.8; Factur-X 1.08 §6.2). */
export const ATTACHMENT_RULES: readonly ContainerRule[] = [
  {
    id: 'OF-PDF-70',
    severity: 'error',
    says: { en: 'The attachment {name} cannot be read.', fr: 'La pièce jointe {name} est illisible.' },
    fix: { en: 'Attach the file again.', fr: 'Joignez de nouveau le fichier.' },
    check: ({ pdf }, broken) => {
      for (const name of pdf.archive.lost) broken(placeOf({ name }), { name });
    },
  },
  {
    id: 'OF-PDF-71',
    severity: 'error',
    says: {
      en: 'The attachment {name} is not associated with the document (/AF).',
      fr: 'La pièce jointe {name} n’est pas associée au document (/AF).',
    },
    check: ({ pdf, invoice }, broken) => {
      for (const file of pdf.attachments)
        if (!file.in_af && file !== invoice && file.in_name_tree) broken(placeOf(file), { name: file.name });
    },
  },
  {
    id: 'OF-PDF-72',
    severity: 'error',
    says: {
      en: 'The attachment {name} does not say what it is to the document (/AFRelationship).',
      fr: 'La pièce jointe {name} ne dit pas sa relation au document (/AFRelationship).',
    },
    fix: {
      en: 'Alternative or Data for the invoice, Supplement for other files.',
      fr: 'Alternative ou Data pour la facture, Supplement pour les autres fichiers.',
    },
    check: ({ pdf }, broken) => {
      for (const file of pdf.attachments)
        if (file.relationship === undefined) broken(placeOf(file), { name: file.name });
    },
  },
  {
    id: 'OF-PDF-73',
    severity: 'error',
    says: {
      en: 'The attachment {name} has the type "{value}", which is no MIME type (/Subtype).',
      fr: 'La pièce jointe {name} a le type « {value} », qui n’est pas un type MIME (/Subtype).',
    },
    check: ({ pdf }, broken) => {
      for (const file of pdf.attachments) {
        const value = file.mime_type ?? '';
        if (!MIME.test(value)) broken(placeOf(file), { name: file.name, value });
      }
    },
  },
  {
    id: 'OF-PDF-74',
    severity: 'error',
    says: {
      en: 'The attachment {name} lacks one of its two names (/F and /UF).',
      fr: 'Il manque à la pièce jointe {name} l’un de ses deux noms (/F et /UF).',
    },
    check: ({ pdf }, broken) => {
      for (const name of pdf.archive.halfNamed) broken(placeOf({ name }), { name });
    },
  },
  {
    id: 'OF-PDF-75',
    severity: 'warning',
    says: {
      en: 'The invoice {name} has the type "{value}" instead of text/xml.',
      fr: 'La facture {name} a le type « {value} » au lieu de text/xml.',
    },
    check: ({ invoice }, broken) => {
      const value = invoice?.mime_type ?? '';
      if (invoice !== undefined && MIME.test(value) && value !== 'text/xml')
        broken(placeOf(invoice), { name: invoice.name, value });
    },
  },
  {
    id: 'OF-PDF-76',
    severity: 'warning',
    says: {
      en: 'The invoice {name} has no date of change (/ModDate).',
      fr: 'La facture {name} n’a pas de date de modification (/ModDate).',
    },
    check: ({ invoice }, broken) => {
      if (invoice !== undefined && invoice.modified_at === undefined) broken(placeOf(invoice), { name: invoice.name });
    },
  },
  {
    id: 'OF-PDF-77',
    severity: 'warning',
    says: {
      en: 'Several attachments are named as an invoice; {name} was taken.',
      fr: 'Plusieurs pièces jointes portent un nom de facture ; {name} a été retenue.',
    },
    fix: { en: 'Attach one invoice.', fr: 'Ne joignez qu’une facture.' },
    check: ({ pdf, invoice }, broken) => {
      if (invoice !== undefined && pdf.findings.some(({ code }) => code === 'INVOICE_AMBIGUOUS'))
        broken(placeOf(invoice), { name: invoice.name });
    },
  },
];
