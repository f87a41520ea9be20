import type { VariableValue } from '../../graph/variable-value.ts';
import { BoundedCache } from '../bounded-cache.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { JuelRun } from './juel-run.ts';
import { asText, classOf, JavaList, type JuelValue } from './juel-value.ts';
import { fromVariable, JAVA_FORMAT, toVariable } from './juel-variable.ts';
import { type JuelNode, parseJuel } from './parse-juel.ts';

const compiled = new BoundedCache<string, readonly (string | JuelNode)[]>();

export function compileJuel(text: string): readonly (string | JuelNode)[] {
  return compiled.get(text, () => parseJuel(text));
}

export interface JuelResult {
  readonly value: VariableValue;
  readonly items?: readonly VariableValue[];
  readonly javaClass: string;
}

/**
 * A closed interpreter: names are variables, `execution` and a few functions; methods come from written lists, nothing
 * is reflected, so no expression reaches the host.
 */
export function evaluateJuel(text: string, scope: ExpressionScope): JuelResult {
  const parts = compileJuel(text);
  const run = new JuelRun(scope, text);
  const result = resultOf(parts, run);
  run.keepChanges();
  return result;
}

function resultOf(parts: readonly (string | JuelNode)[], run: JuelRun): JuelResult {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') {
    // A variable that is only handed on keeps its type and every digit.
    const passed = passedOn(first);
    if (first.kind === 'name' ? run.ownName(first.name) === undefined : passed !== null && run.scope.execution) {
      const found = run.variable(passed ?? '');
      if (found) return handedOn(passed ?? (first.kind === 'name' ? first.name : ''), found, run);
    }
    return run.attempt(() => resultFrom(run.value(first)));
  }
  const texts = parts.map((part) => (typeof part === 'string' ? part : run.attempt(() => asText(run.value(part)))));
  return { value: { type: 'String', text: run.limited(texts.join('')) }, javaClass: 'java.lang.String' };
}

function resultFrom(value: JuelValue): JuelResult {
  const result = { value: toVariable(value), javaClass: classOf(value) };
  return value instanceof JavaList && !value.isArray ? { ...result, items: value.items.map(toVariable) } : result;
}

/** An object of Java is kept in its own format from then on, whatever it was sent in, and a file is its bytes. */
function handedOn(name: string, variable: VariableValue, run: JuelRun): JuelResult {
  const { type, text, info } = variable;
  // Java's null has no type.
  if (text === null) return { value: { type: 'Null', text }, javaClass: 'null' };
  if ((type === 'Json' && !isPlainJson(text)) || type === 'Xml') run.attempt(() => run.opened(name, variable));
  if (type === 'File') return { value: { type: 'Bytes', text }, javaClass: 'java.io.ByteArrayInputStream' };
  const javaClass = JAVA_CLASSES[type] ?? run.attempt(() => classOf(fromVariable(variable)));
  const [className = ''] = info?.objectTypeName?.split('<') ?? [];
  // Classes that only the clients know stay in the format in which clients read them.
  const isOfJava = className.startsWith('java.') && info?.serializationDataFormat === 'application/json';
  if (type !== 'Object' || !isOfJava) return { value: variable, javaClass };
  return {
    value: { type, text, info: { ...info, objectTypeName: className, serializationDataFormat: JAVA_FORMAT } },
    javaClass,
  };
}

/** Told fast; what is not is read as Jackson does. */
function isPlainJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Classes of what need not be read for them. */
const JAVA_CLASSES: Readonly<Partial<Record<VariableValue['type'], string>>> = {
  String: 'java.lang.String',
  Integer: 'java.lang.Integer',
  Long: 'java.lang.Long',
  Short: 'java.lang.Short',
  Double: 'java.lang.Double',
  Boolean: 'java.lang.Boolean',
  Date: 'java.util.Date',
  Json: 'org.camunda.spin.impl.json.jackson.JacksonJsonNode',
  Xml: 'org.camunda.spin.impl.xml.dom.DomXmlElement',
  Bytes: '[B',
};

/** `x` and `execution.getVariable('x')` hand a variable on. */
function passedOn(node: JuelNode): string | null {
  if (node.kind === 'name') return node.name;
  if (node.kind !== 'call' || node.target.kind !== 'name' || node.target.name !== 'execution') return null;
  if (node.name.kind !== 'value' || node.name.value !== 'getVariable') return null;
  const [name] = node.args;
  return name?.kind === 'value' && typeof name.value === 'string' ? name.value : null;
}
