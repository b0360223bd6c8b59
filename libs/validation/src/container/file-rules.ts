import { type ContainerRule, PLACES } from './container-rule.js';

const MAKE_ANEW = {
  en: 'Have the program that made the PDF write it anew as PDF/A-3.',
  fr: 'Faites réécrire le PDF en PDF/A-3 par le logiciel qui l’a produit.',
};

const versions = (part: string | undefined): RegExp => (part === '4' ? /^2\.\d$/ : /^1\.[0-7]$/);

/** How a file begins, ends and is found through (ISO 19005-3 §6.1). */
export const FILE_RULES: readonly ContainerRule[] = [
  {
    id: 'OF-PDF-02',
    severity: 'error',
    says: {
      en: '{count} bytes stand before the header %PDF; a PDF/A begins with it.',
      fr: '{count} octets précèdent l’en-tête %PDF ; un PDF/A commence par lui.',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      const { before } = pdf.archive.frame;
      if (before > 0) broken(PLACES.header, { count: String(before) });
    },
  },
  {
    id: 'OF-PDF-03',
    severity: 'error',
    says: {
      en: 'The header names the PDF version "{value}", which PDF/A-{part} does not take.',
      fr: 'L’en-tête annonce la version PDF « {value} », que PDF/A-{part} n’admet pas.',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      const { version } = pdf.archive.frame;
      const part = pdf.facts.pdfa?.part ?? '3';
      if (!versions(part).test(version)) broken(PLACES.header, { value: version, part });
    },
  },
  {
    id: 'OF-PDF-04',
    severity: 'error',
    says: {
      en: 'The header is not followed by a comment of four bytes above 127, which marks the file as binary.',
      fr: 'L’en-tête n’est pas suivi d’un commentaire de quatre octets supérieurs à 127, qui marque le fichier comme binaire.',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      if (!pdf.archive.frame.binaryComment) broken(PLACES.header);
    },
  },
  {
    id: 'OF-PDF-05',
    severity: 'error',
    says: {
      en: 'The trailer has no file identifier (/ID).',
      fr: 'La fin du fichier ne porte pas d’identifiant (/ID).',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      if (!pdf.archive.frame.identified) broken(`${PLACES.trailer}/ID`);
    },
  },
  {
    id: 'OF-PDF-06',
    severity: 'error',
    says: {
      en: 'The table of objects is damaged; the file was read by searching for its objects.',
      fr: 'La table des objets est endommagée ; le fichier a été lu en recherchant ses objets.',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      if (pdf.archive.frame.rebuilt) broken(PLACES.trailer);
    },
  },
  {
    id: 'OF-PDF-07',
    severity: 'error',
    says: {
      en: '{count} bytes stand behind the end of the file (%%EOF).',
      fr: '{count} octets suivent la fin du fichier (%%EOF).',
    },
    fix: {
      en: 'Cut off what follows %%EOF, such as the rest of a transfer.',
      fr: 'Supprimez ce qui suit %%EOF, par exemple le reste d’un transfert.',
    },
    check: ({ pdf }, broken) => {
      const { after } = pdf.archive.frame;
      if (after !== undefined && after > 0) broken(PLACES.trailer, { count: String(after) });
    },
  },
  {
    id: 'OF-PDF-08',
    severity: 'error',
    says: {
      en: 'The file has no end mark (%%EOF); it may be cut short.',
      fr: 'Le fichier n’a pas de marque de fin (%%EOF) ; il est peut-être tronqué.',
    },
    fix: { en: 'Send the file again, whole.', fr: 'Renvoyez le fichier complet.' },
    check: ({ pdf }, broken) => {
      if (pdf.archive.frame.after === undefined) broken(PLACES.trailer);
    },
  },
  {
    id: 'OF-PDF-09',
    severity: 'error',
    says: {
      en: '{count} streams declare a length (/Length) that is not theirs.',
      fr: '{count} flux déclarent une longueur (/Length) qui n’est pas la leur.',
    },
    fix: MAKE_ANEW,
    check: ({ pdf }, broken) => {
      const { wrongLengths } = pdf.archive.frame;
      if (wrongLengths > 0) broken('Root', { count: String(wrongLengths) });
    },
  },
];
