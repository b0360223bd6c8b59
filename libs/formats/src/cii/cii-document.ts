import type { Attachment, Identifier, Said } from '@onefacture/invoice';
import { bindingsFor } from '../bindings/binding.js';
import { base64, text, token } from '../bindings/codec.js';
import { given } from '../given.js';
import type { Leave } from '../invoice-reading.js';

/** ram:AdditionalReferencedDocument: its type code says which of three terms it is. */
export interface CiiDocument {
  readonly id?: string;
  readonly url?: string;
  readonly type_code?: string;
  readonly name?: string;
  readonly file?: { readonly base64?: string; readonly mime_type?: string; readonly filename?: string };
  /** UNTDID 1153 */
  readonly scheme?: string;
}

/** UNTDID 1001 as CII uses it for references. */
const TENDER = '50';
const OBJECT = '130';
const SUPPORTING = '916';

/** What the references of a document or a line say in the model. */
export interface References {
  /** BT-17 */
  readonly tender_reference?: string | undefined;
  /** BT-18, BT-128 */
  readonly invoiced_objects?: readonly Said<Identifier>[] | undefined;
  /** BG-24 */
  readonly attachments?: readonly Said<Attachment>[] | undefined;
}

const attachmentOf = ({ id, url, name, file }: CiiDocument): Said<Attachment> =>
  given({ id, description: name, url, file }) ?? {};

/** The model's references in CII's shape: supporting documents, tender, objects. */
export const ciiDocuments = (references: References): CiiDocument[] => [
  ...(references.attachments ?? []).flatMap(
    ({ id, description, url, file }) => given({ id, url, type_code: SUPPORTING, name: description, file }) ?? [],
  ),
  ...(references.tender_reference === undefined ? [] : [{ id: references.tender_reference, type_code: TENDER }]),
  ...(references.invoiced_objects ?? []).flatMap(
    ({ value, scheme }) => given({ id: value, type_code: OBJECT, scheme }) ?? [],
  ),
];

/**
 * CII's references in the model's terms; a second tender and a reference of another type are left. One without a type
 * is what stands in its place by rule: a supporting document, at the settlement of a line an object.
 */
export const referencesOf = (
  documents: readonly CiiDocument[] = [],
  leave: Leave,
  untyped: 'supporting' | 'object' = 'supporting',
): References => {
  const code = (one: CiiDocument): string => one.type_code ?? (untyped === 'object' ? OBJECT : SUPPORTING);
  const tender = documents.find((one) => code(one) === TENDER);
  const objects = documents.filter((one) => code(one) === OBJECT);
  const supporting = documents.filter((one) => code(one) === SUPPORTING);
  for (const one of documents) {
    if (![OBJECT, SUPPORTING].includes(code(one)) && one.id !== tender?.id) {
      leave('AdditionalReferencedDocument', `${one.id ?? ''} of type ${code(one)}`);
    } else if (one.scheme !== undefined && code(one) !== OBJECT) {
      leave('AdditionalReferencedDocument/ReferenceTypeCode', one.scheme);
    }
  }
  return {
    tender_reference: tender?.id,
    invoiced_objects: objects.map(({ id, scheme }) => given({ scheme, value: id }) ?? {}),
    attachments: supporting.map(attachmentOf),
  };
};

const document = bindingsFor<CiiDocument>();
const TERMS = 'BG-24, BT-17, BT-18';

/** The rows of one reference. */
export const documentRows = [
  document.leaf('BT-122', 'IssuerAssignedID', 'id', token),
  document.leaf('BT-124', 'URIID', 'url', token),
  document.leaf(TERMS, 'TypeCode', 'type_code', token),
  document.leaf('BT-123', 'Name', 'name', text),
  document.leaf('BT-125', 'AttachmentBinaryObject', 'file.base64', base64, {
    mimeCode: { member: 'file.mime_type' },
    filename: { member: 'file.filename' },
  }),
  document.leaf('BT-18', 'ReferenceTypeCode', 'scheme', token),
];
