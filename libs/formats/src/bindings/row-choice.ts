import type { XmlAttributes } from '../xml/namespaces.js';
import type { AttributeBinding } from './binding.js';
import { memberOf } from './member.js';
import type { Scope } from './open-element.js';
import type { PlanNode } from './plan.js';

const matches = (given: XmlAttributes | undefined, bound: readonly AttributeBinding[]): boolean => {
  for (const wanted of bound) {
    if ('value' in wanted && given?.[wanted.name]?.trim() !== wanted.value) return false;
  }
  return true;
};

/** The row that takes this element, or why there is none. */
export const choose = (
  nodes: readonly PlanNode[],
  attributes: XmlAttributes | undefined,
  scope: Scope,
): PlanNode | 'OF-XML-01' | 'OF-XML-03' => {
  let reason: 'OF-XML-01' | 'OF-XML-03' = 'OF-XML-01';
  for (const node of nodes) {
    if (node.leaf !== undefined && !matches(attributes, node.leaf.attributes)) continue;
    const row = node.group ?? node.leaf;
    if (row === undefined || node.group?.many === true) return node;
    const taken = row.member.length === 1 ? scope[row.member[0] ?? ''] : memberOf(scope, row.member);
    if (taken === undefined) return node;
    reason = 'OF-XML-03';
  }
  return reason;
};
