import { randomUUID } from 'node:crypto';

/** A multipart/form-data body in parts, ready to be sent with a Content-Length. */
export interface MultipartBody {
  readonly contentType: string;
  readonly parts: readonly Uint8Array[];
}

/** One part of a form: a field, or a file when it has a name. */
export interface FormPart {
  readonly name: string;
  readonly value: Uint8Array | string;
  /** Left out for a plain text field. */
  readonly contentType?: string;
  readonly fileName?: string;
}

/** A form as RFC 7578 says; the bytes of files are not copied. */
export function multipart(form: readonly FormPart[], boundary = `onefacture-${randomUUID()}`): MultipartBody {
  const parts = form.flatMap(({ name, value, contentType, fileName }, index) => {
    const file = fileName === undefined ? '' : `; filename="${quoted(fileName)}"`;
    const type = contentType === undefined ? '' : `Content-Type: ${contentType}\r\n`;
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n${type}\r\n`;
    return [Buffer.from(`${index === 0 ? '' : '\r\n'}${head}`), typeof value === 'string' ? Buffer.from(value) : value];
  });
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    parts: [...parts, Buffer.from(`\r\n--${boundary}--\r\n`)],
  };
}

/** A name inside quotes, escaped as browsers do (HTML standard, multipart/form-data encoding). */
function quoted(name: string): string {
  return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
