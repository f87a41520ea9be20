import { RUNTIME_EXCEPTION } from '../../core/java-exceptions.ts';
import type { DelegateRoute, MemberCall, OutsideAnswer } from '../../core/outside-call.ts';
import {
  BpmnError,
  type DelegateExecution,
  type DelegateFunction,
  type Delegates,
  type DelegateTask,
  type DelegateTopics,
} from '../../delegate.ts';
import type { TaskAttributes, VariableWrite } from '../../expressions/expression-port.ts';
import { dateValue, fromJson, isDateValue, toJs } from '../../expressions/values.ts';
import type { VariableValue } from '../../graph/variable-value.ts';

/** A delegate has this long; the step that calls it waits, and nothing else does. */
const DELEGATE_DEADLINE_MS = 10_000;
/** Methods of Java's interfaces: which one of an object stands for it when the model names only the object. */
const MAIN_MEMBERS = ['execute', 'notify', 'validate'] as const;

/** What the host registered, called by name. */
export class DelegateRegistry {
  private readonly delegates: Delegates;
  private readonly topics: DelegateTopics;
  private readonly deadlineMs: number;

  constructor(delegates: Delegates = {}, topics: DelegateTopics = () => null, deadlineMs = DELEGATE_DEADLINE_MS) {
    this.delegates = delegates;
    this.topics = topics;
    this.deadlineMs = deadlineMs;
  }

  route(name: string): DelegateRoute | undefined {
    if (Object.hasOwn(this.delegates, name)) return { kind: 'function' };
    const topic = this.topics(name);
    return topic === null ? undefined : { kind: 'topic', topic };
  }

  async call(call: MemberCall): Promise<OutsideAnswer> {
    const member = this.memberOf(call);
    if (typeof member === 'string') return { kind: 'failed', message: member };
    const writes: VariableWrite[] = [];
    const taskChanges: Partial<TaskAttributes>[] = [];
    try {
      const result = await this.withinDeadline(call.name, async () =>
        member(executionOf(call, writes, taskChanges), ...call.args.map(fromEngine)),
      );
      return { kind: 'done', value: toEngine(result), writes, taskChanges };
    } catch (error) {
      if (isBpmnError(error))
        return {
          kind: 'error',
          code: error.code,
          message: error.message === '' ? null : error.message,
          writes,
          taskChanges,
        };
      const message = error instanceof Error ? error.message : String(error);
      if (error instanceof TooLate) return { kind: 'failed', message };
      return { kind: 'failed', message, thrown: { javaClass: javaClassOf(error), writes, taskChanges } };
    }
  }

  private memberOf({ name, member }: MemberCall): DelegateFunction | string {
    const delegate = Object.hasOwn(this.delegates, name) ? this.delegates[name] : undefined;
    if (!delegate) return `Nothing is registered under the name '${name}'`;
    if (typeof delegate === 'function')
      return member === null || (MAIN_MEMBERS as readonly string[]).includes(member)
        ? delegate
        : `'${name}' is registered as one function and has no '${member}'`;
    const names = member === null ? MAIN_MEMBERS : [member, `get${member.charAt(0).toUpperCase()}${member.slice(1)}`];
    const found = names.find((one) => Object.hasOwn(delegate, one) && typeof delegate[one] === 'function');
    return (
      (found === undefined ? undefined : delegate[found]) ??
      `What is registered under '${name}' has no '${member ?? MAIN_MEMBERS.join("' or '")}'`
    );
  }

  private async withinDeadline<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(new TooLate(`The delegate '${name}' takes longer than ${this.deadlineMs} ms`));
      }, this.deadlineMs);
    });
    try {
      return await Promise.race([run(), late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

class TooLate extends Error {}

/** An error may have the name of a class of Java, by which an error event of the model catches it. */
const javaClassOf = (error: unknown): string =>
  error instanceof Error && /^[a-z]\w*(?:\.\w+)+$/.test(error.name) ? error.name : RUNTIME_EXCEPTION;

/** By its name too: a module of the operator's need not import the class. */
function isBpmnError(error: unknown): error is BpmnError {
  return (
    error instanceof BpmnError ||
    (error instanceof Error && error.name === 'BpmnError' && 'code' in error && typeof error.code === 'string')
  );
}

function executionOf(
  call: MemberCall,
  writes: VariableWrite[],
  taskChanges: Partial<TaskAttributes>[],
): DelegateExecution {
  const { execution, variables } = call;
  const now = new Map<string, VariableValue>(Object.entries(variables));
  const write = (name: string, value: VariableValue | null, local: boolean): void => {
    writes.push({ name, value, local, ...(call.task && { ofTask: true }) });
    if (value === null) now.delete(name);
    else now.set(name, value);
  };
  const read = (name: string): unknown => {
    const found = now.get(name);
    return found ? fromEngine(found) : null;
  };
  return {
    instanceId: execution.instanceKey,
    businessKey: execution.businessKey,
    tenantId: execution.tenantId,
    definitionId: execution.definitionId,
    activityId: execution.elementId,
    activityName: execution.elementName,
    activityInstanceId: execution.elementInstanceKey,
    eventName: execution.eventName,
    fields: Object.fromEntries(Object.entries(call.fields).map(([name, value]) => [name, fromEngine(value)])),
    task: taskOf(call, taskChanges),
    getVariable: read,
    hasVariable: (name) => now.has(name),
    variables: () => Object.fromEntries([...now.keys()].map((name) => [name, read(name)])),
    setVariable: (name, value) => {
      write(name, toEngine(value), false);
    },
    setVariableLocal: (name, value) => {
      write(name, toEngine(value), true);
    },
    removeVariable: (name) => {
      write(name, null, false);
    },
  };
}

function taskOf({ task }: MemberCall, changes: Partial<TaskAttributes>[]): DelegateTask | null {
  return (
    task && {
      ...task.now,
      id: task.key,
      eventName: task.eventName,
      deleteReason: task.deleteReason,
      change: (changed) => {
        changes.push(changed);
      },
    }
  );
}

const fromEngine = (value: VariableValue): unknown =>
  value.type === 'Date' && value.text !== null ? new Date(value.text) : toJs(value);

function toEngine(value: unknown): VariableValue {
  if (value instanceof Date) return fromJson(dateValue(value.getTime()));
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`A ${typeof value} is no value of a variable`);
  return isDateValue(value) || typeof value !== 'object'
    ? fromJson(value)
    : fromJson(JSON.parse(JSON.stringify(value)));
}
