import type { VariableValue } from '../../graph/variable-value.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { dateValue, fromJson, isDateValue, isPlainObject, stringifyJson, toJs } from '../values.ts';
import { type JuelNode, parseJuel } from './parse-juel.ts';

const MAX_STEPS = 100_000;
export class JuelFailure extends Error {}
const EXECUTION = Symbol('execution');

/** A closed interpreter: names are variables, methods come from the list below, nothing is reflected. */
export function evaluateJuel(text: string, scope: ExpressionScope): VariableValue {
  const parts = parseJuel(text);
  const [first] = parts;
  const run = new Run(scope, text);
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') {
    if (first.kind === 'name') { const found = scope.lookup(first.name); if (found) return found; }
    const passed = passedOn(first);
    if (passed !== null && scope.execution) return scope.lookup(passed) ?? fromJson(null);
    const value = run.value(first);
    if (first.kind === 'member' || first.kind === 'call' || first.kind === 'name') return fromJson(value);
    // Arithmetic of Camunda 7 gives Long whatever its operands are.
    return typeof value === 'bigint' ? { type: 'Long', text: String(value) } : typeof value === 'number' ? { type: 'Double', text: String(value) } : fromJson(value);
  }
  return { type: 'String', text: parts.map((part) => (typeof part === 'string' ? part : asText(run.value(part)))).join('') };
}

/** `execution.getVariable('x')` hands the variable on as it is, with its type. */
function passedOn(node: JuelNode): string | null {
  if (node.kind !== 'call' || node.name !== 'getVariable' || node.target?.kind !== 'name' || node.target.name !== 'execution') return null;
  const [name] = node.args;
  return name?.kind === 'value' && typeof name.value === 'string' ? name.value : null;
}

class Run {
  private readonly scope: ExpressionScope;
  private readonly text: string;
  private steps = 0;
  constructor(scope: ExpressionScope, text: string) { this.scope = scope; this.text = text; }

  value(node: JuelNode): unknown {
    if (++this.steps > MAX_STEPS) throw new JuelFailure(`The expression takes more than ${MAX_STEPS} steps`);
    switch (node.kind) {
      case 'value': return node.value;
      case 'name': return this.named(node.name);
      case 'choice': return asBoolean(this.value(node.test)) ? this.value(node.yes) : this.value(node.no);
      case 'member': return this.member(this.value(node.target), this.value(node.key));
      case 'unary': return unary(node.operator, this.value(node.operand));
      case 'binary':
        if (node.operator === '&&') return asBoolean(this.value(node.left)) && asBoolean(this.value(node.right));
        if (node.operator === '||') return asBoolean(this.value(node.left)) || asBoolean(this.value(node.right));
        return binary(node.operator, this.value(node.left), this.value(node.right));
      case 'call': return this.call(node);
    }
  }

  private named(name: string): unknown {
    const variable = this.scope.lookup(name);
    if (variable) {
      const value = toJs(variable);
      if (variable.type === 'Date' && variable.text !== null) return dateValue(Date.parse(variable.text));
      return typeof value === 'number' && variable.type !== 'Double' && variable.type !== 'Json' ? BigInt(value) : value;
    }
    if (name === 'execution' && this.scope.execution) return EXECUTION;
    if (name === 'externalTask' && this.scope.work) return this.scope.work;
    if (this.scope.work && Object.hasOwn(this.scope.work, name)) return Reflect.get(this.scope.work, name);
    throw new JuelFailure(`Unknown property used in expression: ${this.text}. Cause: Cannot resolve identifier '${name}'`);
  }

  private member(target: unknown, key: unknown): unknown {
    if (target === EXECUTION) return this.executionFact(asText(key));
    if (target === null || target === undefined || key === null) return null;
    if (Array.isArray(target)) return target[Number(key)] ?? null;
    const name = asText(key);
    if (isPlainObject(target) && Object.hasOwn(target, name)) return target[name] ?? null;
    if (isPlainObject(target)) return null;
    throw new JuelFailure(`Unknown property used in expression: ${this.text}. Cause: Cannot find property ${name}`);
  }

  private executionFact(name: string): unknown {
    const facts = this.scope.execution;
    switch (name) {
      case 'processInstanceId': return facts?.instanceKey;
      case 'processBusinessKey': case 'businessKey': return facts?.businessKey ?? null;
      case 'processDefinitionId': return facts?.definitionId;
      case 'currentActivityId': return facts?.elementId;
      case 'id': return facts?.elementInstanceKey ?? facts?.instanceKey;
      default: throw new JuelFailure(`Unknown property used in expression: ${this.text}. Cause: Cannot find property ${name}`);
    }
  }

  private call({ target, name, args }: Extract<JuelNode, { kind: 'call' }>): unknown {
    const values = args.map((arg) => this.value(arg));
    if (!target) {
      if (name === 'now' && values.length === 0) return dateValue(this.scope.now);
      throw new JuelFailure(`Error while evaluating expression: ${this.text}. Cause: Could not resolve function '${name}'`);
    }
    const receiver = this.value(target);
    const result = receiver === EXECUTION ? this.executionCall(name, values) : methodOf(receiver, name, values);
    if (result === undefined) throw new JuelFailure(`Unknown method used in expression: ${this.text}. Cause: Cannot find method ${name} with ${values.length} parameters`);
    return result;
  }

  private executionCall(name: string, values: readonly unknown[]): unknown {
    const [first, second] = values;
    if ((name === 'getVariable' || name === 'hasVariable') && values.length === 1) {
      const found = this.scope.lookup(asText(first));
      return name === 'hasVariable' ? found !== undefined : found ? this.named(asText(first)) : null;
    }
    if ((name === 'setVariable' || name === 'setVariableLocal') && values.length === 2) {
      this.scope.execution?.writes.push({ name: asText(first), value: fromJson(second), local: name === 'setVariableLocal' });
      return null;
    }
    if (name.startsWith('get') && values.length === 0) return this.executionFact(name.charAt(3).toLowerCase() + name.slice(4));
    return undefined;
  }
}

/** The methods of plain values; undefined: there is no such method. */
function methodOf(target: unknown, name: string, [first, second]: readonly unknown[]): unknown {
  if (typeof target === 'string') {
    switch (name) {
      case 'length': return BigInt(target.length);
      case 'contains': return target.includes(asText(first));
      case 'startsWith': return target.startsWith(asText(first));
      case 'endsWith': return target.endsWith(asText(first));
      case 'equals': return target === first;
      case 'equalsIgnoreCase': return typeof first === 'string' && target.toLowerCase() === first.toLowerCase();
      case 'isEmpty': return target === '';
      case 'toUpperCase': return target.toUpperCase();
      case 'toLowerCase': return target.toLowerCase();
      case 'trim': return target.trim();
      case 'substring': return second === undefined ? target.slice(Number(first)) : target.slice(Number(first), Number(second));
      case 'indexOf': return BigInt(target.indexOf(asText(first)));
      case 'toString': return target;
    }
  }
  if (Array.isArray(target)) {
    switch (name) {
      case 'size': return BigInt(target.length);
      case 'isEmpty': return target.length === 0;
      case 'contains': return target.some((item) => binary('==', item, first) === true);
      case 'get': return target[Number(first)] ?? null;
      case 'elements': return target;
    }
  }
  if (isDateValue(target) && (name === 'getTime' || name === 'getMillis')) return BigInt(target.epochMs);
  if (isPlainObject(target)) {
    const key = asText(first);
    switch (name) {
      case 'prop': case 'get': return Object.hasOwn(target, key) ? target[key] ?? null : null;
      case 'hasProp': case 'containsKey': return Object.hasOwn(target, key);
      case 'size': return BigInt(Object.keys(target).length);
    }
  }
  if (['stringValue', 'numberValue', 'boolValue', 'value'].includes(name)) return target;
  return name === 'toString' ? asText(target) : undefined;
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  return isDateValue(value) ? new Date(value.epochMs).toISOString() : stringifyJson(value);
}

function asBoolean(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value.toLowerCase() === 'true';
  throw new JuelFailure(`Cannot coerce ${asText(value)} to class java.lang.Boolean`);
}

function asNumber(value: unknown): bigint | number {
  if (value === null || value === undefined || value === '') return 0n;
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value);
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  throw new JuelFailure(`Cannot coerce '${asText(value)}' to a number`);
}

function unary(operator: string, value: unknown): unknown {
  if (operator === '!') return !asBoolean(value);
  if (operator === 'empty') return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0) || (isPlainObject(value) && Object.keys(value).length === 0);
  const number = asNumber(value);
  return -number;
}

function compare(left: unknown, right: unknown): number {
  if (isDateValue(left) && isDateValue(right)) return left.epochMs - right.epochMs;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  const [a, b] = [asNumber(left), asNumber(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function isEqual(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (left === null || right === null || left === undefined || right === undefined) return false;
  if (typeof left === 'boolean' || typeof right === 'boolean') return asBoolean(left) === asBoolean(right);
  if (typeof left === 'object' || typeof right === 'object') return stringifyJson(left) === stringifyJson(right);
  return compare(left, right) === 0;
}

function binary(operator: string, left: unknown, right: unknown): unknown {
  if (operator === '==') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  if (['<', '>', '<=', '>='].includes(operator)) {
    if (left === null || right === null || left === undefined || right === undefined) return false;
    const order = compare(left, right);
    return operator === '<' ? order < 0 : operator === '>' ? order > 0 : operator === '<=' ? order <= 0 : order >= 0;
  }
  const [a, b] = [asNumber(left), asNumber(right)];
  const bothWhole = typeof a === 'bigint' && typeof b === 'bigint';
  if (operator === '%' && bothWhole && b === 0n) throw new JuelFailure('/ by zero');
  switch (operator) {
    case '+': return bothWhole ? a + b : Number(a) + Number(b);
    case '-': return bothWhole ? a - b : Number(a) - Number(b);
    case '*': return bothWhole ? a * b : Number(a) * Number(b);
    case '/': return Number(a) / Number(b);
    default: return bothWhole ? a % b : Number(a) % Number(b);
  }
}
