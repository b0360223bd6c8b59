import { messageStructure } from './message-structure.js';
import { CEFACT, type Structure } from './structure.js';

/** The structure of a UN/CEFACT message of version 100: a part of its own (rsm) over the shared ones. */
export const cefactStructure = (name: string, table: string): Structure => {
  const namespace = `urn:un:unece:uncefact:data:standard:${name}:100`;
  const shared = Object.entries(CEFACT).map(([prefix, uri]) => [prefix, { uri, prefix }]);
  return messageStructure({
    root: { name, namespace },
    namespaces: { rsm: { uri: namespace, prefix: 'rsm' }, ...Object.fromEntries(shared) },
    tables: [table],
  });
};
