import type { CallActivity } from '../../../graph/element.ts';
import type { CallMapping } from '../../../graph/mapping.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, childrenOf, type XmlElement } from '../../xml-source.ts';
import { feel, idOf, literal, ownExtensions, requiredAt } from './attributes.ts';
import { bindingOf } from './binding-of.ts';
import { CAMUNDA8_NAMESPACE } from './vocabulary.ts';

/** `zeebe:calledElement`: all variables go in and out, unless a flag keeps it to what is mapped. */
export function callActivity(
  reader: ModelReader,
  source: XmlElement,
): Pick<CallActivity, 'calledProcessId' | 'binding' | 'versionTag' | 'variablesIn' | 'variablesOut'> {
  const [called, second] = ownExtensions(source, 'calledElement');
  if (!called || second) reader.problem(source, "Must have exactly one 'zeebe:calledElement' extension element");
  if (!called) return { calledProcessId: feel(''), binding: 'latest', variablesIn: [], variablesOut: [] };
  const { binding, versionTag } = bindingOf(reader, source, called);
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
    binding,
    ...(versionTag !== undefined && { versionTag: literal(versionTag) }),
    variablesIn: propagates('propagateAllParentVariables') ? [{ kind: 'all', isLocal: false }] : own,
    variablesOut: propagates('propagateAllChildVariables') ? [{ kind: 'all', isLocal: false }] : [],
  };
}
