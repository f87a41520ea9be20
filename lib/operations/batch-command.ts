import type { Command } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import type { BatchAction } from './contract.ts';
import { mappingInstruction } from './migration-checks.ts';
import { instructionOf } from './modification-steps.ts';
import type { OperationContext } from './operation.ts';
import { typedValue, typedValues } from './typed-value.ts';

type Context = Pick<OperationContext, 'database' | 'engine'>;
type Commanded = Exclude<BatchAction, { kind: 'delete' | 'deleteDecisions' | 'restart' | 'unlockWork' }>;
type ByKind = { readonly [Kind in Commanded['kind']]: Extract<Commanded, { readonly kind: Kind }> };
/** The command; a text: why there can be none. */
type Made = Command | string;

const COMMANDS: {
  readonly [Kind in keyof ByKind]: (what: ByKind[Kind], target: string, context: Context) => Made | Promise<Made>;
} = {
  retry: ({ retries }, incidentKey, context) => retryOf(context, incidentKey, retries),
  resolve: (_, incidentKey) => ({ type: 'resolveIncident', incidentKey }),
  suspend: (_, instanceKey) => suspensionOf(instanceKey, true),
  resume: (_, instanceKey) => suspensionOf(instanceKey, false),
  cancel: (what, instanceKey) => ({
    type: 'cancelInstance',
    instanceKey,
    reason: null,
    onlyRoot: false,
    ...skipsOf(what),
  }),
  setVariable: ({ name, type, text }, scopeKey) => {
    const typed = typedValue(type, text);
    return typed.isValid
      ? { type: 'setVariables', scopeKey, variables: { [name]: typed.value }, removals: [], local: false }
      : typed.problem;
  },
  removeVariable: ({ name }, scopeKey) => ({
    type: 'setVariables',
    scopeKey,
    variables: {},
    removals: [name],
    local: false,
  }),
  modify: (what, instanceKey) => ({
    type: 'modifyInstance',
    instanceKey,
    instructions: what.steps.map(instructionOf),
    reason: null,
    ...skipsOf(what),
  }),
  migrate: (what, instanceKey) => ({
    type: 'migrateInstance',
    instanceKey,
    plan: {
      sourceDefinitionKey: what.sourceDefinitionKey,
      targetDefinitionKey: what.targetDefinitionKey,
      instructions: what.mapping.map(mappingInstruction),
      variables: typedValues(what.variables ?? []).values,
    },
    ...skipsOf(what),
  }),
  setRetries: ({ retries }, jobKey) => ({ type: 'setJobRetries', jobKey, retries }),
  setDueDate: ({ dueAt }, jobKey) => ({ type: 'setJobDueDate', jobKey, dueAt: Date.parse(dueAt) }),
  setPriority: ({ priority }, jobKey) => ({ type: 'setJobPriority', jobKey, priority }),
  execute: (_, jobKey) => ({ type: 'executeJob', jobKey }),
  suspendJobs: (_, jobKey) => ({ type: 'setJobSuspension', jobKey, isSuspended: true }),
  resumeJobs: (_, jobKey) => ({ type: 'setJobSuspension', jobKey, isSuspended: false }),
  completeWork: ({ variables = [] }, jobKey) => ({
    type: 'completeJob',
    jobKey,
    variables: typedValues(variables).values,
  }),
  failWork: ({ message }, jobKey) => ({
    type: 'failJob',
    jobKey,
    retries: 0,
    retryAfterMs: 0,
    errorMessage: message,
    errorDetails: null,
  }),
  throwError: ({ code, message = null }, jobKey) => ({
    type: 'throwJobError',
    jobKey,
    errorCode: code,
    errorMessage: message,
    variables: {},
  }),
  assignTasks: ({ assignee }, taskKey) => ({ type: 'assignUserTask', taskKey, userId: assignee }),
  completeTasks: ({ variables = [] }, taskKey) => ({
    type: 'completeUserTask',
    taskKey,
    variables: typedValues(variables).values,
  }),
  setTaskDates: ({ dueAt, followUpAt }, taskKey) => ({
    type: 'updateUserTask',
    taskKey,
    changes: { dueAt: instantOf(dueAt), followUpAt: instantOf(followUpAt) },
  }),
  setTaskPriority: ({ priority }, taskKey) => ({ type: 'updateUserTask', taskKey, changes: { priority } }),
  setTaskCandidates: ({ users, groups }, taskKey) => ({
    type: 'updateUserTask',
    taskKey,
    changes: { candidateUsers: users, candidateGroups: groups },
  }),
  correlate: ({ name, variables = [] }, instanceKey, context) => correlationOf(context, instanceKey, name, variables),
};

/** The command of one item of a batch; a text: why there can be none. */
export function batchCommand(context: Context, what: Commanded, target: string): Made | Promise<Made> {
  return made(what.kind, what, target, context);
}

/** Kind and action belong together, which a union alone does not say. */
function made<Kind extends keyof ByKind>(
  kind: Kind,
  what: ByKind[Kind],
  target: string,
  context: Context,
): Made | Promise<Made> {
  return COMMANDS[kind](what, target, context);
}

function skipsOf({ skipsListeners, skipsMappings }: ByKind['cancel' | 'modify' | 'migrate']) {
  return { skipsListeners: skipsListeners === true, skipsMappings: skipsMappings === true };
}

function suspensionOf(instanceKey: string, isSuspended: boolean): Command {
  return { type: 'setInstanceSuspension', instanceKey, isSuspended, includesCalled: true };
}

function instantOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/** Attempts for the job behind an incident; what has no job is resolved. */
async function retryOf({ database }: Context, incidentKey: string, retries: number): Promise<Command> {
  const [row] = await database.$queryRaw<{ jobKey: string | null }[]>(
    Prisma.sql`select n.job_key::text as "jobKey" from incident n where n.key = ${incidentKey}::bigint`,
  );
  return row?.jobKey == null
    ? { type: 'resolveIncident', incidentKey }
    : { type: 'setJobRetries', jobKey: row.jobKey, retries };
}

async function correlationOf(
  { database }: Context,
  instanceKey: string,
  name: string,
  variables: Extract<BatchAction, { kind: 'correlate' }>['variables'] & object,
): Promise<Command | string> {
  const [row] = await database.$queryRaw<{ key: string }[]>(Prisma.sql`
    select s.key::text as key from subscription s where s.instance_key = ${instanceKey}::bigint and s.kind = 'message'
      and s.name = ${name} and s.closed_at is null order by s.key limit 1`);
  return row === undefined
    ? `nothing in it waits for ${name}`
    : { type: 'correlateMessage', subscriptionKey: row.key, variables: typedValues(variables).values };
}
