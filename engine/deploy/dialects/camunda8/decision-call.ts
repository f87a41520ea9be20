import type { DecisionCall } from '../../../graph/element.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { feelOrText, idOf, ownExtensions, requiredAt } from './attributes.ts';

const BINDINGS = ['deployment', 'latest', 'versionTag'] as const;

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
  const text = attributeOf(called, 'bindingType') ?? 'latest';
  const binding = BINDINGS.find((known) => known === text);
  if (!binding) reader.problem(called, `Attribute 'bindingType' must be one of: ${BINDINGS.join(', ')}`, idOf(source));
  const versionTag = attributeOf(called, 'versionTag');
  if (binding === 'versionTag' && !versionTag)
    reader.problem(
      called,
      "Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'",
      idOf(source),
    );
  const resultVariable = attributeOf(called, 'resultVariable');
  if (attributeOf(called, 'decisionId')?.trim() && !resultVariable)
    reader.problem(called, "Attribute 'resultVariable' must be present and not empty", idOf(source));
  return {
    decisionId: requiredAt(reader, called, 'decisionId', idOf(source)),
    binding: binding ?? 'latest',
    ...(binding === 'versionTag' && versionTag && { versionTag: feelOrText(versionTag) }),
    ...(resultVariable && { resultVariable }),
    mapping: 'value',
  };
}
