import type { ConversionFault, FaultCode } from '@onefacture/formats';
import type { Bilingual } from '../report/finding.js';
import type { ContainerRule } from './container-rule.js';

type Row = readonly [kind: FaultCode, id: string, en: string, fr: string, fix?: Bilingual];

const EMBED: Bilingual = {
  en: 'Embed every font when the PDF is made.',
  fr: 'Incorporez toutes les polices à la création du PDF.',
};

/** Faults of the pages and objects of a PDF, each kind with a code of its own (ISO 19005-3 §6.1 to §6.5, §6.9). */
const ROWS: readonly Row[] = [
  [
    'DEVICE_COLOUR',
    'OF-PDF-23',
    '{name} is used, which the output intent does not cover.',
    '{name} est utilisé, ce que l’intention de rendu ne couvre pas.',
  ],
  [
    'COLOUR_SPACE',
    'OF-PDF-24',
    'A colour space is not defined as PDF/A asks.',
    'Un espace de couleur n’est pas défini comme PDF/A l’exige.',
  ],
  [
    'ICC_PROFILE',
    'OF-PDF-25',
    'A colour profile is missing, damaged or of another kind than declared.',
    'Un profil de couleur manque, est endommagé ou d’un autre type qu’annoncé.',
  ],
  [
    'FONT_NOT_EMBEDDED',
    'OF-PDF-30',
    'The font {name} is used and not embedded.',
    'La police {name} est utilisée sans être incorporée.',
    EMBED,
  ],
  [
    'FONT_DAMAGED',
    'OF-PDF-31',
    'The program of the font {name} is damaged.',
    'Le programme de la police {name} est endommagé.',
    EMBED,
  ],
  [
    'FONT',
    'OF-PDF-32',
    'The font {name} is not described as PDF/A asks.',
    'La police {name} n’est pas décrite comme PDF/A l’exige.',
  ],
  [
    'FONT_ENCODING',
    'OF-PDF-33',
    'The encoding of the font {name} is not one that PDF/A takes.',
    'L’encodage de la police {name} n’est pas admis par PDF/A.',
  ],
  [
    'FONT_WIDTHS',
    'OF-PDF-34',
    'The widths declared for the font {name} differ from its program.',
    'Les chasses annoncées pour la police {name} diffèrent de son programme.',
  ],
  [
    'UNDEFINED_GLYPH',
    'OF-PDF-35',
    'A text shows a character that the font {name} does not have.',
    'Un texte montre un caractère absent de la police {name}.',
  ],
  [
    'ACTION',
    'OF-PDF-40',
    'The document holds an action that PDF/A forbids: {name}.',
    'Le document contient une action interdite en PDF/A : {name}.',
    {
      en: 'Remove scripts and actions; links to pages and addresses may stay.',
      fr: 'Retirez scripts et actions ; les liens vers des pages et des adresses peuvent rester.',
    },
  ],
  [
    'ANNOTATION',
    'OF-PDF-41',
    'An annotation is hidden, is not printed, or is of a kind that PDF/A does not take.',
    'Une annotation est masquée, ne s’imprime pas ou est d’un type que PDF/A n’admet pas.',
  ],
  [
    'APPEARANCE',
    'OF-PDF-42',
    'An annotation does not say how it looks, or looks different when it is touched.',
    'Une annotation ne dit pas son apparence, ou en change au survol.',
  ],
  [
    'FORM',
    'OF-PDF-43',
    'The form asks its reader to draw its fields (NeedAppearances).',
    'Le formulaire demande au lecteur de dessiner ses champs (NeedAppearances).',
  ],
  ['XFA', 'OF-PDF-44', 'The document is a dynamic form (XFA).', 'Le document est un formulaire dynamique (XFA).'],
  [
    'CONTENT_UNREADABLE',
    'OF-PDF-45',
    'The content of a page or form is damaged.',
    'Le contenu d’une page ou d’un formulaire est endommagé.',
  ],
  [
    'OPERATOR',
    'OF-PDF-46',
    'A content stream uses an operator that PDF does not know.',
    'Un flux de contenu utilise un opérateur inconnu de PDF.',
  ],
  [
    'RESOURCE',
    'OF-PDF-47',
    'A content stream uses a resource that is not its own or not defined.',
    'Un flux de contenu utilise une ressource qui n’est pas la sienne ou n’est pas définie.',
  ],
  [
    'NESTING',
    'OF-PDF-48',
    'Forms or graphics states are nested too deep.',
    'Des formulaires ou états graphiques sont imbriqués trop profondément.',
  ],
  [
    'GRAPHICS_STATE',
    'OF-PDF-49',
    'A graphics state sets what PDF/A forbids (transfer function, halftone, overprint or blend mode).',
    'Un état graphique fixe ce que PDF/A interdit (fonction de transfert, trame, surimpression ou mode de fusion).',
  ],
  ['RENDERING_INTENT', 'OF-PDF-50', 'A rendering intent is unknown.', 'Une intention de rendu est inconnue.'],
  [
    'IMAGE',
    'OF-PDF-51',
    'An image has alternatives or OPI data, which PDF/A forbids.',
    'Une image a des variantes ou des données OPI, interdites en PDF/A.',
  ],
  ['INTERPOLATE', 'OF-PDF-52', 'An image asks for interpolation.', 'Une image demande une interpolation.'],
  ['POSTSCRIPT', 'OF-PDF-53', 'The document holds PostScript.', 'Le document contient du PostScript.'],
  [
    'REFERENCE',
    'OF-PDF-54',
    'A form shows a page of another file.',
    'Un formulaire montre une page d’un autre fichier.',
  ],
  ['LZW', 'OF-PDF-55', 'LZW compression is used.', 'La compression LZW est utilisée.'],
  ['CRYPT', 'OF-PDF-56', 'A part of the document is encrypted.', 'Une partie du document est chiffrée.'],
  ['FILTER', 'OF-PDF-57', 'The compression {name} is unknown.', 'La compression {name} est inconnue.'],
  [
    'EXTERNAL',
    'OF-PDF-58',
    'The data of an object lie in another file.',
    'Les données d’un objet se trouvent dans un autre fichier.',
  ],
  [
    'LIMIT',
    'OF-PDF-59',
    'A name, text or number exceeds the limits of PDF/A.',
    'Un nom, un texte ou un nombre dépasse les limites de PDF/A.',
  ],
  ['NAME', 'OF-PDF-60', 'A name is not valid UTF-8.', 'Un nom n’est pas de l’UTF-8 valide.'],
  [
    'PAGE_SIZE',
    'OF-PDF-61',
    'A page is smaller than 3 or larger than 14,400 units.',
    'Une page mesure moins de 3 ou plus de 14 400 unités.',
  ],
  [
    'LAYERS',
    'OF-PDF-62',
    'The layers have no names of their own or switch by themselves.',
    'Les calques n’ont pas de nom propre ou changent d’eux-mêmes.',
  ],
  [
    'STRUCTURE',
    'OF-PDF-63',
    'The document has no page, or is a portfolio, a slide show or the like.',
    'Le document n’a pas de page, ou est un porte-documents, un diaporama ou autre.',
  ],
];

/** Places of one kind that are told. */
const MOST_PLACES = 10;

const placeOf = ({ page, object }: ConversionFault): string =>
  [page === undefined ? '' : `Page[${page}]`, object === undefined ? '' : `Object[${object}]`]
    .filter((step) => step !== '')
    .join('/') || 'Root';

/** Each rule tells each thing once, at the first place where it stands. */
export const PAGE_RULES: readonly ContainerRule[] = ROWS.map(([kind, id, en, fr, fix]) => ({
  id,
  severity: 'error',
  says: { en, fr },
  ...(fix === undefined ? {} : { fix }),
  check: ({ pdf: { archive } }, broken) => {
    // Without any profile, device colours are one fault, not one for each place.
    if (kind === 'DEVICE_COLOUR' && archive.intents.withProfile === 0) return;
    const told = new Set<string>();
    for (const fault of archive.faults) {
      const { name = '' } = fault;
      if (fault.code !== kind || told.has(name) || told.size >= MOST_PLACES) continue;
      told.add(name);
      broken(placeOf(fault), { name });
    }
  },
}));
