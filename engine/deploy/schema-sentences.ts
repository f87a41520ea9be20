import type { XmlElement } from './xml-source.ts';

/** Sentences of the schema's validation, which both originals hand on. */
export const missingAttribute = ({ qualifiedName }: XmlElement, name: string): string =>
  `cvc-complex-type.4: Attribute '${name}' must appear on element '${qualifiedName}'.`;

export const attributeNotOfType = (
  { qualifiedName }: XmlElement,
  { name, value, type }: { readonly name: string; readonly value: string; readonly type: string },
): string =>
  `cvc-attribute.3: The value '${value}' of attribute '${name}' on element '${qualifiedName}' is not valid with respect to its type, '${type}'.`;

/** Each of `expected` with its namespace: children that may stand next. */
export const incomplete = (
  { qualifiedName }: XmlElement,
  expected: readonly (readonly [namespace: string, name: string])[],
): string =>
  `cvc-complex-type.2.4.b: The content of element '${qualifiedName}' is not complete. One of '{${expected.map(([namespace, name]) => `"${namespace}":${name}`).join(', ')}}' is expected.`;
