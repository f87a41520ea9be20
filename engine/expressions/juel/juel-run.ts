import type { VariableValue } from '../../graph/variable-value.ts';
import type { ExpressionScope, ExternalTaskFacts } from '../expression-port.ts';
import { MAX_EVALUATION_MS, ProcessorTime } from '../processor-time.ts';
import { dateValue } from '../values.ts';
import { asBoolean } from './coercions.ts';
import { executionCall, executionProperty, getter, processInstanceProperty } from './execution-methods.ts';
import { externalTaskProperty } from './external-task-properties.ts';
import { MethodFailure } from './java-overloads.ts';
import { readJson } from './json-methods.ts';
import { callPlain, itemAt, plainProperty } from './juel-methods.ts';
import { arithmetic, comparison, isEmpty, isEqual, negate } from './juel-operators.ts';
import {
  asText,
  classOf,
  EXECUTION,
  EXTERNAL_TASK,
  HostObject,
  JavaList,
  JavaMap,
  JsonNode,
  JuelFailure,
  type JuelValue,
  MovableDate,
  PROCESS_INSTANCE,
  TASK,
} from './juel-value.ts';
import { XmlNode } from '../xml/xml-element.ts';
import { changedVariable } from './changed-variable.ts';
import { fromVariable, toVariable } from './juel-variable.ts';
import type { JuelNode } from './parse-juel.ts';
import { taskCall, taskProperty } from './task-methods.ts';
import { xmlOf } from './xml-node.ts';

const MAX_STEPS = 1_000_000;
/** Between two looks at the time: a method of a long text takes milliseconds. */
const STEPS_PER_LOOK = 8;
export const MAX_TEXT_CHARACTERS = 1_000_000;

const JUEL = 'org.camunda.bpm.impl.juel.jakarta.el';
/** What a method throws begins with the name of its class. */
const THROWN = /^([a-z]+(?:\.\w+)+(?:Exception|Error)): /;

/** A failure whose message stands as it is. */
class NamedFailure extends JuelFailure {}

interface SeenVariable {
  readonly value: JuelValue;
  readonly variable: VariableValue;
  readonly local: boolean;
}

/** One evaluation: what it reads stays the same object, and what it changes is written when it is done. */
export class JuelRun {
  readonly scope: ExpressionScope;
  private readonly text: string;
  private readonly read = new Map<string, SeenVariable>();
  private steps = 0;
  private readonly time = new ProcessorTime(MAX_EVALUATION_MS);
  private mayHaveChanged = false;

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
      if (error instanceof MethodFailure)
        throw new NamedFailure(
          `Unknown method used in expression: ${this.text}. Cause: ${error.message}`,
          `${JUEL}.MethodNotFoundException`,
        );
      const [, thrown] = THROWN.exec(error.message) ?? [];
      if (thrown !== undefined) throw new NamedFailure(error.message, thrown);
      throw new NamedFailure(
        `Error while evaluating expression: ${this.text}. Cause: ${error.message}`,
        error.javaClass === undefined ? `${JUEL}.ELException` : error.javaClass,
      );
    }
  }

  /** What this expression has set already, or what the scope has. */
  variable(name: string): VariableValue | undefined {
    const written = this.scope.execution?.writes.findLast((write) => write.name === name);
    return written ? (written.value ?? undefined) : this.scope.lookup(name);
  }

  /** Of exactly the execution's own scope. */
  private local(name: string): VariableValue | undefined {
    const { execution } = this.scope;
    const written = execution?.writes.findLast((write) => write.local && write.name === name);
    return written ? (written.value ?? undefined) : execution?.local(name);
  }

  seen(name: string): JuelValue | undefined {
    return this.once(name, false, () => this.variable(name));
  }

  own(name: string): JuelValue | undefined {
    return this.once(name, true, () => this.local(name));
  }

  private once(name: string, local: boolean, look: () => VariableValue | undefined): JuelValue | undefined {
    const key = local ? `${name}\u0000local` : name;
    const known = this.read.get(key);
    if (known) return known.value;
    const variable = look();
    if (!variable) return undefined;
    const value = this.opened(name, variable);
    this.read.set(key, { value, variable, local });
    return value;
  }

  /** A variable whose text is not of its format cannot be read, nor handed on. */
  opened(name: string, variable: VariableValue): JuelValue {
    try {
      return fromVariable(variable);
    } catch (error) {
      const [, thrown, sentence] =
        /^(org\.camunda\.spin\.[\w.]+): (.*)$/.exec(error instanceof JuelFailure ? error.message : '') ?? [];
      if (sentence === undefined) throw error;
      throw new JuelFailure(`Cannot deserialize object in variable '${name}': ${sentence}`, thrown);
    }
  }

  forget(name: string): void {
    this.read.delete(name);
    this.read.delete(`${name}\u0000local`);
  }

  /** Lists and maps that methods have changed are what their variables are now; Spin's nodes stay as they were kept. */
  keepChanges(): void {
    if (!this.mayHaveChanged) return;
    for (const [key, { value, variable, local }] of this.read) {
      if (!isChangeable(value)) continue;
      const after = changedVariable(value, variable);
      const [name = key] = key.split('\u0000');
      if (after !== null) this.scope.execution?.writes.push({ name, value: after, local });
    }
  }

  limited(text: string): string {
    if (text.length > MAX_TEXT_CHARACTERS)
      throw new NamedFailure(
        `Error while evaluating expression: the text is longer than ${MAX_TEXT_CHARACTERS} characters`,
        null,
      );
    return text;
  }

  value(node: JuelNode): JuelValue {
    if (++this.steps > MAX_STEPS) throw new JuelFailure(`The expression takes more than ${MAX_STEPS} steps`, null);
    if (this.steps % STEPS_PER_LOOK === 0 && this.time.isOver)
      throw new JuelFailure(`The expression takes more than ${MAX_EVALUATION_MS} ms`, null);
    switch (node.kind) {
      case 'value':
        return node.value;
      case 'name':
        return this.resolve(node.name);
      case 'nested':
        return this.value(node.node);
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
      case 'function':
        return this.function(
          node.name,
          node.args.map((arg) => this.value(arg)),
        );
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
    const own = this.ownName(name);
    if (own === EXTERNAL_TASK) this.externalTask();
    if (own !== undefined) return own;
    const value = this.seen(name);
    if (value !== undefined) return value;
    if (this.scope.beans?.has(name)) return new HostObject(name, name);
    throw this.unknownProperty(`Cannot resolve identifier '${name}'`);
  }

  /** Names that mean no variable, whatever variables are called; undefined: this one may. */
  ownName(name: string): JuelValue | undefined {
    if (!this.scope.execution) return undefined;
    switch (name) {
      case 'execution':
        return EXECUTION;
      case 'task':
        return this.scope.execution.task && TASK;
      case 'externalTask':
        return this.scope.externalTask?.() === undefined ? undefined : EXTERNAL_TASK;
      // As `currentUser()`: expressions run for the engine.
      case 'authenticatedUserId':
        return null;
      default:
        return undefined;
    }
  }

  private externalTask(): ExternalTaskFacts | undefined {
    const facts = this.scope.externalTask?.();
    if (facts === null) throw new JuelFailure('Could not resolve expression to single external task entity.');
    return facts;
  }

  private unknownProperty(why: string): NamedFailure {
    return new NamedFailure(
      `Unknown property used in expression: ${this.text}. Cause: ${why}`,
      `${JUEL}.PropertyNotFoundException`,
    );
  }

  private member(target: JuelValue, keyNode: JuelNode): JuelValue {
    if (target === null) return null;
    const key = this.value(keyNode);
    if (key === null) return null;
    if (target instanceof JavaList && target.isIndexed) return itemAt(target, key);
    if (target instanceof JavaMap) return typeof key === 'string' ? (target.entries.get(key) ?? null) : null;
    const name = asText(key);
    const property = target instanceof HostObject ? this.hostProperty(target, name) : plainProperty(target, name);
    if (property === undefined)
      throw this.unknownProperty(`The class '${classOf(target)}' does not have the property '${name}'.`);
    return property;
  }

  private hostProperty(target: HostObject, name: string): JuelValue | undefined {
    if (target === EXECUTION) return executionProperty(this, name);
    if (target === PROCESS_INSTANCE) return processInstanceProperty(this, name);
    if (target === EXTERNAL_TASK) return externalTaskProperty(this, this.externalTask(), name);
    return target === TASK ? taskProperty(this.scope.execution?.task, name) : this.beanCall(target, name, []);
  }

  private hostCall(receiver: HostObject, name: string, args: readonly JuelValue[]): JuelValue | undefined {
    if (receiver === EXECUTION) return executionCall(this, name, args);
    if (receiver === TASK) return taskCall(this, name, args);
    if (receiver === EXTERNAL_TASK)
      return getter(name, args, (property) => externalTaskProperty(this, this.externalTask(), property));
    return receiver === PROCESS_INSTANCE
      ? getter(name, args, (property) => processInstanceProperty(this, property))
      : this.beanCall(receiver, name, args);
  }

  private beanCall({ bean }: HostObject, name: string, args: readonly JuelValue[]): JuelValue | undefined {
    const { beans } = this.scope;
    if (bean === null || !beans) return undefined;
    const values = args.map((arg) =>
      arg instanceof HostObject ? ({ type: 'Null', text: null } as const) : toVariable(arg),
    );
    return fromVariable(beans.call(bean, name, values));
  }

  private call({ target, name: nameNode, args }: Extract<JuelNode, { kind: 'call' }>): JuelValue {
    const receiver = this.value(target);
    if (receiver === null)
      throw this.unknownProperty(`Target unreachable, base expression '${shownBase(target)}' resolved to null`);
    const key = this.value(nameNode);
    if (key === null) throw this.unknownProperty(`Could not find method null in ${classOf(receiver)}`);
    const name = asText(key);
    const values = args.map((arg) => this.value(arg));
    this.mayHaveChanged ||= isChangeable(receiver);
    const result =
      receiver instanceof HostObject ? this.hostCall(receiver, name, values) : callPlain(receiver, name, values);
    if (result === undefined)
      throw new MethodFailure(
        `Method not found: class ${classOf(receiver)}.${name}(${values.map(classOf).join(', ')})`,
      );
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
        return xmlOf(first);
      case 'S':
        return detected(first);
      // `currentUser()`: expressions run for the engine, not for whoever asked for it.
      default:
        return null;
    }
  }
}

const isChangeable = (value: JuelValue): boolean =>
  (value instanceof JavaList && !value.isArray) || value instanceof JavaMap;

/** `S(text)`: what begins as XML or as an object or list of JSON does; nodes stay what they are. */
function detected(value: JuelValue): JuelValue {
  if (value instanceof XmlNode || value instanceof JsonNode) return value;
  if (value === null) return readJson(null);
  if (typeof value !== 'string')
    throw new JuelFailure(
      `java.lang.IllegalArgumentException: SPIN-01001 Unsupported input of type '${classOf(value)}'`,
    );
  if (/^\s*</.test(value)) return xmlOf(value);
  if (/^\s*[{[]/.test(value)) return readJson(value);
  throw new JuelFailure('org.camunda.spin.spi.SpinDataFormatException: SPIN-01004 No matching data format detected');
}

/** How a failure shows what a method was called on. */
function shownBase(node: JuelNode): string {
  switch (node.kind) {
    case 'name':
    case 'function':
      return node.name;
    case 'call':
      return '<method>';
    case 'member':
      return node.isDotted && node.key.kind === 'value' ? `. ${asText(node.key.value)}` : '[...]';
    case 'nested':
      return '(...)';
    case 'value':
      return node.value === null ? 'null' : typeof node.value === 'string' ? `"${node.value}"` : asText(node.value);
    case 'choice':
      return '?';
    default:
      return `'${node.operator}'`;
  }
}
