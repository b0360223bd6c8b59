import type { Attachment, Identifier, Said } from '@onefacture/invoice';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';

/** cac:DocumentReference where it stands for an object, a project or a supporting document: its type code says which. */
export interface UblDocumentReference {
  readonly id?: string;
  /** UNTDID 1153 */
  readonly scheme?: string;
  /** UNTDID 1001 */
  readonly type_code?: string;
  readonly description?: string;
  readonly url?: string;
  readonly file?: { readonly base64?: string; readonly mime_type?: string; readonly filename?: string };
}

/** UNTDID 1001 as UBL uses it for references. */
const PROJECT = '50';
const OBJECT = '130';
const SUPPORTING = '916';

/** The schema wants a type for every file. */
const UNKNOWN_TYPE = 'application/octet-stream';

/** What the references of a document or a line say in the model. */
export interface References {
  /** BT-18, BT-128 */
  readonly invoiced_objects?: readonly Said<Identifier>[] | undefined;
  /** BG-24 */
  readonly attachments?: readonly Said<Attachment>[] | undefined;
}

const objectsInUbl = (objects: readonly Said<Identifier>[] = []): UblDocumentReference[] =>
  objects.flatMap(({ value, scheme }) => given<UblDocumentReference>({ id: value, scheme, type_code: OBJECT }) ?? []);

const attachmentInUbl = ({ id, description, url, file }: Said<Attachment>): UblDocumentReference =>
  given<UblDocumentReference>({
    id,
    description,
    url,
    file: file === undefined ? undefined : { mime_type: UNKNOWN_TYPE, ...file },
  }) ?? {};

const objectOf = ({ id, scheme }: UblDocumentReference): Said<Identifier> =>
  given<Said<Identifier>>({ scheme, value: id }) ?? {};

const attachmentOf = ({ id, description, url, file }: UblDocumentReference): Said<Attachment> =>
  given<Said<Attachment>>({ id, description, url, file }) ?? {};

/** BT-18 and BG-24 in UBL's shape, objects first; a credit note's project (BT-11) goes between. */
export const ublDocumentReferences = (
  { invoiced_objects, attachments = [] }: References,
  project?: string,
): UblDocumentReference[] => [
  ...objectsInUbl(invoiced_objects),
  ...(project === undefined ? [] : [{ id: project, type_code: PROJECT }]),
  ...attachments.map(attachmentInUbl),
];

/**
 * The references of a document in the model's terms: code 130 is an object, in a credit note the first 50 is the
 * project, everything else is a supporting document. Its code (unless 916) and its identifier's scheme are left.
 */
export const referencesOf = (
  all: readonly UblDocumentReference[] = [],
  creditNote: boolean,
  leave: Leave,
): References & { readonly project_reference: string | undefined } => {
  const project = creditNote ? all.find(({ type_code }) => type_code === PROJECT) : undefined;
  const rest = all.filter((one) => one.type_code !== OBJECT && one !== project);
  for (const { type_code, scheme } of rest) {
    if (type_code !== undefined && type_code !== SUPPORTING) {
      leave('cac:AdditionalDocumentReference/cbc:DocumentTypeCode', type_code);
    }
    if (scheme !== undefined) leave('cac:AdditionalDocumentReference/cbc:ID/@schemeID', scheme);
  }
  return {
    invoiced_objects: all.filter(({ type_code }) => type_code === OBJECT).map(objectOf),
    project_reference: project?.id,
    attachments: rest.map(attachmentOf),
  };
};

/** BT-128 of a line, and the supporting documents of the French extension, marked as such. */
export const ublLineReferences = ({ invoiced_objects, attachments = [] }: References): UblDocumentReference[] => [
  ...objectsInUbl(invoiced_objects),
  ...attachments.map((one) => ({ ...attachmentInUbl(one), type_code: SUPPORTING })),
];

const supports = ({ type_code, description, url, file }: UblDocumentReference): boolean =>
  (type_code !== undefined && type_code !== OBJECT) || (description ?? url ?? file) !== undefined;

/**
 * The references of a line in the model's terms: one that only identifies is an object, also without code 130; every
 * other is a supporting document. Its code (unless 130 or 916) and its identifier's scheme are left.
 */
export const lineReferencesOf = (all: readonly UblDocumentReference[] = [], leave: Leave): References => {
  const attachments = all.filter(supports);
  for (const { type_code = SUPPORTING, scheme } of attachments) {
    if (type_code !== SUPPORTING) leave('cac:DocumentReference/cbc:DocumentTypeCode', type_code);
    if (scheme !== undefined) leave('cac:DocumentReference/cbc:ID/@schemeID', scheme);
  }
  return {
    invoiced_objects: all.filter((one) => !supports(one)).map(objectOf),
    attachments: attachments.map(attachmentOf),
  };
};
