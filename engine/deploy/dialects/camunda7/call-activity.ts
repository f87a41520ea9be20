import type { CallActivity } from '../../../graph/element.ts';
import type { CallMapping } from '../../../graph/mapping.ts';
import type { Expression } from '../../../graph/expression.ts';
import type { ModelReader } from '../../model-reader.ts';
import { attributeOf, type XmlElement } from '../../xml-source.ts';
import { expressionAt, idOf, juel, own, ownExtensions, tenantAt } from './attributes.ts';

const BINDINGS = ['latest', 'deployment', 'version', 'versionTag'] as const;

/** What `camunda:calledElement…` and `camunda:in`, `camunda:out` say. */
export function callActivity(
  reader: ModelReader,
  source: XmlElement,
): Pick<
  CallActivity,
  | 'calledProcessId'
  | 'binding'
  | 'version'
  | 'versionTag'
  | 'tenantId'
  | 'businessKey'
  | 'variablesIn'
  | 'variablesOut'
  | 'variableMapper'
  | 'callsCase'
> {
  const caseRef = own(source, 'caseRef');
  if (caseRef !== undefined)
    reader.warning(source, 'Cases (CMMN) are not here: the call will fail. Model the case as a process and call that');
  const called = attributeOf(source, 'calledElement');
  if (called === undefined && caseRef === undefined && !reader.isUnsupported(idOf(source)))
    reader.problem(source, "Missing attribute 'calledElement' or 'caseRef'");
  if (called !== undefined && caseRef !== undefined)
    reader.problem(
      source,
      "The attributes 'calledElement' or 'caseRef' cannot be used together: Use either 'calledElement' or 'caseRef'",
    );
  const businessKey = businessKeyIn(reader, source, idOf(source));
  return {
    calledProcessId: reader.checked(juel(called ?? caseRef ?? ''), source, idOf(source)),
    ...whichOne(reader, source, caseRef === undefined ? 'calledElement' : 'case'),
    ...(businessKey && { businessKey }),
    variablesIn: callMappings(reader, source, idOf(source), 'in'),
    variablesOut: callMappings(reader, source, idOf(source), 'out'),
    ...(caseRef !== undefined && { callsCase: true }),
    ...variableMapper(reader, source),
  };
}

/** Its version and tenant. A binding that nobody knows means the newest, an empty tenant the caller's own. */
function whichOne(
  reader: ModelReader,
  source: XmlElement,
  what: 'calledElement' | 'case',
): Pick<CallActivity, 'binding' | 'version' | 'versionTag' | 'tenantId'> {
  const given = own(source, `${what}Binding`);
  const binding = BINDINGS.find((known) => known === given) ?? 'latest';
  const version = expressionAt(reader, source, `${what}Version`);
  const versionTag = expressionAt(reader, source, 'calledElementVersionTag');
  if (binding === 'version' && !version)
    reader.problem(source, `Missing attribute '${what}Version' when '${what}Binding' has value 'version'`);
  if (binding === 'versionTag' && !versionTag)
    reader.problem(source, `Missing attribute 'calledElementVersionTag' when '${what}Binding' has value 'versionTag'`);
  const tenantId = tenantAt(reader, source, `${what}TenantId`);
  return { binding, ...(version && { version }), ...(versionTag && { versionTag }), ...(tenantId && { tenantId }) };
}

/** The class comes before the expression. */
function variableMapper(reader: ModelReader, source: XmlElement): Pick<CallActivity, 'variableMapper'> {
  const name = own(source, 'variableMappingClass');
  const isMapped = name !== undefined || own(source, 'variableMappingDelegateExpression') !== undefined;
  if (isMapped)
    reader.warning(
      source,
      'Java code that maps variables is not here: the call will fail. Map them by camunda:in and camunda:out',
    );
  if (name !== undefined) return { variableMapper: { kind: 'class', name } };
  const expression = expressionAt(reader, source, 'variableMappingDelegateExpression');
  return expression ? { variableMapper: { kind: 'delegate', expression } } : {};
}

/** `camunda:in businessKey`; of several the last. */
export function businessKeyIn(
  reader: ModelReader,
  holder: XmlElement,
  elementId: string | null,
): Expression | undefined {
  const key = ownExtensions(holder, 'in')
    .map((entry) => ({ entry, text: attributeOf(entry, 'businessKey') }))
    .findLast((found) => found.text !== undefined);
  return key?.text === undefined ? undefined : reader.checked(juel(key.text), key.entry, elementId);
}

/** `holder`: the call activity, or the definition of a signal that is thrown. */
export function callMappings(
  reader: ModelReader,
  holder: XmlElement,
  elementId: string | null,
  name: 'in' | 'out',
): CallMapping[] {
  return ownExtensions(holder, name).flatMap((entry): CallMapping[] => {
    if (attributeOf(entry, 'businessKey') !== undefined) return [];
    const isLocal = attributeOf(entry, 'local') === 'true';
    return attributeOf(entry, 'variables') === 'all'
      ? [{ kind: 'all', isLocal }]
      : [oneVariable(reader, elementId, entry, isLocal)];
  });
}

function oneVariable(reader: ModelReader, elementId: string | null, entry: XmlElement, isLocal: boolean): CallMapping {
  const source = attributeOf(entry, 'source');
  const expression = attributeOf(entry, 'sourceExpression');
  const target = attributeOf(entry, 'target');
  if (source === '') reader.problem(entry, "Empty attribute 'source' when passing variables", elementId);
  else if (expression === '')
    reader.problem(entry, "Empty attribute 'sourceExpression' when passing variables", elementId);
  else if (source === undefined && expression === undefined)
    reader.problem(entry, "Missing parameter 'source' or 'sourceExpression' when passing variables", elementId);
  if (target === undefined)
    reader.problem(entry, "Missing attribute 'target' when attribute 'source' or 'sourceExpression' is set", elementId);
  else if (target === '')
    reader.problem(entry, "Empty attribute 'target' when attribute 'source' or 'sourceExpression' is set", elementId);
  return {
    kind: 'one',
    source: source === undefined ? reader.checked(juel(expression ?? ''), entry, elementId) : { variable: source },
    target: target ?? '',
    isLocal,
  };
}
