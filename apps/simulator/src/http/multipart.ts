import { badRequest } from './wire-error.js';

/** Reads multipart/form-data with the platform's own parser. */
export async function readParts(contentType: string | undefined, body: Buffer): Promise<FormData> {
  if (!contentType?.startsWith('multipart/form-data')) throw badRequest('The body must be multipart/form-data');
  try {
    return await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    throw badRequest('The multipart body cannot be read');
  }
}

export async function partText(form: FormData, name: string): Promise<string> {
  const part = form.get(name);
  if (part === null) throw badRequest(`The part ${name} is missing`);
  return typeof part === 'string' ? part : await part.text();
}

export async function partBytes(form: FormData, name: string): Promise<Buffer> {
  const part = form.get(name);
  if (part === null) throw badRequest(`The part ${name} is missing`);
  return typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(await part.arrayBuffer());
}
