import type {
  BoxedContext,
  BoxedExpression,
  BoxedFunction,
  BoxedInvocation,
  BoxedRelation,
  NamedType,
} from '../../graph/decision.ts';
import { attributeOf, childrenOf, type XmlElement } from '../xml-source.ts';
import { DMN } from './dmn-namespaces.ts';
import { type DecisionReading, expressionText, requiredExpression, typeOf } from './decision-reading.ts';
import { readTable } from './read-table.ts';

const BOXED: ReadonlySet<string> = new Set([
  'decisionTable',
  'literalExpression',
  'context',
  'list',
  'relation',
  'invocation',
  'functionDefinition',
  'conditional',
  'for',
  'every',
  'some',
  'filter',
]);

const boxedChildren = (source: XmlElement): XmlElement[] =>
  source.children.filter(({ namespace, name }) => namespace === DMN && BOXED.has(name));
export const boxedChild = (source: XmlElement): XmlElement | undefined => boxedChildren(source)[0];

export function variableOf(source: XmlElement): NamedType {
  const [variable] = childrenOf(source, DMN, 'variable');
  const name = variable && attributeOf(variable, 'name');
  const type = variable && typeOf(variable);
  return { ...(name && { name }), ...(type !== undefined && { type }) };
}

/** `type` is that of the variable around, which a literal expression takes. */
export function readBoxed(
  reading: DecisionReading,
  source: XmlElement,
  decisionId: string,
  type?: string,
): BoxedExpression {
  switch (source.name) {
    case 'decisionTable':
      return readTable(reading, source, decisionId);
    case 'literalExpression':
      return {
        kind: 'literal',
        expression: requiredExpression(reading, source, decisionId),
        ...((type ?? typeOf(source)) !== undefined && { type: type ?? typeOf(source) }),
      };
    case 'context':
      return readContext(reading, source, decisionId);
    case 'list':
      return { kind: 'list', items: boxedChildren(source).map((item) => readBoxed(reading, item, decisionId)) };
    case 'relation':
      return readRelation(reading, source, decisionId);
    case 'invocation':
      return readInvocation(reading, source, decisionId);
    case 'functionDefinition':
      return readOwnFunction(reading, source, decisionId);
    default:
      reading.reader.problem(source, `unsupported decision expression '${source.name}'`, decisionId);
      return { kind: 'list', items: [] };
  }
}

function readContext(reading: DecisionReading, source: XmlElement, decisionId: string): BoxedContext {
  const entries = childrenOf(source, DMN, 'contextEntry');
  if (entries.length === 0) reading.reader.problem(source, 'expected a context entry but found none', decisionId);
  return {
    kind: 'context',
    entries: entries.map((entry) => ({
      name: variableOf(entry).name ?? null,
      value: inner(reading, entry, decisionId, variableOf(entry).type),
    })),
  };
}

function readRelation(reading: DecisionReading, source: XmlElement, decisionId: string): BoxedRelation {
  const columns = childrenOf(source, DMN, 'column').map((column) => attributeOf(column, 'name') ?? '');
  const rows = childrenOf(source, DMN, 'row').map((row) => {
    const cells = boxedChildren(row);
    if (cells.length !== columns.length)
      reading.reader.problem(
        row,
        `expected row with '${columns.length}' elements but found '${cells.length}'`,
        decisionId,
      );
    return cells.map((cell) => readBoxed(reading, cell, decisionId));
  });
  return { kind: 'relation', columns, rows };
}

/** The only kind that may stand in an invocation and in its bindings; another is told. */
function isLiteral(
  { reader }: DecisionReading,
  source: XmlElement,
  boxed: XmlElement | undefined,
  decisionId: string,
): boxed is XmlElement {
  if (boxed?.name === 'literalExpression') return true;
  reader.problem(
    source,
    `expected ${source.name} with literal expression but found '${boxed?.name ?? null}'`,
    decisionId,
  );
  return false;
}

/** Only knowledge models can be called, and only what expressions give can be handed to them. */
function readInvocation(reading: DecisionReading, source: XmlElement, decisionId: string): BoxedInvocation {
  const { reader } = reading;
  const target = boxedChild(source);
  const called = expressionText(target);
  if (isLiteral(reading, source, target, decisionId) && !knowledgeOf(reading, decisionId).has(called))
    reader.problem(target, `no BKM found with name '${called}'`, decisionId);
  const bindings = childrenOf(source, DMN, 'binding').map((binding) => {
    const value = boxedChild(binding);
    isLiteral(reading, binding, value, decisionId);
    const [parameter] = childrenOf(binding, DMN, 'parameter');
    const name = parameter && attributeOf(parameter, 'name');
    if (name === undefined) reader.problem(binding, 'A binding needs a parameter with a name', decisionId);
    return { name: name ?? '', value: value ? readBoxed(reading, value, decisionId) : NO_VALUE };
  });
  return { kind: 'invocation', called, bindings };
}

/** Names of the knowledge models that a decision or a model requires, or what it requires does. */
function knowledgeOf({ reader }: DecisionReading, id: string): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [id];
  const seen = new Set(open);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const href of requirementsOf(reader.elementOf(next))) {
      const required = reader.elementOf(href.slice(href.indexOf('#') + 1));
      const requiredId = required && attributeOf(required, 'id');
      if (!required || requiredId === undefined || seen.has(requiredId)) continue;
      seen.add(requiredId);
      open.push(requiredId);
      if (required.name === 'businessKnowledgeModel') names.add(attributeOf(required, 'name') ?? requiredId);
    }
  }
  return names;
}

const requirementsOf = (source: XmlElement | null | undefined): readonly string[] =>
  (source?.children ?? [])
    .filter(({ name }) => name === 'knowledgeRequirement' || name === 'informationRequirement')
    .flatMap(({ children }) => children.map((target) => attributeOf(target, 'href') ?? ''));

export function readKnowledgeLogic(reading: DecisionReading, source: XmlElement, id: string): BoxedFunction {
  const logic = boxedChild(source);
  if (!logic || !reading.notation.knowledgeKinds.has(logic.name))
    reading.reader.problem(source, `unsupported business knowledge model logic found '${logic?.name ?? null}'`, id);
  return readFunction(reading, source, id, logic);
}

/** A function in a context gives what one expression gives. */
function readOwnFunction(reading: DecisionReading, source: XmlElement, decisionId: string): BoxedFunction {
  const body = boxedChild(source);
  if (body?.name !== 'literalExpression')
    reading.reader.problem(source, `expected literal expression but found '${body?.name ?? null}'`, decisionId);
  return readFunction(reading, source, decisionId, body);
}

function readFunction(
  reading: DecisionReading,
  source: XmlElement,
  decisionId: string,
  body: XmlElement | undefined,
): BoxedFunction {
  const kind = attributeOf(source, 'kind');
  if (kind !== undefined && kind !== 'FEEL')
    reading.reader.unsupported(source, `A function of kind '${kind}'`, decisionId);
  const parameters = childrenOf(source, DMN, 'formalParameter').map((parameter) => {
    const type = typeOf(parameter);
    return { name: attributeOf(parameter, 'name') ?? '', ...(type !== undefined && { type }) };
  });
  return { kind: 'function', parameters, body: body ? readBoxed(reading, body, decisionId) : NO_VALUE };
}

/** Where the file has nothing to read, and is refused. */
const NO_VALUE: BoxedExpression = { kind: 'list', items: [] };

function inner(reading: DecisionReading, source: XmlElement, decisionId: string, type?: string): BoxedExpression {
  const boxed = boxedChild(source);
  if (boxed) return readBoxed(reading, boxed, decisionId, type);
  reading.notation.emptyExpression(reading.reader, source, decisionId);
  return NO_VALUE;
}
