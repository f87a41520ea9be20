import type { DecisionCall } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { idOf, literal, ownExtensions, requiredAt } from './attributes.ts';
import { bindingOf } from './binding-of.ts';

/** `zeebe:calledDecision`: done by the engine itself. */
export function decisionCall(reader: ModelReader, source: XmlElement): DecisionCall | undefined {
  const [called, second] = ownExtensions(source, 'calledDecision');
  if (!called) return undefined;
  const [work] = ownExtensions(source, 'taskDefinition');
  if (second || work)
    reader.problem(
      source,
      "Must have either one 'zeebe:calledDecision' or one 'zeebe:taskDefinition' extension element",
    );
  const resultVariable = attributeOf(called, 'resultVariable');
  if (attributeOf(called, 'decisionId') && !resultVariable)
    reader.problem(called, "Attribute 'resultVariable' must be present and not empty", idOf(source));
  const { binding, versionTag } = bindingOf(reader, source, called);
  return {
    decisionId: requiredAt(reader, called, 'decisionId', idOf(source)),
    binding,
    ...(versionTag !== undefined && { versionTag: literal(versionTag) }),
    ...(resultVariable && { resultVariable }),
    mapping: 'value',
  };
}
