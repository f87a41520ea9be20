import type { ExecutionFacts, ExpressionScope, VariableWrite } from '../expression-port.ts';
import { callMethod, type MethodTable, methodTable } from './java-overloads.ts';
import { asText, EXECUTION, JavaList, JavaMap, type JuelValue, PROCESS_INSTANCE } from './juel-value.ts';
import { inHashOrder, toVariable } from './juel-variable.ts';

/** What `execution` and `task` ask of an evaluation. */
export interface Run {
  readonly scope: ExpressionScope;
  /** The value of a variable, the same object each time; undefined: there is none. */
  seen(name: string): JuelValue | undefined;
  /** Of exactly the execution's own scope. */
  own(name: string): JuelValue | undefined;
  /** What the expression has set since, instead of what was read before. */
  forget(name: string): void;
}

/** A property of `execution`; undefined: it has no such one. */
export function executionProperty(run: Run, name: string): JuelValue | undefined {
  const facts = run.scope.execution;
  if (!facts) return undefined;
  switch (name) {
    case 'currentActivityId':
    case 'activityId':
      return facts.elementId;
    case 'currentActivityName':
      return facts.elementName;
    case 'currentTransitionId':
      return facts.flowId;
    case 'eventName':
      return facts.eventName;
    case 'id':
      return facts.elementInstanceKey ?? facts.instanceKey;
    case 'parentId':
      return facts.outerKey;
    case 'parentActivityInstanceId':
      return facts.parentActivityInstanceId;
    case 'activityInstanceId':
      return facts.activityInstanceId;
    case 'ended':
      return facts.isEnded ?? false;
    case 'canceled':
    case 'suspended':
      return false;
    case 'variableScopeKey':
      return 'execution';
    case 'processInstance':
      return PROCESS_INSTANCE;
    default:
      return variablesProperty(run, facts, name) ?? instanceProperty(facts, name);
  }
}

function instanceProperty(facts: ExecutionFacts, name: string): JuelValue | undefined {
  switch (name) {
    case 'processInstanceId':
      return facts.instanceKey;
    case 'processBusinessKey':
    case 'businessKey':
      return facts.businessKey;
    case 'processDefinitionId':
      return facts.definitionId;
    case 'processDefinitionKey':
      return facts.definitionId.split(':').slice(0, -2).join(':');
    case 'tenantId':
      return facts.tenantId;
    default:
      return undefined;
  }
}

function variablesProperty(run: Run, facts: ExecutionFacts, name: string): JuelValue | undefined {
  switch (name) {
    case 'variableNames':
      return nameSet(run.scope.names());
    case 'variableNamesLocal':
      return nameSet(facts.localNames());
    case 'variables':
      return valueMap(run.scope.names(), (key) => run.seen(key));
    case 'variablesLocal':
      return valueMap(facts.localNames(), (key) => run.own(key));
    default:
      return undefined;
  }
}

const nameSet = (names: Iterable<string>): JavaList =>
  new JavaList(
    inHashOrder([...names].map((name) => [name, null] as const)).map(([name]) => name),
    'java.util.HashSet',
  );

const valueMap = (names: Iterable<string>, read: (name: string) => JuelValue | undefined): JavaMap =>
  new JavaMap(
    new Map(inHashOrder([...names].map((name) => [name, read(name) ?? null] as const))),
    'org.camunda.bpm.engine.variable.impl.VariableMapImpl',
  );

/** What `execution.processInstance` answers. */
export function processInstanceProperty(run: Run, name: string): JuelValue | undefined {
  const facts = run.scope.execution;
  return facts && (name === 'id' ? facts.instanceKey : instanceProperty(facts, name));
}

const text = (value: JuelValue | undefined): string => asText(value ?? null);

/** What `execution` and `task` both do with variables. */
export function variableMethods(ofTask: boolean): MethodTable<Run> {
  const write = (run: Run, given: Omit<VariableWrite, 'ofTask'>): null => {
    run.scope.execution?.writes.push({ ...given, ...(ofTask && { ofTask }) });
    run.forget(given.name);
    return null;
  };
  const set =
    (local: boolean) =>
    (run: Run, [name, value]: readonly JuelValue[]) =>
      write(run, { name: text(name), value: toVariable(value ?? null), local });
  const remove =
    (local: boolean) =>
    (run: Run, [name]: readonly JuelValue[]) =>
      write(run, { name: text(name), value: null, local });
  return methodTable<Run>({
    'getVariable(String)': (run, [name]) => run.seen(text(name)) ?? null,
    'getVariable(String, boolean)': (run, [name]) => run.seen(text(name)) ?? null,
    'getVariableLocal(String)': (run, [name]) => run.own(text(name)) ?? null,
    'getVariableLocal(String, boolean)': (run, [name]) => run.own(text(name)) ?? null,
    'hasVariable(String)': (run, [name]) => run.seen(text(name)) !== undefined,
    'hasVariableLocal(String)': (run, [name]) => run.own(text(name)) !== undefined,
    'hasVariables()': ({ scope }) => [...scope.names()].length > 0,
    'hasVariablesLocal()': ({ scope }) => [...(scope.execution?.localNames() ?? [])].length > 0,
    'setVariable(String, Object)': set(false),
    'setVariableLocal(String, Object)': set(true),
    'removeVariable(String)': remove(false),
    'removeVariableLocal(String)': remove(true),
  });
}

/** `getName()` and `isName()` ask for the property `name`. */
export function getter(
  name: string,
  args: readonly JuelValue[],
  property: (name: string) => JuelValue | undefined,
): JuelValue | undefined {
  const [, asked] = /^(?:get|is)([A-Z]\w*)$/.exec(name) ?? [];
  if (asked === undefined || args.length > 0) return undefined;
  const value = property(asked.charAt(0).toLowerCase() + asked.slice(1));
  return name.startsWith('is') === (typeof value === 'boolean') ? value : undefined;
}

const VARIABLE_METHODS = variableMethods(false);

/** Throws MethodFailure where `execution` has no such method. */
export function executionCall(run: Run, name: string, args: readonly JuelValue[]): JuelValue {
  const value = getter(name, args, (property) => executionProperty(run, property));
  return value === undefined
    ? callMethod(VARIABLE_METHODS, run, { className: EXECUTION.className, name, args })
    : value;
}
