import type { FormLink } from '../../../graph/form-reference.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { idOf } from './attributes.ts';

const BINDINGS = ['deployment', 'latest', 'versionTag'] as const;

/** Which version is meant of what an element refers to. `versionTag`: as it is written, for that binding alone. */
export interface Bound {
  readonly binding: FormLink['binding'];
  readonly versionTag?: string;
}

/**
 * `bindingType` and `versionTag` of a call, a decision or a form. A tag says something for the binding of its name
 * alone.
 */
export function bindingOf(reader: ModelReader, source: XmlElement, at: XmlElement): Bound {
  const word = attributeOf(at, 'bindingType') || 'latest';
  const binding = BINDINGS.find((known) => known === word);
  const versionTag = attributeOf(at, 'versionTag') ?? '';
  const hasTag = versionTag.trim() !== '';
  const refuse = (sentence: string): void => reader.problem(at, sentence, idOf(source));
  if (!binding) refuse(`Attribute 'bindingType' must be one of: ${BINDINGS.join(', ')}`);
  if (binding === 'versionTag' && !hasTag)
    refuse("Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'");
  if (binding !== 'versionTag' && hasTag)
    refuse("Attribute 'versionTag' may only be used if 'bindingType' is 'versionTag'");
  return { binding: binding ?? 'latest', ...(binding === 'versionTag' && hasTag && { versionTag }) };
}
