import { type ContainerRule, type ContainerSubject, placeOf, PLACES } from './container-rule.js';
import { CONFORMANCE_LEVELS, isWithin, levelOf, relationshipsOf, XRECHNUNG } from './hybrid-levels.js';

const NAMESPACE = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';
/** As the rule's own text prints it, against the specification's other chapters and all files. */
const MISPRINTED = 'urn:factur-x:pdfa:CrossIndustryDocument:1p0#';
const PROPERTIES = ['DocumentFileName', 'DocumentType', 'Version', 'ConformanceLevel'] as const;
const FILE_NAMES: ReadonlySet<string> = new Set(['factur-x.xml', 'xrechnung.xml']);
/** Names of earlier versions, which programs still read. */
const FORMER_NAMES: ReadonlySet<string> = new Set(['zugferd-invoice.xml', 'ZUGFeRD-invoice.xml']);
const VERSIONS: ReadonlySet<string> = new Set(['1.0', '1p0', '2p0', '2p1', '2p2']);

const fxPlace = (name: string): string => `${PLACES.metadata}/fx:${name}`;

/** The Factur-X properties of a file that holds an invoice. */
const fxOf = ({ pdf, invoice }: ContainerSubject) => (invoice === undefined ? undefined : pdf.facts.fx);

const schemaOf = ({ pdf }: ContainerSubject) => {
  const namespace = pdf.facts.fx?.namespace ?? NAMESPACE;
  return pdf.archive.schemas.find((schema) => schema.namespace === namespace);
};

/** The hybrid rules of Factur-X 1.08 annex 3.d on the metadata, BR-HYBRID-03 to -10. */
const PROPERTY_RULES: readonly ContainerRule[] = [
  {
    id: 'BR-HYBRID-03',
    severity: 'error',
    says: {
      en: 'The metadata do not announce the invoice as Factur-X asks; missing: {missing}.',
      fr: 'Les métadonnées n’annoncent pas la facture comme Factur-X l’exige ; il manque : {missing}.',
    },
    fix: {
      en: 'Write the four fx properties and the extension schema that describes them into XMP.',
      fr: 'Écrivez dans XMP les quatre propriétés fx et le schéma d’extension qui les décrit.',
    },
    check: (subject, broken) => {
      if (subject.invoice === undefined || subject.pdf.archive.metadata !== 'read') return;
      const schema = schemaOf(subject);
      const described = new Set(schema?.properties);
      const missing = [
        ...(subject.pdf.facts.fx === undefined ? ['fx:*'] : []),
        ...(schema === undefined
          ? ['pdfaExtension:schemas']
          : PROPERTIES.filter((name) => !described.has(name)).map((name) => `pdfaProperty:name ${name}`)),
      ];
      if (missing.length > 0) broken(`${PLACES.metadata}/pdfaExtension:schemas`, { missing: missing.join(', ') });
    },
  },
  {
    id: 'BR-HYBRID-04',
    severity: 'error',
    says: {
      en: `The hybrid properties stand in the namespace {value}; Factur-X has ${NAMESPACE}`,
      fr: `Les propriétés hybrides sont dans l’espace de noms {value} ; celui de Factur-X est ${NAMESPACE}`,
    },
    check: (subject, broken) => {
      const value = fxOf(subject)?.namespace ?? NAMESPACE;
      if (value !== NAMESPACE && value !== MISPRINTED) broken(PLACES.metadata, { value });
    },
  },
  {
    id: 'BR-HYBRID-05',
    severity: 'error',
    says: {
      en: 'The extension schema has the prefix "{value}" instead of "fx".',
      fr: 'Le schéma d’extension a le préfixe « {value} » au lieu de « fx ».',
    },
    check: (subject, broken) => {
      const schema = fxOf(subject) && schemaOf(subject);
      if (schema !== undefined && schema.prefix !== 'fx')
        broken(`${PLACES.metadata}/pdfaSchema:prefix`, { value: schema.prefix });
    },
  },
  {
    id: 'BR-HYBRID-06',
    severity: 'error',
    says: {
      en: 'fx:DocumentType is "{value}"; an invoice has INVOICE.',
      fr: 'fx:DocumentType vaut « {value} » ; une facture porte INVOICE.',
    },
    check: (subject, broken) => {
      const fx = fxOf(subject);
      if (fx !== undefined && fx.document_type !== 'INVOICE')
        broken(fxPlace('DocumentType'), { value: fx.document_type ?? '' });
    },
  },
  {
    id: 'BR-HYBRID-07',
    severity: 'error',
    says: {
      en: `fx:ConformanceLevel is "{value}"; it is one of ${[...CONFORMANCE_LEVELS].join(', ')}.`,
      fr: `fx:ConformanceLevel vaut « {value} » ; valeurs admises : ${[...CONFORMANCE_LEVELS].join(', ')}.`,
    },
    check: (subject, broken) => {
      const fx = fxOf(subject);
      const value = fx?.conformance_level ?? '';
      if (fx !== undefined && !CONFORMANCE_LEVELS.has(value)) broken(fxPlace('ConformanceLevel'), { value });
    },
  },
  {
    id: 'BR-HYBRID-08',
    severity: 'error',
    says: {
      en: `fx:DocumentFileName is "{value}"; it is ${[...FILE_NAMES].join(' or ')}.`,
      fr: `fx:DocumentFileName vaut « {value} » ; valeurs admises : ${[...FILE_NAMES].join(', ')}.`,
    },
    check: (subject, broken) => {
      const fx = fxOf(subject);
      const value = fx?.document_file_name ?? '';
      if (fx !== undefined && !FILE_NAMES.has(value)) broken(fxPlace('DocumentFileName'), { value });
    },
  },
  {
    id: 'BR-HYBRID-09',
    severity: 'error',
    says: {
      en: 'fx:Version is "{value}", which is no version of the schema; write 1.0.',
      fr: 'fx:Version vaut « {value} », qui n’est pas une version du schéma ; écrivez 1.0.',
    },
    check: (subject, broken) => {
      const fx = fxOf(subject);
      const value = fx?.version ?? '';
      // XRechnung counts its own versions.
      const known = VERSIONS.has(value) || (fx?.conformance_level === XRECHNUNG && /^\d[.p]\d$/.test(value));
      if (fx !== undefined && !known) broken(fxPlace('Version'), { value });
    },
  },
  {
    id: 'BR-HYBRID-10',
    severity: 'warning',
    says: {
      en: 'fx:Version is "{value}"; every version of Factur-X writes 1.0.',
      fr: 'fx:Version vaut « {value} » ; toutes les versions de Factur-X écrivent 1.0.',
    },
    check: (subject, broken) => {
      const fx = fxOf(subject);
      if (fx?.version !== undefined && fx.version !== '1.0' && fx.conformance_level !== XRECHNUNG)
        broken(fxPlace('Version'), { value: fx.version });
    },
  },
];

/** The same on the attachment and on profile against country, BR-HYBRID-01, -11 to -15, -DE and -FR. */
const INVOICE_RULES: readonly ContainerRule[] = [
  {
    id: 'BR-HYBRID-01',
    severity: 'error',
    says: {
      en: 'The PDF holds no invoice as XML; attachments: {names}.',
      fr: 'Le PDF ne contient pas de facture en XML ; pièces jointes : {names}.',
    },
    fix: {
      en: 'Attach the CII invoice as factur-x.xml, or send the PDF with its XML to be wrapped.',
      fr: 'Joignez la facture CII sous le nom factur-x.xml, ou envoyez le PDF avec son XML pour encapsulation.',
    },
    check: ({ pdf, invoice }, broken) => {
      const names = pdf.attachments.map(({ name }) => name).join(', ');
      if (invoice === undefined) broken(PLACES.files, { names: names === '' ? '–' : names.slice(0, 200) });
    },
  },
  {
    id: 'BR-HYBRID-11',
    severity: 'warning',
    says: {
      en: 'The invoice of profile {level} is attached as {value}; that profile takes {expected}.',
      fr: 'La facture de profil {level} est jointe comme {value} ; ce profil admet {expected}.',
    },
    check: (subject, broken) => {
      const { invoice, document } = subject;
      const level = levelOf(document) ?? fxOf(subject)?.conformance_level;
      if (invoice?.relationship === undefined || level === undefined) return;
      const allowed = relationshipsOf(level, isWithin('DE', document));
      if (!allowed.includes(invoice.relationship))
        broken(placeOf(invoice), { level, value: invoice.relationship, expected: allowed.join(' / ') });
    },
  },
  {
    id: 'BR-HYBRID-12',
    severity: 'error',
    says: {
      en: 'The invoice {name} cannot be found by every program: it is missing in {places}.',
      fr: 'La facture {name} n’est pas trouvable par tout logiciel : elle manque dans {places}.',
    },
    fix: {
      en: 'List the file in the name tree EmbeddedFiles and in /AF of the catalogue.',
      fr: 'Inscrivez le fichier dans l’arbre EmbeddedFiles et dans /AF du catalogue.',
    },
    check: ({ invoice }, broken) => {
      if (invoice === undefined) return;
      const places = [...(invoice.in_name_tree ? [] : ['EmbeddedFiles']), ...(invoice.in_af ? [] : ['/AF'])];
      if (places.length > 0) broken(placeOf(invoice), { name: invoice.name, places: places.join(', ') });
    },
  },
  {
    id: 'BR-HYBRID-13',
    severity: 'error',
    says: {
      en: 'The invoice is attached as "{value}" instead of factur-x.xml.',
      fr: 'La facture est jointe sous le nom « {value} » au lieu de factur-x.xml.',
    },
    check: ({ invoice }, broken) => {
      if (invoice !== undefined && !FILE_NAMES.has(invoice.name) && !FORMER_NAMES.has(invoice.name))
        broken(placeOf(invoice), { value: invoice.name });
    },
  },
  {
    id: 'OF-PDF-78',
    severity: 'warning',
    says: {
      en: 'The invoice is attached under the former name "{value}"; today it is factur-x.xml.',
      fr: 'La facture est jointe sous l’ancien nom « {value} » ; aujourd’hui c’est factur-x.xml.',
    },
    check: ({ invoice }, broken) => {
      if (invoice !== undefined && FORMER_NAMES.has(invoice.name)) broken(placeOf(invoice), { value: invoice.name });
    },
  },
  {
    id: 'BR-HYBRID-14',
    severity: 'warning',
    says: {
      en: 'The attachment is named "{name}", the metadata say "{value}" (fx:DocumentFileName).',
      fr: 'La pièce jointe s’appelle « {name} », les métadonnées disent « {value} » (fx:DocumentFileName).',
    },
    check: (subject, broken) => {
      const value = fxOf(subject)?.document_file_name;
      const name = subject.invoice?.name;
      if (value !== undefined && name !== undefined && name !== value)
        broken(fxPlace('DocumentFileName'), { name, value });
    },
  },
  {
    id: 'BR-HYBRID-15',
    severity: 'warning',
    term: 'BT-24',
    says: {
      en: 'The metadata say "{value}" (fx:ConformanceLevel), the invoice is of profile {level} (BT-24).',
      fr: 'Les métadonnées disent « {value} » (fx:ConformanceLevel), la facture est de profil {level} (BT-24).',
    },
    check: (subject, broken) => {
      const [value, level] = [fxOf(subject)?.conformance_level, levelOf(subject.document)];
      if (value !== undefined && level !== undefined && value !== level)
        broken(fxPlace('ConformanceLevel'), { value, level });
    },
  },
];

/** A profile that is not to be used between two parties of one country. */
const notWithin = (id: string, country: string, level: string, use: string): ContainerRule => ({
  id,
  severity: 'error',
  term: 'BT-24',
  says: {
    en: `Seller and buyer are both in ${country}: the profile ${level} is not to be used.`,
    fr: `Vendeur et acheteur sont tous deux en ${country} : le profil ${level} n’est pas admis.`,
  },
  fix: { en: `Use the profile ${use}.`, fr: `Utilisez le profil ${use}.` },
  check: (subject, broken) => {
    const is = levelOf(subject.document) ?? fxOf(subject)?.conformance_level;
    if (is === level && isWithin(country, subject.document)) broken(fxPlace('ConformanceLevel'));
  },
});

/** The hybrid rules of Factur-X 1.08 (annex 3.d) but BR-HYBRID-02, which stands with the metadata of PDF/A. */
export const HYBRID_RULES: readonly ContainerRule[] = [
  ...PROPERTY_RULES,
  ...INVOICE_RULES,
  notWithin('BR-HYBRID-DE-01', 'DE', 'MINIMUM', 'EN 16931'),
  notWithin('BR-HYBRID-DE-02', 'DE', 'BASIC WL', 'EN 16931'),
  notWithin('BR-HYBRID-FR-01', 'FR', XRECHNUNG, 'EN 16931'),
];
