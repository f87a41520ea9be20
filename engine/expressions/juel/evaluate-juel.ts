import type { VariableValue } from '../../graph/variable-value.ts';
import { BoundedCache } from '../bounded-cache.ts';
import type { ExpressionScope } from '../expression-port.ts';
import { dateValue, fromJson, isDateValue } from '../values.ts';
import { executionCall, executionProperty } from './execution-methods.ts';
import { taskCall, taskProperty } from './task-methods.ts';
import { readJson } from './json-methods.ts';
import { dateProperty, methodOf } from './juel-methods.ts';
import { arithmetic, asBoolean, comparison, isEmpty, isEqual, negate } from './juel-operators.ts';
import {
  asText,
  classOf,
  EXECUTION,
  fromVariable,
  HostObject,
  isJuelList,
  isJuelMap,
  JuelFailure,
  type JuelValue,
  MovableDate,
  TASK,
  toVariable,
  XmlNode,
} from './juel-value.ts';
import { readXml } from './xml-node.ts';
import { type JuelNode, parseJuel } from './parse-juel.ts';

const MAX_STEPS = 1_000_000;
const MAX_TEXT_CHARACTERS = 1_000_000;

const compiled = new BoundedCache<string, readonly (string | JuelNode)[]>();

export function compileJuel(text: string): readonly (string | JuelNode)[] {
  return compiled.get(text, () => parseJuel(text));
}

export interface JuelResult {
  readonly value: VariableValue;
  readonly items?: readonly VariableValue[];
}

/**
 * A closed interpreter: names are variables, `execution` and a few functions; methods come from written lists, nothing
 * is reflected, so no expression reaches the host.
 */
export function evaluateJuel(text: string, scope: ExpressionScope): JuelResult {
  const parts = compileJuel(text);
  const [first] = parts;
  const run = new JuelRun(scope, text);
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') {
    // A variable that is only handed on keeps its type and every digit.
    const passed = passedOn(first);
    if (first.kind === 'name' || (passed !== null && scope.execution)) {
      const found = run.variable(passed ?? '');
      if (found) return { value: found };
    }
    return run.attempt(() => {
      const value = run.value(first);
      return isJuelList(value)
        ? { value: toVariable(value), items: value.map(toVariable) }
        : { value: toVariable(value) };
    });
  }
  const texts = parts.map((part) => (typeof part === 'string' ? part : run.attempt(() => asText(run.value(part)))));
  return { value: { type: 'String', text: run.limited(texts.join('')) } };
}

/** `x` and `execution.getVariable('x')` hand a variable on. */
function passedOn(node: JuelNode): string | null {
  if (node.kind === 'name') return node.name;
  if (
    node.kind !== 'call' ||
    node.name !== 'getVariable' ||
    node.target?.kind !== 'name' ||
    node.target.name !== 'execution'
  )
    return null;
  const [name] = node.args;
  return name?.kind === 'value' && typeof name.value === 'string' ? name.value : null;
}

/** A failure whose message stands as it is. */
class NamedFailure extends JuelFailure {}

class JuelRun {
  readonly scope: ExpressionScope;
  private readonly text: string;
  private steps = 0;
  constructor(scope: ExpressionScope, text: string) {
    this.scope = scope;
    this.text = text;
  }

  /** As Camunda 7 begins the sentence; what a method itself throws stands alone. */
  attempt<Result>(compute: () => Result): Result {
    try {
      return compute();
    } catch (error) {
      if (error instanceof NamedFailure || !(error instanceof JuelFailure)) throw error;
      if (/^[a-z]+(?:\.\w+)+(?:Exception|Error): /.test(error.message)) throw error;
      throw new NamedFailure(`Error while evaluating expression: ${this.text}. Cause: ${error.message}`);
    }
  }

  /** What this expression has set already, or what the scope has. */
  variable(name: string): VariableValue | undefined {
    const written = this.scope.execution?.writes.findLast((write) => write.name === name);
    return written ? (written.value ?? undefined) : this.scope.lookup(name);
  }

  /** Of exactly the execution's own scope. */
  local(name: string): VariableValue | undefined {
    const { execution } = this.scope;
    const written = execution?.writes.findLast((write) => write.local && write.name === name);
    return written ? (written.value ?? undefined) : execution?.local(name);
  }

  limited(text: string): string {
    if (text.length > MAX_TEXT_CHARACTERS)
      throw new NamedFailure(
        `Error while evaluating expression: the text is longer than ${MAX_TEXT_CHARACTERS} characters`,
      );
    return text;
  }

  value(node: JuelNode): JuelValue {
    if (++this.steps > MAX_STEPS) throw new JuelFailure(`The expression takes more than ${MAX_STEPS} steps`);
    switch (node.kind) {
      case 'value':
        return node.value;
      case 'name':
        return this.resolve(node.name);
      case 'choice':
        return asBoolean(this.value(node.test)) ? this.value(node.yes) : this.value(node.no);
      case 'member':
        return this.member(this.value(node.target), node.key);
      case 'unary':
        return this.unary(node.operator, this.value(node.operand));
      case 'binary':
        return this.chain(node);
      case 'call':
        return this.call(node);
    }
  }

  /** Goes down the left side in a loop, so that a long chain needs no deep stack. */
  private chain(node: Extract<JuelNode, { kind: 'binary' }>): JuelValue {
    const chain = [node];
    let first = node.left;
    for (; first.kind === 'binary'; first = first.left) chain.push(first);
    let value = this.value(first);
    for (let at = chain.pop(); at; at = chain.pop()) {
      this.steps++;
      value = this.binary(at.operator, value, at.right);
    }
    return value;
  }

  private binary(operator: string, left: JuelValue, rightNode: JuelNode): JuelValue {
    if (operator === '&&') return asBoolean(left) && asBoolean(this.value(rightNode));
    if (operator === '||') return asBoolean(left) || asBoolean(this.value(rightNode));
    const right = this.value(rightNode);
    switch (operator) {
      case '==':
        return isEqual(left, right);
      case '!=':
        return !isEqual(left, right);
      case '<':
      case '>':
      case '<=':
      case '>=':
        return comparison(operator, left, right);
      default:
        return arithmetic(operator, left, right);
    }
  }

  private unary(operator: string, value: JuelValue): JuelValue {
    return operator === '!' ? !asBoolean(value) : operator === 'empty' ? isEmpty(value) : negate(value);
  }

  private resolve(name: string): JuelValue {
    const variable = this.variable(name);
    if (variable) return fromVariable(variable);
    const { work } = this.scope;
    if (name === 'execution' && this.scope.execution) return EXECUTION;
    if (name === 'task' && this.scope.execution?.task) return TASK;
    if (work && name === 'externalTask')
      return new Map(Object.entries(work).map(([key, fact]) => [key, fromVariable(fromJson(fact))]));
    if (work && Object.hasOwn(work, name))
      return fromVariable(fromJson(Object.entries(work).find(([key]) => key === name)?.[1]));
    if (this.scope.beans?.has(name)) return new HostObject(name, name);
    throw this.unknownProperty(`Cannot resolve identifier '${name}'`);
  }

  private unknownProperty(why: string): NamedFailure {
    return new NamedFailure(`Unknown property used in expression: ${this.text}. Cause: ${why}`);
  }

  private member(target: JuelValue, keyNode: JuelNode): JuelValue {
    if (target === null) return null;
    const key = this.value(keyNode);
    if (key === null) return null;
    if (isJuelList(target)) {
      if (typeof key === 'string' && !/^-?\d+$/.test(key)) throw new JuelFailure(`For input string: "${key}"`);
      return target[Number(asText(key))] ?? null;
    }
    const name = asText(key);
    if (isJuelMap(target)) return target.get(name) ?? null;
    const property =
      target instanceof HostObject
        ? this.hostProperty(target, name)
        : isDateValue(target)
          ? dateProperty(target.epochMs, name)
          : undefined;
    if (property === undefined)
      throw this.unknownProperty(`The class '${classOf(target)}' does not have the property '${name}'.`);
    return property;
  }

  private hostProperty(target: HostObject, name: string): JuelValue | undefined {
    if (target === EXECUTION) return executionProperty(this, name);
    return target === TASK ? taskProperty(this.scope.execution?.task, name) : this.hostCall(target, name, []);
  }

  private hostCall(receiver: HostObject, name: string, args: readonly JuelValue[]): JuelValue | undefined {
    if (receiver === EXECUTION) return executionCall(this, name, args);
    if (receiver === TASK) return taskCall(this, name, args);
    const { beans } = this.scope;
    return receiver.bean === null || !beans
      ? undefined
      : fromVariable(
          beans.call(
            receiver.bean,
            name,
            args.map((arg) => (arg instanceof HostObject ? { type: 'Null', text: null } : toVariable(arg))),
          ),
        );
  }

  private call({ target, name, args, base }: Extract<JuelNode, { kind: 'call' }>): JuelValue {
    if (!target)
      return this.function(
        name,
        args.map((arg) => this.value(arg)),
      );
    const receiver = this.value(target);
    if (receiver === null) throw this.unknownProperty(`Target unreachable, base expression '${base}' resolved to null`);
    const values = args.map((arg) => this.value(arg));
    const result =
      receiver instanceof HostObject ? this.hostCall(receiver, name, values) : methodOf(receiver, name, values);
    if (result === undefined) {
      throw new NamedFailure(
        `Unknown method used in expression: ${this.text}. Cause: Method not found: class ${classOf(receiver)}.${name}(${values.map(classOf).join(', ')})`,
      );
    }
    return typeof result === 'string' ? this.limited(result) : result;
  }

  private function(name: string, [first = null]: readonly JuelValue[]): JuelValue {
    switch (name) {
      case 'now':
        return dateValue(this.scope.now);
      case 'dateTime':
        return new MovableDate(this.scope.now);
      case 'JSON':
        return readJson(first);
      case 'XML':
        return first instanceof XmlNode ? first : readXml(asText(first));
      case 'S':
        return first instanceof XmlNode || (typeof first === 'string' && first.trimStart().startsWith('<'))
          ? this.function('XML', [first])
          : readJson(first);
      // `currentUser()`: expressions run for the engine, not for whoever asked for it.
      default:
        return null;
    }
  }
}
