import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyTree } from '../core/empty-tree.ts';
import type { EngineEvent } from '../core/events.ts';
import { evolveAll } from '../core/evolve.ts';
import type { ElementInstance, Instance, Job, Key, TreeState, UserTaskInstance, Variable } from '../core/state.ts';
import type { VariableValue } from '../graph/variable-value.ts';
import { connectWriter } from './connection.ts';
import { loadTrees } from './load-trees.ts';
import { RowChanges } from './row-changes.ts';
import { rowsOf } from './rows-of.ts';
import { TreeView } from './tree-view.ts';
import { batchStatement } from './batch-statement.ts';
import { runTogether } from './statement.ts';
import { rowStatements } from './write-rows.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const RUNS = 60;
const STARTED_AT = Date.UTC(2026, 0, 1);
const DEFINITION = '1';

const database = databaseOfSuite();
let writer: pg.Client;
let lastKey = 2_251_799_813_685_248;
const newKey = (): Key => {
  lastKey += 1;
  return String(lastKey);
};

beforeAll(async () => {
  writer = await connectWriter(database.url);
});
afterAll(async () => {
  await writer.end();
});

async function write(base: TreeState, events: readonly EngineEvent[]): Promise<void> {
  const rows = new RowChanges();
  const tree = new TreeView(base);
  for (const event of events) rowsOf(event, { rows, tree, processIdOf: () => 'order', firstLease: () => null, newKey });
  await writer.query('begin');
  await runTogether(writer, [
    batchStatement(
      [{ treeKey: base.treeKey, version: base.version, isOverAtOnce: false }],
      [],
      [...rowStatements(rows)],
    ),
  ]);
  await writer.query('commit');
}

/** One random wish; what it becomes depends on what is alive. */
interface Wish {
  readonly kind: number;
  readonly pick: number;
  readonly text: string;
  readonly flag: boolean;
  readonly at: number;
}
const wishes = fc.array(
  fc.record({
    kind: fc.nat(20),
    pick: fc.nat(1000),
    flag: fc.boolean(),
    at: fc.integer({ min: 0, max: 10_000_000_000_000 }),
    text: fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !text.includes('\u0000')),
  }),
  { minLength: 1, maxLength: 12 },
);

function pickOf<T>(items: Iterable<T>, pick: number): T | undefined {
  const all = [...items];
  return all[pick % Math.max(1, all.length)];
}

/** What hangs on a scope goes before it: events of the core never leave anything without its owner. */
function endOf(state: TreeState, element: ElementInstance, at: number, flag: boolean): EngineEvent[] {
  const events: EngineEvent[] = [];
  for (const child of [...state.elements.values()].filter(({ scopeKey }) => scopeKey === element.key))
    events.push(...endOf(state, child, at, flag));
  for (const job of state.jobs.values())
    if (job.elementInstanceKey === element.key || job.scopeKey === element.key)
      events.push({ type: 'jobEnded', at, jobKey: job.key, outcome: flag ? 'completed' : 'canceled', worker: null });
  for (const task of state.userTasks.values())
    if (task.elementInstanceKey === element.key)
      events.push({ type: 'userTaskEnded', at, taskKey: task.key, outcome: 'canceled' });
  for (const s of state.subscriptions.values())
    if (s.elementInstanceKey === element.key) events.push({ type: 'subscriptionClosed', at, subscriptionKey: s.key });
  for (const i of state.incidents.values())
    if (i.elementInstanceKey === element.key)
      events.push({ type: 'incidentResolved', at, incidentKey: i.key, outcome: 'deleted' });
  return [
    ...events.filter((event, n) => events.findIndex((other) => JSON.stringify(other) === JSON.stringify(event)) === n),
    { type: 'elementEnded', at, elementInstanceKey: element.key, outcome: flag ? 'completed' : 'terminated' },
  ];
}

/** Of a process, or a part of a task that is there already. */
function taskOf(state: TreeState, element: ElementInstance, { pick, text, flag, at }: Wish): UserTaskInstance {
  const base = {
    key: newKey(),
    name: text,
    description: null,
    assignee: flag ? text : null,
    owner: null,
    delegation: flag ? ('pending' as const) : null,
    candidateUsers: [text],
    candidateGroups: [],
    dueAt: flag ? at : null,
    followUpAt: null,
    priority: pick,
    formKey: null,
    formDefinitionKey: flag ? newKey() : null,
    transition: null,
    otherLinks: flag ? [{ type: text, userId: text, groupId: null }] : [],
    caseInstanceId: flag ? text : null,
    createdAt: at,
  };
  const whole = pickOf(state.userTasks.values(), pick);
  if (whole === undefined || pick % 2 === 0)
    return {
      ...base,
      instanceKey: element.instanceKey,
      elementInstanceKey: element.key,
      elementId: element.elementId,
      parentTaskKey: null,
    };
  return {
    ...base,
    instanceKey: null,
    elementInstanceKey: null,
    elementId: null,
    parentTaskKey: whole.key,
    tenantId: flag ? text : null,
    externalId: flag ? `name of ${base.key}` : null,
  };
}

function eventsOf(state: TreeState, wish: Wish): EngineEvent[] {
  const { kind, pick, text, flag, at } = wish;
  const instance = pickOf(state.instances.values(), pick);
  const element = pickOf(state.elements.values(), pick);
  if (!instance) return [];
  const isOwn = element?.instanceKey === instance.key;
  const scopeKey = isOwn && flag ? element.key : instance.key;
  switch (kind) {
    case 0:
    case 1:
      return [{ type: 'elementActivated', at, element: elementOf(instance, scopeKey, wish) }];
    case 2:
      return element
        ? [
            {
              type: 'elementChanged',
              at,
              elementInstanceKey: element.key,
              changes: {
                phase: flag ? 'completing' : 'active',
                data: flag ? { total: pick, items: [text] } : null,
                enteredBy: [text, '"', '\\', ''],
              },
            },
          ]
        : [];
    case 3:
      return element ? endOf(state, element, at, flag) : [];
    case 4:
    case 5:
    case 6:
      return [variableSet(state, instance, scopeKey, wish)];
    case 7: {
      const variable = pickOf(state.variables.values(), pick);
      return variable ? [{ type: 'variableRemoved', at, variableKey: variable.key, writtenBy: text }] : [];
    }
    case 8:
      return element ? [{ type: 'jobCreated', at, job: jobOf(element, wish) }] : [];
    case 9: {
      const job = pickOf(state.jobs.values(), pick);
      return job
        ? [
            {
              type: 'jobChanged',
              at,
              jobKey: job.key,
              releasesLease: flag,
              changes: { retries: pick, dueAt: flag ? at : null, errorMessage: text, ...(flag && { repeat: null }) },
            },
          ]
        : [];
    }
    case 10: {
      const job = pickOf(state.jobs.values(), pick);
      return job
        ? [
            {
              type: 'jobFailed',
              at,
              jobKey: job.key,
              worker: text,
              retries: pick,
              dueAt: flag ? at : null,
              errorMessage: text,
              errorDetails: text,
              failedElementId: flag ? text : null,
              retriesBefore: job.retries,
            },
          ]
        : [];
    }
    case 11:
      return element ? [{ type: 'userTaskCreated', at, task: taskOf(state, element, wish) }] : [];
    case 12: {
      const task = pickOf(state.userTasks.values(), pick);
      return task
        ? [
            {
              type: 'userTaskChanged',
              at,
              taskKey: task.key,
              changes: {
                assignee: flag ? text : null,
                candidateGroups: [text, text],
                priority: pick,
                dueAt: at,
                ...(flag && { otherLinks: [{ type: text, userId: null, groupId: text }], caseInstanceId: text }),
                ...(pick % 3 > 0 && { transition: transitionOf(wish) }),
              },
            },
          ]
        : [];
    }
    case 13:
      return element
        ? [
            {
              type: 'subscriptionOpened',
              at,
              subscription: {
                key: newKey(),
                kind: flag ? 'message' : pick % 2 ? 'signal' : 'conditional',
                name: text,
                correlationKey: flag ? text : null,
                instanceKey: element.instanceKey,
                elementInstanceKey: element.key,
                elementId: text,
                eventScope: null,
                createdAt: at,
              },
            },
          ]
        : [];
    case 14:
      return element
        ? [
            {
              type: 'incidentRaised',
              at,
              incident: {
                key: newKey(),
                type: 'IO_MAPPING_ERROR',
                message: text,
                configuration: null,
                instanceKey: element.instanceKey,
                elementId: element.elementId,
                elementInstanceKey: element.key,
                jobKey: null,
                failedElementId: flag ? text : null,
                raisedAt: at,
              },
            },
          ]
        : [];
    case 15: {
      const incident = pickOf(state.incidents.values(), pick);
      return incident ? [{ type: 'incidentResolved', at, incidentKey: incident.key, outcome: 'resolved' }] : [];
    }
    case 16:
      return [
        {
          type: 'instanceChanged',
          at,
          instanceKey: instance.key,
          changes: { businessKey: flag ? text : null, isSuspended: flag },
        },
      ];
    case 18:
      return element ? rememberedScope(element, wish) : [];
    case 19: {
      const moved = pickOf(
        [...state.subscriptions.values()].filter((s) => s.kind === 'compensate'),
        pick,
      );
      return moved && element?.instanceKey === moved.instanceKey
        ? [{ type: 'subscriptionMoved', at, subscriptionKey: moved.key, elementInstanceKey: element.key }]
        : [];
    }
    case 20: {
      const closed = pickOf(
        [...state.subscriptions.values()].filter((s) => s.kind === 'compensate'),
        pick,
      );
      return closed ? [{ type: 'subscriptionClosed', at, subscriptionKey: closed.key }] : [];
    }
    default:
      return element
        ? [
            {
              type: 'elementChanged',
              at,
              elementInstanceKey: element.key,
              changes: { calledInstanceKey: flag ? instance.key : null },
            },
          ]
        : [];
  }
}

/** Listeners are asked about something, or have denied it. */
function transitionOf({ text, flag, at, pick }: Wish): UserTaskInstance['transition'] {
  if (flag) return { key: newKey(), denied: text };
  return {
    key: newKey(),
    event: 'completing',
    listenersDone: pick,
    action: text,
    changes: { assignee: null, candidateUsers: [text], dueAt: at },
    cause: 'claim',
    variables: { [`v${pick}`]: { type: 'String', text } },
  };
}

/** What can be undone of a scope that has completed, with a variable that it had. */
function rememberedScope(element: ElementInstance, { text, flag, at }: Wish): EngineEvent[] {
  const eventScope = { key: newKey(), kind: flag ? 'subProcess' : 'multiInstanceBody' } as const;
  const { instanceKey } = element;
  return [
    {
      type: 'subscriptionOpened',
      at,
      subscription: {
        key: newKey(),
        kind: 'compensate',
        name: text,
        correlationKey: null,
        instanceKey,
        elementInstanceKey: element.key,
        elementId: text,
        eventScope,
        createdAt: at,
      },
    },
    {
      type: 'variableSet',
      at,
      variable: {
        key: newKey(),
        instanceKey,
        scopeKey: eventScope.key,
        name: 'kept',
        value: { type: 'String', text },
        revision: 1,
      },
      before: null,
      writtenBy: null,
    },
  ];
}

function elementOf(instance: Instance, scopeKey: Key, { text, flag, at, pick }: Wish): ElementInstance {
  return {
    key: newKey(),
    instanceKey: instance.key,
    elementId: `e${pick % 5}`,
    kind: 'workerTask',
    scopeKey,
    phase: 'active',
    enteredBy: flag ? [text] : [],
    startedAt: at,
    index: flag ? pick : null,
    data: null,
    calledInstanceKey: null,
  };
}

function jobOf(element: ElementInstance, { text, flag, at, pick }: Wish): Job {
  return {
    key: newKey(),
    kind: flag ? 'worker' : 'timer',
    instanceKey: element.instanceKey,
    elementInstanceKey: element.key,
    elementId: element.elementId,
    scopeKey: element.scopeKey,
    position: null,
    enteredBy: [text],
    index: null,
    type: flag ? text : null,
    priority: pick,
    retries: flag ? null : 3,
    dueAt: flag ? null : at,
    repeat: null,
    headers: { [text]: text },
    errorMessage: null,
    isExclusive: flag,
    isSuspended: flag,
    createdAt: at,
  };
}

function variableSet(state: TreeState, instance: Instance, scopeKey: Key, { text, flag, at, pick }: Wish): EngineEvent {
  const name = `v${pick % 3}`;
  const value: VariableValue = flag
    ? { type: 'Object', text, info: { objectTypeName: text, serializationDataFormat: 'application/json' } }
    : { type: 'Null', text: null };
  const present = state.variablesByScope.get(scopeKey)?.get(name);
  const variable: Variable = {
    key: present?.key ?? newKey(),
    instanceKey: instance.key,
    scopeKey,
    name,
    value,
    revision: (present?.revision ?? 0) + 1,
    ...(!present && flag && { originKey: instance.key }),
    ...(present?.originKey !== undefined && { originKey: present.originKey }),
  };
  return { type: 'variableSet', at, variable, before: present?.value ?? null, writtenBy: text };
}

it('loads what it wrote: the rows of a tree are its state, whatever happened, however it was batched', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(wishes, { minLength: 1, maxLength: 6 }), async (batches) => {
      const treeKey = newKey();
      const root: Instance = {
        key: treeKey,
        treeKey,
        definitionKey: DEFINITION,
        parentElementInstanceKey: null,
        parentInstanceKey: null,
        businessKey: null,
        tenantId: null,
        isSuspended: false,
        startedAt: STARTED_AT,
        startElementId: 'start',
        restartOf: null,
        caseInstanceId: null,
      };
      let state = emptyTree(treeKey);
      let opening: EngineEvent[] = [{ type: 'instanceCreated', at: STARTED_AT, instance: root }];
      for (const batch of batches) {
        const base = state;
        const events: EngineEvent[] = opening;
        state = evolveAll(state, opening);
        opening = [];
        for (const wish of batch) {
          const next = eventsOf(state, wish);
          events.push(...next);
          state = evolveAll(state, next);
        }
        if (events.length === 0) continue;
        await write(base, events);
        state = { ...state, version: base.version + 1 };
        expect((await loadTrees(database.pool, [treeKey])).get(treeKey)).toEqual(state);
      }
    }),
    { numRuns: RUNS },
  );
});

it('keeps every former value of a variable, and counts what is open', async () => {
  const treeKey = newKey();
  const root: Instance = {
    key: treeKey,
    treeKey,
    definitionKey: '7',
    parentElementInstanceKey: null,
    parentInstanceKey: null,
    businessKey: null,
    tenantId: null,
    isSuspended: false,
    startedAt: STARTED_AT,
    startElementId: 'start',
    restartOf: null,
    caseInstanceId: null,
  };
  const value = (text: string): VariableValue => ({ type: 'String', text });
  const variable = (revision: number, text: string): Variable => ({
    key: 'x',
    instanceKey: treeKey,
    scopeKey: treeKey,
    name: 'x',
    value: value(text),
    revision,
  });
  const key = newKey();
  const set = (revision: number, text: string, before: string | null): EngineEvent => ({
    type: 'variableSet',
    at: STARTED_AT + revision,
    variable: { ...variable(revision, text), key },
    before: before === null ? null : value(before),
    writtenBy: `by${revision}`,
  });
  const incident: EngineEvent = {
    type: 'incidentRaised',
    at: STARTED_AT,
    incident: {
      key: newKey(),
      type: 'CONDITION_ERROR',
      message: 'm',
      configuration: null,
      instanceKey: treeKey,
      elementId: 'gate',
      elementInstanceKey: null,
      jobKey: null,
      failedElementId: null,
      raisedAt: STARTED_AT,
    },
  };
  const first: EngineEvent[] = [
    { type: 'instanceCreated', at: STARTED_AT, instance: root },
    set(1, 'a', null),
    set(2, 'b', 'a'),
    incident,
  ];
  await write(emptyTree(treeKey), first);
  const second: EngineEvent[] = [set(3, 'c', 'b'), set(4, 'd', 'c')];
  await write({ ...evolveAll(emptyTree(treeKey), first), version: 1 }, second);
  const { rows } = await database.pool.query(
    'select revision, text, written_by from variable_history where variable_key = $1 order by revision',
    [key],
  );
  expect(rows).toEqual([
    { revision: 1, text: 'a', written_by: 'by1' },
    { revision: 2, text: 'b', written_by: 'by2' },
    { revision: 3, text: 'c', written_by: 'by3' },
  ]);
  const {
    rows: [count],
  } = await database.pool.query('select incident_count from instance where key = $1', [treeKey]);
  expect(count).toEqual({ incident_count: 1 });
});

it('keeps what one command wrote one after the other in one row, and shows each value by itself', async () => {
  const treeKey = newKey();
  const root: Instance = {
    key: treeKey,
    treeKey,
    definitionKey: '7',
    parentElementInstanceKey: null,
    parentInstanceKey: null,
    businessKey: null,
    tenantId: null,
    isSuspended: false,
    startedAt: STARTED_AT,
    startElementId: 'start',
    restartOf: null,
    caseInstanceId: null,
  };
  const key = newKey();
  const values: readonly VariableValue[] = [
    { type: 'Integer', text: '1' },
    { type: 'Integer', text: '2' },
    { type: 'String', text: 'a "b" \\ c' },
    { type: 'String', text: 'null' },
    { type: 'Null', text: null },
    { type: 'Null', text: null },
    { type: 'Object', text: '{}', info: { objectTypeName: 'a' } },
    { type: 'Object', text: '{}', info: { objectTypeName: 'b' } },
    { type: 'String', text: 'later' },
    { type: 'String', text: 'last' },
  ];
  const events = values.map(
    (value, i): EngineEvent => ({
      type: 'variableSet',
      at: STARTED_AT + (i < 8 ? 0 : 1),
      before: values[i - 1] ?? null,
      writtenBy: 'gate',
      variable: { key, instanceKey: treeKey, scopeKey: treeKey, name: 'x', value, revision: i + 1 },
    }),
  );
  await write(emptyTree(treeKey), [{ type: 'instanceCreated', at: STARTED_AT, instance: root }, ...events]);
  const { rows } = await database.pool.query(
    'select revision, type, text, info from variable_history where variable_key = $1 order by revision',
    [key],
  );
  expect(rows).toEqual(
    values.slice(0, -1).map(({ type, text, info }, i) => ({ revision: i + 1, type, text, info: info ?? null })),
  );
  const { rows: runs } = await database.pool.query(
    'select revision, cardinality(texts) as count from former_value where variable_key = $1 order by revision',
    [key],
  );
  expect(runs).toEqual([
    { revision: 1, count: 2 },
    { revision: 3, count: 2 },
    { revision: 5, count: 2 },
    { revision: 7, count: 1 },
    { revision: 8, count: 1 },
    { revision: 9, count: 1 },
  ]);
});
