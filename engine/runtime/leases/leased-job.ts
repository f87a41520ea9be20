import type { Definition } from '../../core/decision.ts';
import { openTransition } from '../../core/moves/user-tasks.ts';
import type { Instant, Job, Key, TreeState } from '../../core/state.ts';
import type { LeasedJob, LeaseRequest } from '../../engine.ts';
import type { VariableValue } from '../../graph/variable-value.ts';

export interface Grant {
  readonly job: Job;
  readonly worker: string;
  readonly until: Instant;
  readonly errorDetails: string | null;
}

/** A job as its worker gets it, with what it may see of the variables. null: it has ended meanwhile. */
export function leasedJob(
  state: TreeState,
  { job, worker, until, errorDetails }: Grant,
  definition: Definition,
  request: LeaseRequest,
): LeasedJob | null {
  const instance = state.instances.get(job.instanceKey);
  if (!instance || job.elementInstanceKey === null || job.type === null) return null;
  const wanted = request.types.find(({ type }) => type === job.type);
  const element = definition.graph.elements.get(job.elementId);
  return {
    key: job.key,
    type: job.type,
    worker,
    until,
    instanceKey: job.instanceKey,
    elementInstanceKey: job.elementInstanceKey,
    elementId: job.elementId,
    definitionKey: definition.key,
    processId: definition.graph.processId,
    definitionVersion: definition.version,
    versionTag: definition.graph.versionTag ?? null,
    retries: job.retries,
    priority: job.priority,
    headers: job.headers,
    properties: element?.properties ?? {},
    businessKey: instance.businessKey,
    tenantId: instance.tenantId,
    createdAt: job.createdAt,
    errorMessage: job.errorMessage,
    errorDetails,
    isSuspended: instance.isSuspended,
    position: job.position,
    variables: {
      ...visibleVariables(
        state,
        job.elementInstanceKey,
        wanted?.variables ?? null,
        wanted?.localVariablesOnly ?? false,
      ),
      ...broughtVariables(state, job, wanted?.variables ?? null),
    },
  };
}

/** What a client brings for a task is seen by the task's listeners before anybody else. */
function broughtVariables(
  state: TreeState,
  { elementInstanceKey, position }: Job,
  names: readonly string[] | null,
): Readonly<Record<string, VariableValue>> {
  if (position !== 'completingListener' && position !== 'updatingListener') return {};
  const keys = [...(state.attachedTo.get(elementInstanceKey ?? '') ?? [])];
  const brought = keys.flatMap((key) => {
    const task = state.userTasks.get(key);
    return Object.entries((task && openTransition(task)?.variables) ?? {});
  });
  return Object.fromEntries(names === null ? brought : brought.filter(([name]) => names.includes(name)));
}

/** Variables seen from a scope; inner ones hide outer ones. `names` null: all of them. */
export function visibleVariables(
  state: TreeState,
  scopeKey: Key,
  names: readonly string[] | null,
  localOnly = false,
): Record<string, VariableValue> {
  const found: Record<string, VariableValue> = Object.create(null);
  if (names?.length === 0) return found;
  const wanted = names && new Set(names);
  for (
    let scope: Key | undefined = scopeKey;
    scope !== undefined;
    scope = localOnly ? undefined : outerScope(state, scope)
  ) {
    for (const [name, variable] of state.variablesByScope.get(scope) ?? []) {
      if (!(name in found) && (!wanted || wanted.has(name))) found[name] = variable.value;
    }
  }
  return found;
}

/** A user task is a scope inside its element instance. */
const outerScope = (state: TreeState, scope: Key): Key | undefined =>
  state.elements.get(scope)?.scopeKey ?? state.userTasks.get(scope)?.elementInstanceKey ?? undefined;
