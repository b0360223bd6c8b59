/**
 * Something a reader met that its model does not hold, or could not read. Codes:
 * `OF-XML-01` an element or attribute outside the model; `OF-XML-02` a value that is not what its term wants;
 * `OF-XML-03` an element that stands more often than the model holds it; `OF-XML-04` a fixed value that is another;
 * `OF-XML-05` an amount in a currency that is neither the invoice's nor its VAT accounting currency; `OF-XML-06` text
 * beside the elements of an element that holds only elements, told once for each.
 */
export interface DocumentFinding {
  readonly code: 'OF-XML-01' | 'OF-XML-02' | 'OF-XML-03' | 'OF-XML-04' | 'OF-XML-05' | 'OF-XML-06';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly message_fr: string;
  /** XPath of the element, with the prefixes that writers of the syntax use. */
  readonly path: string;
  /** In the source, from 1. */
  readonly line: number;
  /** BT-… or MDT-…, where the element has one. */
  readonly term?: string;
}

/** What a reader says in each case, in English and in French. */
export const FINDING_TEXTS = {
  unknownElement: (name: string): [string, string] => [
    `The element ${name} has no place in the model; what it says is not read.`,
    `L’élément ${name} n’a pas de place dans le modèle ; son contenu n’est pas lu.`,
  ],
  unknownAttribute: (name: string, value: string): [string, string] => [
    `The attribute ${name}="${value}" has no place in the model.`,
    `L’attribut ${name}="${value}" n’a pas de place dans le modèle.`,
  ],
  unreadable: (term: string, value: string): [string, string] => [
    `${term} cannot be read from "${value}".`,
    `${term} : la valeur « ${value} » est illisible.`,
  ],
  repeated: (name: string): [string, string] => [
    `The element ${name} stands here once more than the model holds; only the first is read.`,
    `L’élément ${name} figure une fois de trop ; seul le premier est lu.`,
  ],
  otherConstant: (name: string, value: string, wanted: string): [string, string] => [
    `${name} is "${value}" where "${wanted}" is expected.`,
    `${name} vaut « ${value} » au lieu de « ${wanted} ».`,
  ],
  strayText: (name: string, text: string): [string, string] => [
    `${name} holds only elements; the text "${text}" in it is not read.`,
    `${name} ne contient que des éléments ; le texte « ${text} » qui s’y trouve n’est pas lu.`,
  ],
  otherCurrency: (currency: string): [string, string] => [
    `An amount is in ${currency}, which is neither the currency of the invoice nor that of its VAT accounts.`,
    `Un montant est en ${currency}, qui n’est ni la devise de la facture ni celle de la comptabilisation de la TVA.`,
  ],
} as const;
