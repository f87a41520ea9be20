import type { BatchOperation, Variables } from '@/engine/index.ts';
import type { ActionName } from '@/lib/auth/policy.ts';
import { counted } from './counted.ts';
import type { BatchAction } from './contract.ts';
import { mappingInstruction } from './migration-checks.ts';
import { instructionOf, sentenceOf, stepProblems } from './modification-steps.ts';
import { placesOf, restartRequest } from './restart-request.ts';
import { typedValue, typedValues } from './typed-value.ts';

/** What the items are: instances themselves, or what is found in them. */
export type ItemSort = 'instance' | 'incident' | 'work' | 'timer' | 'due' | 'job' | 'held' | 'task' | 'decision';
type Of<K extends BatchAction['kind']> = Extract<BatchAction, { kind: K }>;

interface ManyAction<K extends BatchAction['kind']> {
  /** The action by itself, whose permission and risk hold for each item. */
  readonly action: ActionName;
  readonly items: ItemSort;
  /** Instances have to run, or to have ended. */
  readonly needs: 'running' | 'ended' | 'any';
  /** Of the sentence: verb, then the count of instances. */
  readonly verb: string;
  /** The same before the count of what is chosen itself, where that can be. */
  readonly verbOf?: Readonly<Partial<Record<ChosenSort, string>>>;
  /** Cannot be taken back, whether it is done to few or many. */
  readonly isFinal?: true;
  details?(what: Of<K>): readonly string[];
  problems?(what: Of<K>): readonly string[];
  operation(what: Of<K>, reason: string | null): BatchOperation;
}

const valuesIn = ({ name, type, text }: Of<'setVariable'>): Variables => {
  const typed = typedValue(type, text);
  return typed.isValid ? { [name]: typed.value } : {};
};

/** Each action on many, once. A kind of the contract that is missing here does not compile. */
const ACTIONS_ON_MANY: { readonly [K in BatchAction['kind']]: ManyAction<K> } = {
  retry: {
    action: 'incident.retry',
    items: 'incident',
    needs: 'running',
    verb: 'Retry open incidents of',
    verbOf: { jobs: 'Retry', incidents: 'Retry' },
    details: ({ retries }) => [`Each gets ${counted(retries, 'attempt')}.`],
    operation: ({ retries }) => ({ kind: 'retryIncident', retries }),
  },
  resolve: {
    action: 'incident.retry',
    items: 'incident',
    needs: 'running',
    verb: 'Resolve open incidents of',
    verbOf: { incidents: 'Resolve' },
    details: () => ['What stopped goes on without new attempts; incidents of jobs end only with new attempts.'],
    operation: () => ({ kind: 'resolveIncident' }),
  },
  suspend: {
    action: 'instance.suspend',
    items: 'instance',
    needs: 'running',
    verb: 'Suspend',
    operation: () => ({ kind: 'suspendInstance', isSuspended: true, includesCalled: true }),
  },
  resume: {
    action: 'instance.resume',
    items: 'instance',
    needs: 'running',
    verb: 'Resume',
    operation: () => ({ kind: 'suspendInstance', isSuspended: false, includesCalled: true }),
  },
  cancel: {
    action: 'instance.cancel',
    items: 'instance',
    needs: 'running',
    verb: 'Cancel',
    isFinal: true,
    operation: ({ skipsListeners = false, skipsMappings = false }, reason) => ({
      kind: 'cancelInstance',
      reason,
      keepsCalled: false,
      skipsListeners,
      skipsMappings,
    }),
  },
  setVariable: {
    action: 'variable.set',
    items: 'instance',
    needs: 'running',
    verb: 'Set a variable of',
    details: ({ name, text }) => [`${name} becomes ${text ?? 'null'}.`],
    problems: ({ name, type, text }) => typedValues([{ name, type, text }]).problems,
    operation: (what) => ({ kind: 'setVariables', variables: valuesIn(what) }),
  },
  removeVariable: {
    action: 'variable.remove',
    items: 'instance',
    needs: 'running',
    verb: 'Delete a variable of',
    details: ({ name }) => [`${name} is no more.`],
    operation: ({ name }) => ({ kind: 'removeVariables', names: [name] }),
  },
  modify: {
    action: 'instance.modify',
    items: 'instance',
    needs: 'running',
    verb: 'Modify',
    details: ({ steps }) => steps.map(sentenceOf),
    problems: ({ steps }) => stepProblems(steps),
    operation: ({ steps, skipsListeners = false, skipsMappings = false }) => ({
      kind: 'modifyInstance',
      instructions: steps.map(instructionOf),
      skipsListeners,
      skipsMappings,
    }),
  },
  migrate: {
    action: 'instance.migrate',
    items: 'instance',
    needs: 'running',
    verb: 'Migrate',
    problems: ({ variables = [] }) => typedValues(variables).problems,
    details: ({ mapping, variables = [] }) => [
      `${counted(mapping.length, 'element', ['takes', 'take'])} over from theirs.`,
      ...(variables.length === 0 ? [] : [`Set with it: ${variables.map(({ name }) => name).join(', ')}.`]),
    ],
    operation: ({
      sourceDefinitionKey,
      targetDefinitionKey,
      mapping,
      variables = [],
      skipsListeners = false,
      skipsMappings = false,
    }) => ({
      kind: 'migrateInstance',
      plan: {
        sourceDefinitionKey,
        targetDefinitionKey,
        instructions: mapping.map(mappingInstruction),
        variables: typedValues(variables).values,
      },
      skipsListeners,
      skipsMappings,
    }),
  },
  restart: {
    action: 'instance.restart',
    items: 'instance',
    needs: 'ended',
    verb: 'Restart',
    problems: ({ changed = [] }) => typedValues(changed).problems,
    details: ({ definitionKey, starts, variables }) => [
      `Each begins anew ${placesOf(starts, definitionKey)}, with the variables of its ${variables === 'last' ? 'end' : 'start'}.`,
    ],
    operation: (what) => ({ ...restartRequest(what), kind: 'restartInstance' }),
  },
  delete: {
    action: 'instance.delete-history',
    items: 'instance',
    needs: 'ended',
    verb: 'Delete the history of',
    isFinal: true,
    details: () => ['What they called goes with them.'],
    operation: () => ({ kind: 'deleteHistory', includesCalled: true }),
  },
  deleteDecisions: {
    action: 'instance.delete-history',
    items: 'decision',
    needs: 'any',
    verb: 'Delete the evaluated decisions of',
    isFinal: true,
    operation: () => ({ kind: 'deleteDecisions' }),
  },
  setRetries: {
    action: 'job.set-retries',
    items: 'work',
    needs: 'running',
    verb: 'Set the retries of the work of',
    verbOf: { jobs: 'Set the retries of' },
    details: ({ retries }) => [`Each gets ${counted(retries, 'attempt')}.`],
    operation: ({ retries }) => ({ kind: 'setWorkRetries', retries }),
  },
  setDueDate: {
    action: 'job.set-due-date',
    items: 'timer',
    needs: 'running',
    verb: 'Set the due date of timers of',
    verbOf: { jobs: 'Set the due date of' },
    details: ({ dueAt }) => [`All fire at ${new Date(dueAt).toISOString()}.`],
    operation: ({ dueAt }) => ({ kind: 'setJobDueDate', dueAt: Date.parse(dueAt) }),
  },
  setPriority: {
    action: 'job.set-priority',
    items: 'job',
    needs: 'running',
    verb: 'Set the priority of jobs of',
    verbOf: { jobs: 'Set the priority of' },
    details: ({ priority }) => [`It becomes ${priority}.`],
    operation: ({ priority }) => ({ kind: 'setJobPriority', priority }),
  },
  execute: {
    action: 'job.execute',
    items: 'due',
    needs: 'running',
    verb: 'Execute timers and continuations of',
    verbOf: { jobs: 'Execute' },
    details: () => ['Each runs at once, whatever its due date.'],
    operation: () => ({ kind: 'executeJob' }),
  },
  suspendJobs: {
    action: 'job.suspend',
    items: 'job',
    needs: 'running',
    verb: 'Suspend the jobs of',
    verbOf: { jobs: 'Suspend' },
    details: () => ['Workers are not given them and none runs by itself; the instances go on elsewhere.'],
    operation: () => ({ kind: 'suspendJob', isSuspended: true }),
  },
  resumeJobs: {
    action: 'job.resume',
    items: 'job',
    needs: 'running',
    verb: 'Resume the jobs of',
    verbOf: { jobs: 'Resume' },
    details: () => ['What has become due meanwhile runs at once.'],
    operation: () => ({ kind: 'suspendJob', isSuspended: false }),
  },
  unlockWork: {
    action: 'job.unlock',
    items: 'held',
    needs: 'running',
    verb: 'Unlock the work of',
    verbOf: { jobs: 'Unlock' },
    details: () => ['Any worker may have it at once; what its former worker answers later is refused.'],
    operation: () => ({ kind: 'unlockWork' }),
  },
  completeWork: {
    action: 'job.complete',
    items: 'work',
    needs: 'running',
    verb: 'Complete by hand the work of',
    verbOf: { jobs: 'Complete by hand' },
    details: ({ variables = [] }) => [
      'The processes believe that it was done.',
      ...(variables.length === 0 ? [] : [`With it: ${variables.map(({ name }) => name).join(', ')}.`]),
    ],
    problems: ({ variables = [] }) => typedValues(variables).problems,
    operation: ({ variables = [] }) => ({ kind: 'completeWork', variables: typedValues(variables).values }),
  },
  failWork: {
    action: 'job.fail',
    items: 'work',
    needs: 'running',
    verb: 'Fail by hand the work of',
    verbOf: { jobs: 'Fail by hand' },
    details: ({ message }) => [`Each has an incident that says: ${message}`],
    operation: ({ message }) => ({ kind: 'failWork', message }),
  },
  throwError: {
    action: 'job.throw-error',
    items: 'work',
    needs: 'running',
    verb: 'Throw an error at the work of',
    verbOf: { jobs: 'Throw an error at' },
    details: ({ code }) => [`The error is ${code}; what does not catch it stops with an incident.`],
    operation: ({ code, message }) => ({ kind: 'throwWorkError', errorCode: code, message: message ?? null }),
  },
  assignTasks: {
    action: 'task.assign',
    items: 'task',
    needs: 'running',
    verb: 'Assign the tasks of',
    verbOf: { tasks: 'Assign' },
    details: ({ assignee }) => [assignee === null ? 'They go back to their candidates.' : `They go to ${assignee}.`],
    operation: ({ assignee }) => ({ kind: 'assignTask', assignee }),
  },
  completeTasks: {
    action: 'task.complete-for',
    items: 'task',
    needs: 'running',
    verb: 'Complete the tasks of',
    verbOf: { tasks: 'Complete' },
    details: ({ variables = [] }) => [
      'The processes go on as if each person had decided.',
      variables.length === 0
        ? 'Nothing is said with it: forms are not filled in.'
        : `With each: ${variables.map(({ name }) => name).join(', ')}.`,
    ],
    problems: ({ variables = [] }) => typedValues(variables).problems,
    operation: ({ variables = [] }) => ({ kind: 'completeTask', variables: typedValues(variables).values }),
  },
  setTaskDates: {
    action: 'task.set-dates',
    items: 'task',
    needs: 'running',
    verb: 'Set the dates of tasks of',
    verbOf: { tasks: 'Set the dates of' },
    details: ({ dueAt, followUpAt }) => [
      `They are due at ${dueAt ?? 'no time'}, and followed up at ${followUpAt ?? 'no time'}.`,
    ],
    operation: ({ dueAt, followUpAt }) => ({
      kind: 'updateTask',
      changes: {
        dueAt: dueAt === null ? null : Date.parse(dueAt),
        followUpAt: followUpAt === null ? null : Date.parse(followUpAt),
      },
    }),
  },
  setTaskPriority: {
    action: 'task.set-priority',
    items: 'task',
    needs: 'running',
    verb: 'Set the priority of tasks of',
    verbOf: { tasks: 'Set the priority of' },
    details: ({ priority }) => [`It becomes ${priority}.`],
    operation: ({ priority }) => ({ kind: 'updateTask', changes: { priority } }),
  },
  setTaskCandidates: {
    action: 'task.set-candidates',
    items: 'task',
    needs: 'running',
    verb: 'Set the candidates of tasks of',
    verbOf: { tasks: 'Set the candidates of' },
    details: ({ users, groups }) => [
      [...groups, ...users].length === 0
        ? 'They are offered to nobody.'
        : `They are offered to ${[...groups, ...users].join(', ')}.`,
    ],
    operation: ({ users, groups }) => ({
      kind: 'updateTask',
      changes: { candidateUsers: [...new Set(users)], candidateGroups: [...new Set(groups)] },
    }),
  },
  correlate: {
    action: 'message.correlate',
    items: 'instance',
    needs: 'running',
    verb: 'Correlate a message with',
    details: ({ name }) => [`It is ${name}.`],
    problems: ({ variables = [] }) => typedValues(variables).problems,
    operation: ({ name, variables = [] }) => ({
      kind: 'correlateMessage',
      name,
      variables: typedValues(variables).values,
    }),
  },
};

/** The line of an action; its functions take that action alone. */
export function manyAction<K extends BatchAction['kind']>({ kind }: Of<K>): ManyAction<K> {
  return ACTIONS_ON_MANY[kind as K];
}

/** What can be chosen itself, instead of the instances in which it is. */
export type ChosenSort = 'jobs' | 'incidents' | 'tasks';

/** Whether these can be chosen for it, one by one. */
export function isFor(what: BatchAction, sort: ChosenSort): boolean {
  return ACTIONS_ON_MANY[what.kind].verbOf?.[sort] !== undefined;
}
