import type { StructureName } from '@onefacture/formats';
import type { Bilingual, Finding } from '@onefacture/validation';
import type { ErrorDetail } from 'libxml2-wasm';
import { schemaFaults, schemaLabel } from './schema-check.js';

/** What libxml2 says, by the kind of fault; the names in its message are kept. */
interface Kind {
  readonly code: string;
  readonly shape: RegExp;
  readonly says: (found: RegExpExecArray) => Bilingual;
}

const NAME = String.raw`'(?<name>[^']*)'`;

const expected = (names: string | undefined): Bilingual =>
  names === undefined
    ? { en: '', fr: '' }
    : { en: ` Expected here: ${names.trim()}.`, fr: ` Attendu ici : ${names.trim()}.` };

/** `OF-XSD-01` to `-04`; everything else is `OF-XSD-09`. */
const KINDS: readonly Kind[] = [
  {
    code: 'OF-XSD-01',
    shape: new RegExp(
      `Element ${NAME}: This element is not expected\\.(?: Expected is (?:one of )?\\( (?<names>.*) \\))?`,
    ),
    says: ({ groups }) => ({
      en: `The element ${groups?.['name'] ?? ''} does not belong here.${expected(groups?.['names']).en}`,
      fr: `L’élément ${groups?.['name'] ?? ''} n’a pas sa place ici.${expected(groups?.['names']).fr}`,
    }),
  },
  {
    code: 'OF-XSD-02',
    shape: new RegExp(
      `Element ${NAME}: Missing child element\\(s\\)\\.(?: Expected is (?:one of )?\\( (?<names>.*) \\))?`,
    ),
    says: ({ groups }) => ({
      en: `The element ${groups?.['name'] ?? ''} lacks an element.${expected(groups?.['names']).en}`,
      fr: `Il manque un élément dans ${groups?.['name'] ?? ''}.${expected(groups?.['names']).fr}`,
    }),
  },
  {
    code: 'OF-XSD-03',
    shape: new RegExp(
      `Element ${NAME}(?:, attribute '(?<attribute>[^']*)')?: .*'(?<value>[^']*)' is not (?:a valid value|an element of the set)`,
    ),
    says: ({ groups }) => {
      const where = groups?.['attribute'] === undefined ? '' : `/@${groups['attribute']}`;
      return {
        en: `"${groups?.['value'] ?? ''}" is no value for ${groups?.['name'] ?? ''}${where}.`,
        fr: `« ${groups?.['value'] ?? ''} » n’est pas une valeur admise pour ${groups?.['name'] ?? ''}${where}.`,
      };
    },
  },
  {
    code: 'OF-XSD-04',
    shape: new RegExp(
      `Element ${NAME}(?:, attribute '(?<attribute>[^']*)')?: (?:The attribute '(?<wanted>[^']*)' is required|The attribute .* is not allowed)`,
    ),
    says: ({ groups }) =>
      groups?.['wanted'] === undefined
        ? {
            en: `The attribute ${groups?.['attribute'] ?? ''} is not allowed at ${groups?.['name'] ?? ''}.`,
            fr: `L’attribut ${groups?.['attribute'] ?? ''} n’est pas admis sur ${groups?.['name'] ?? ''}.`,
          }
        : {
            en: `The element ${groups['name'] ?? ''} lacks its attribute ${groups['wanted']}.`,
            fr: `Il manque l’attribut ${groups['wanted']} sur l’élément ${groups['name'] ?? ''}.`,
          },
  },
];

/** Names without their namespace, which stands in braces. */
const plain = (message: string): string => message.replaceAll(/\{[^}]*\}/g, '').trim();

const worded = (message: string): { readonly code: string; readonly says: Bilingual } => {
  for (const { code, shape, says } of KINDS) {
    const found = shape.exec(message);
    if (found !== null) return { code, says: says(found) };
  }
  return { code: 'OF-XSD-09', says: { en: message, fr: `La structure n’est pas conforme au schéma : ${message}` } };
};

/** libxml2 cannot name elements of a default namespace: the root of most UBL. */
const pathOf = ({ xpath }: ErrorDetail, root: string): string => (xpath ?? '').replace(/^\/\*(?=\/|$)/, `/${root}`);

const MOST = 50;

/** The findings of the layer `xsd`; what is said twice of one element is said once. */
export const schemaFindings = (name: StructureName, root: string, xml: Uint8Array): readonly Finding[] => {
  const said = new Set<string>();
  const findings: Finding[] = [];
  for (const detail of schemaFaults(name, xml)) {
    const path = pathOf(detail, root);
    if (findings.length >= MOST || said.has(path)) continue;
    said.add(path);
    const { code, says } = worded(plain(detail.message));
    const about = { layer: 'xsd', ruleset: schemaLabel(name), code, severity: 'error', path, term: '' } as const;
    findings.push({ ...about, message: says.en, message_fr: says.fr });
  }
  return findings;
};
