import type { CallActivity } from '../../../graph/element.ts';
import type { CallMapping } from '../../../graph/mapping.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { feel, feelOrText, idOf, ownExtensions, requiredAt } from './attributes.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

const BINDINGS = ['deployment', 'latest', 'versionTag'] as const;

/** `zeebe:calledElement`: all variables go in and out, unless a flag keeps it to what is mapped. */
export function callActivity(
  reader: ModelReader,
  source: XmlElement,
): Pick<CallActivity, 'calledProcessId' | 'binding' | 'versionTag' | 'variablesIn' | 'variablesOut'> {
  const [called, second] = ownExtensions(source, 'calledElement');
  if (!called || second) reader.problem(source, "Must have exactly one 'zeebe:calledElement' extension element");
  if (!called) return { calledProcessId: feel(''), binding: 'latest', variablesIn: [], variablesOut: [] };
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
  const propagates = (flag: string): boolean => attributeOf(called, flag) !== 'false';
  // Of its own it has only what is mapped into it; the number and item of a multi-instance activity are not handed on
  // by themselves.
  const own: readonly CallMapping[] = ownExtensions(source, 'ioMapping').some(
    (io) => childrenOf(io, CAMUNDA8_NAMESPACE, 'input').length > 0,
  )
    ? [{ kind: 'all', isLocal: true }]
    : [];
  return {
    calledProcessId: requiredAt(reader, called, 'processId', idOf(source)),
    binding: binding ?? 'latest',
    ...(versionTag !== undefined && { versionTag: feelOrText(versionTag) }),
    variablesIn: propagates('propagateAllParentVariables') ? [{ kind: 'all', isLocal: false }] : own,
    variablesOut: propagates('propagateAllChildVariables') ? [{ kind: 'all', isLocal: false }] : [],
  };
}
