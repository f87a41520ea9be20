import type { XmlElement } from './xml-source.ts';

/** In the words of the schema's validation, which both originals hand on. */
export const missingAttribute = ({ qualifiedName }: XmlElement, name: string): string =>
  `cvc-complex-type.4: Attribute '${name}' must appear on element '${qualifiedName}'.`;
