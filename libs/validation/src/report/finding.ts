/** The same sentence for every reader. Places such as `{declared}` are filled from the values of a violation. */
export interface Bilingual {
  readonly en: string;
  readonly fr: string;
}

/** The six layers of a validation, in their order. */
export const LAYERS = ['pdfa3', 'extraction', 'xsd', 'schematron', 'business', 'score'] as const;
export type LayerName = (typeof LAYERS)[number];

/** `error` is what official rule sets flag fatal. */
export type Severity = 'error' | 'warning';

/** One thing a layer has to say about a document; a member of the public report. */
export interface Finding {
  readonly layer: LayerName;
  /** Name and version of the rule set: `EN16931 1.3.16`; of our own checks `onefacture 1`. */
  readonly ruleset: string;
  /** Official id as it is, or ours: `OF-<AREA>-NN`. */
  readonly code: string;
  readonly severity: Severity;
  /** English, with the values that disagree. */
  readonly message: string;
  readonly message_fr: string;
  /** Where: an XPath for a file, a path such as `lines[0].tax_rate` for JSON. Empty where the whole document is meant. */
  readonly path: string;
  /** BT-, BG-, EXT-FR-FE- or MDT- term; empty where none fits. */
  readonly term: string;
  /** What to change, in English. */
  readonly hint?: string;
  readonly hint_fr?: string;
}
