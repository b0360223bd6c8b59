import { type ContainerRule, PLACES } from './container-rule.js';

const LETTERS: ReadonlySet<string> = new Set(['A', 'B', 'U']);

/** Factur-X takes PDF/A-3, and PDF/A-4 in the form that takes attachments (since 1.08). */
const isHybridArchive = (part: string, conformance: string): boolean =>
  part === '3' || (part === '4' && conformance.toUpperCase() === 'F');

/** What the file says of itself in XMP (ISO 19005-3 §6.6). */
export const METADATA_RULES: readonly ContainerRule[] = [
  {
    id: 'OF-PDF-10',
    severity: 'error',
    says: {
      en: 'The document has no metadata (XMP).',
      fr: 'Le document n’a pas de métadonnées (XMP).',
    },
    fix: {
      en: 'Write the file as PDF/A-3; our wrapping adds the metadata.',
      fr: 'Produisez le fichier en PDF/A-3 ; notre encapsulation ajoute les métadonnées.',
    },
    check: ({ pdf }, broken) => {
      if (pdf.archive.metadata === 'missing') broken(PLACES.metadata);
    },
  },
  {
    id: 'OF-PDF-11',
    severity: 'error',
    says: {
      en: 'The metadata of the document (XMP) are not well-formed XML.',
      fr: 'Les métadonnées du document (XMP) ne sont pas du XML bien formé.',
    },
    fix: {
      en: 'Escape &, < and > in titles and names that are written into XMP.',
      fr: 'Échappez &, < et > dans les titres et noms écrits dans XMP.',
    },
    check: ({ pdf }, broken) => {
      if (pdf.archive.metadata === 'unreadable') broken(PLACES.metadata);
    },
  },
  {
    id: 'OF-PDF-12',
    severity: 'error',
    says: {
      en: 'The metadata do not say that the file is a PDF/A (pdfaid:part).',
      fr: 'Les métadonnées ne disent pas que le fichier est un PDF/A (pdfaid:part).',
    },
    fix: {
      en: 'Write the file as PDF/A-3; our wrapping makes one of a PDF that allows it.',
      fr: 'Produisez le fichier en PDF/A-3 ; notre encapsulation convertit un PDF qui s’y prête.',
    },
    check: ({ pdf }, broken) => {
      if (pdf.archive.metadata === 'read' && pdf.facts.pdfa === undefined) broken(`${PLACES.metadata}/pdfaid:part`);
    },
  },
  {
    id: 'BR-HYBRID-02',
    severity: 'error',
    says: {
      en: 'The file says it is PDF/A-{part}{letter}; a hybrid invoice is PDF/A-3 or PDF/A-4f.',
      fr: 'Le fichier se dit PDF/A-{part}{letter} ; une facture hybride est en PDF/A-3 ou PDF/A-4f.',
    },
    check: ({ pdf }, broken) => {
      const { part, conformance } = pdf.facts.pdfa ?? { part: '3', conformance: 'B' };
      if (!isHybridArchive(part, conformance))
        broken(`${PLACES.metadata}/pdfaid:part`, { part, letter: conformance.toLowerCase() });
    },
  },
  {
    id: 'OF-PDF-13',
    severity: 'error',
    says: {
      en: 'The conformance level of the PDF/A is "{value}"; it is A, B or U.',
      fr: 'Le niveau de conformité du PDF/A est « {value} » ; il est A, B ou U.',
    },
    check: ({ pdf }, broken) => {
      const { part, conformance: value } = pdf.facts.pdfa ?? { part: '', conformance: '' };
      if (part === '3' && !LETTERS.has(value)) broken(`${PLACES.metadata}/pdfaid:conformance`, { value });
    },
  },
  {
    id: 'OF-PDF-14',
    severity: 'error',
    says: {
      en: 'The PDF/A identification is written with the prefix "{value}"; the standard asks for "pdfaid".',
      fr: 'L’identification PDF/A utilise le préfixe « {value} » ; la norme exige « pdfaid ».',
    },
    check: ({ pdf }, broken) => {
      const value = pdf.archive.pdfaPrefix ?? 'pdfaid';
      if (value !== 'pdfaid') broken(`${PLACES.metadata}/${value}:part`, { value });
    },
  },
  {
    id: 'OF-PDF-15',
    severity: 'error',
    says: {
      en: 'The file claims level A (accessible), but its content is not tagged.',
      fr: 'Le fichier annonce le niveau A (accessible), mais son contenu n’est pas balisé.',
    },
    fix: {
      en: 'Claim level B or U, or have the content tagged.',
      fr: 'Annoncez le niveau B ou U, ou faites baliser le contenu.',
    },
    check: ({ pdf }, broken) => {
      if (pdf.facts.pdfa?.conformance === 'A' && !(pdf.facts.tagged && pdf.archive.structured))
        broken('Root/StructTreeRoot');
    },
  },
  {
    id: 'OF-PDF-16',
    severity: 'error',
    says: {
      en: 'The metadata hold {value}, which no extension schema describes.',
      fr: 'Les métadonnées contiennent {value}, qu’aucun schéma d’extension ne décrit.',
    },
    fix: {
      en: 'Describe the property in pdfaExtension:schemas, or leave it out.',
      fr: 'Décrivez la propriété dans pdfaExtension:schemas, ou retirez-la.',
    },
    check: ({ pdf }, broken) => {
      if (pdf.facts.pdfa?.part === '4') return;
      for (const value of pdf.archive.undescribed) broken(`${PLACES.metadata}/${value}`, { value });
    },
  },
  {
    id: 'OF-PDF-17',
    severity: 'error',
    says: {
      en: 'The description of {value} is incomplete: a property has name, type, category and text, a schema name, URI and prefix.',
      fr: 'La description de {value} est incomplète : une propriété a nom, type, catégorie et texte, un schéma nom, URI et préfixe.',
    },
    check: ({ pdf }, broken) => {
      for (const { prefix, incomplete } of pdf.archive.schemas)
        for (const name of incomplete)
          broken(`${PLACES.metadata}/pdfaExtension:schemas`, { value: `${prefix}:${name}` });
    },
  },
  {
    id: 'OF-PDF-18',
    severity: 'error',
    says: {
      en: 'The stream of the metadata does not say what it is (/Type /Metadata, /Subtype /XML).',
      fr: 'Le flux des métadonnées n’annonce pas sa nature (/Type /Metadata, /Subtype /XML).',
    },
    check: ({ pdf: { archive } }, broken) => {
      if (archive.metadata !== 'missing' && !archive.metadataTyped) broken(PLACES.metadata);
    },
  },
];
