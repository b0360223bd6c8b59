import { AppError } from '@onefacture/errors';
import { refuseDoctype } from '@onefacture/formats';
import { SaxesParser } from 'saxes';
import { XSLT } from './schematron-node.js';

const refuse = (what: string): never => {
  throw new AppError('document.unreadable', { detail: `The rules use ${what}, which a rule pack may not.` });
};

/** Instructions that read or write elsewhere, or run what is only known when the document is. */
const INSTRUCTIONS = new Set([
  ...['import', 'include', 'import-schema', 'use-package', 'override', 'result-document', 'evaluate'],
  ...['source-document', 'stream', 'merge-source'],
]);

/**
 * Holds a stylesheet against what a compiler could be led to do: read other files, or work out static expressions.
 * Throws AppError `document.unreadable` for one that is no XML or does.
 */
export const assertHarmlessXslt = (xslt: string): void => {
  refuseDoctype(xslt);
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (cause) => {
    throw new AppError('document.unreadable', { detail: `The stylesheet is not XML: ${cause.message}`, cause });
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const instruction = uri === XSLT;
    if (instruction && INSTRUCTIONS.has(local)) refuse(`xsl:${local}`);
    for (const attribute of Object.values(attributes)) {
      const own = attribute.uri === XSLT || (instruction && attribute.uri === '');
      if (own && /^(?:static|use-when|_.*)$/.test(attribute.local)) refuse(`the attribute ${attribute.local}`);
    }
  });
  parser.write(xslt.replace(/^\uFEFF/, '')).close();
};

const FUNCTIONS = new Set([
  ...['doc', 'doc-available', 'collection', 'uri-collection', 'unparsed-text', 'unparsed-text-lines'],
  ...['unparsed-text-available', 'unparsed-binary', 'json-doc', 'transform', 'function-lookup', 'load-xquery-module'],
  ...['environment-variable', 'available-environment-variables', 'put', 'stream'],
]);
const NODES = new Set(['resultDoc', 'evaluate', 'sourceDoc', 'merge', 'mergeSource', 'javaCall', 'origFC']);
const STANDARD = 'http://www.w3.org/2005/xpath-functions';
const NAMESPACES = new Set([
  ...[STANDARD, `${STANDARD}/map`, `${STANDARD}/array`, `${STANDARD}/math`, 'http://www.w3.org/2001/XMLSchema'],
]);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const called = (name: unknown): { readonly uri: string; readonly local: string } => {
  const [, uri, local] = /^Q\{([^}]*)\}(.*)$/.exec(String(name)) ?? [];
  return uri === undefined ? { uri: STANDARD, local: String(name) } : { uri, local: local ?? '' };
};

/** The file that `document('name.xml')` asks for; nothing else may stand there. */
const codeList = ({ C }: Record<string, unknown>): string => {
  const [first] = Array.isArray(C) && C.length === 1 ? [...C] : [];
  const name = isRecord(first) && first['N'] === 'str' ? String(first['val']) : '';
  return /^[\w-][\w. -]*\.xml$/i.test(name) ? name : refuse('document() of something else than a file of its own');
};

/** What one node of a compiled stylesheet does; answers the code list that it reads, if it does. */
const inspect = (node: Record<string, unknown>): string | undefined => {
  const kind = node['N'];
  if (typeof kind !== 'string') return undefined;
  if (NODES.has(kind)) refuse(`the instruction ${kind}`);
  if (kind !== 'fn' && kind !== 'fnRef' && kind !== 'ifCall') return undefined;
  const { uri, local } = called(node['name']);
  if (kind === 'fn' && local === 'document' && uri === STANDARD) return codeList(node);
  // A call of a function that is a value: where that came from is judged by itself.
  if (uri === 'http://saxon.sf.net/' && local === 'apply') return undefined;
  const known = NAMESPACES.has(uri) || (kind === 'fnRef' && !/saxon|xslt|java|expath/i.test(uri));
  if (!known || (uri === STANDARD && (FUNCTIONS.has(local) || local === 'document'))) {
    refuse(`the function ${local}()`);
  }
  return undefined;
};

/**
 * Holds a compiled stylesheet (SEF) against what a rule may do: look at the document, and at code lists of its own
 * pack. Names are those that the compiler resolved, so no spelling hides one. Answers the code lists it reads.
 * Throws AppError `document.unreadable` for functions and instructions that reach files, addresses, variables of the
 * environment, JavaScript, or code made at run time.
 */
export const assertHarmlessSef = (sef: string): ReadonlySet<string> => {
  const lists = new Set<string>();
  const open: unknown[] = [JSON.parse(sef)];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) open.push(...node);
    else if (isRecord(node)) {
      const list = inspect(node);
      if (list !== undefined) lists.add(list);
      open.push(...Object.values(node));
    }
  }
  return lists;
};
