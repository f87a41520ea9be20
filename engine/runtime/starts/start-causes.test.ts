import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RestartRequest } from '../../core/batch-operation.ts';
import type { Sender } from '../../core/start-cause.ts';
import type { Key } from '../../core/state.ts';
import type { Engine } from '../../engine.ts';
import { type AuditRecord, NOTHING_TOLD } from '../../store/audit-record.ts';
import { deploy, start, testEngine, until, type TestEngine } from '../proofs/test-engine.ts';
import { cloudMessageStart, flow, model, signalThrow, timerStart } from '../proofs/test-models.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const SENDER: Sender = { kind: 'client', id: 'billing', name: 'Billing', channel: 'rest8' };
const AUDIT: AuditRecord = {
  ...NOTHING_TOLD,
  actorKind: 'person',
  actorId: 'ada',
  actorName: 'Ada',
  address: null,
  channel: 'console',
  operation: 'instance.start',
  risk: 'guarded',
};
const HOUR_MS = 3_600_000;

const database = databaseOfSuite();
let tested: TestEngine;
let engine: Engine;
let plain: Key;
beforeAll(async () => {
  tested = await testEngine(database.url);
  ({ engine } = tested);
  plain = await deploy(
    engine,
    'plain',
    model('plain', `<bpmn:startEvent id="start" />${flow('f1', 'start', 'end')}<bpmn:endEvent id="end" />`),
  );
});
afterAll(async () => {
  expect(tested.faults).toEqual([]);
  await engine.stop();
});

const causes = async (processId: string): Promise<unknown[]> =>
  (
    await database.pool.query<{ cause: unknown }>(
      'select i.start_cause as cause from instance i join definition d on d.key = i.definition_key where d.process_id = $1 order by i.key',
      [processId],
    )
  ).rows.map(({ cause }) => cause);

it('notes who asked for a start, as far as that is known', async () => {
  const first = await start(engine, plain);
  await engine.execute({
    type: 'startInstance',
    instanceKey: await engine.newKey(),
    definitionKey: plain,
    businessKey: null,
    tenantId: null,
    variables: {},
    cause: { kind: 'request', sender: SENDER },
  });
  await engine.execute(
    {
      type: 'startInstance',
      instanceKey: await engine.newKey(),
      definitionKey: plain,
      businessKey: null,
      tenantId: null,
      variables: {},
    },
    { audit: AUDIT },
  );
  expect(await causes('plain')).toEqual([
    { kind: 'request' },
    { kind: 'request', sender: SENDER },
    { kind: 'request', sender: { kind: 'person', id: 'ada', name: 'Ada', channel: 'console' } },
  ]);
  expect(
    await engine.search.find('instance', { where: [{ field: 'startedBy', op: '=', value: 'billing' }] }),
  ).toHaveLength(1);

  const again: RestartRequest = {
    definitionKey: plain,
    instructions: [
      {
        kind: 'startBefore',
        at: { elementId: 'end', isBody: false },
        ancestorKey: null,
        variables: {},
        localVariables: {},
        scopeVariables: {},
      },
    ],
    usesInitialVariables: false,
    keepsBusinessKey: true,
  };
  const batchKey = await engine.batches.create({
    operation: { kind: 'restartInstance', ...again },
    targets: [first],
    createdBy: 'ada',
  });
  await until(
    () => causes('plain'),
    (all) => all.length === 4,
  );
  expect((await causes('plain'))[3]).toEqual({ kind: 'request', sourceKey: batchKey });
});

it('notes the message with its sender, and the one that was kept', async () => {
  await deploy(engine, 'shop', cloudMessageStart('shop', 'shopWork', 'bought'));
  const published = await engine.publishMessage({
    name: 'bought',
    correlationKey: 'A',
    messageId: null,
    timeToLiveMs: HOUR_MS,
    variables: {},
    tenantId: null,
    mustCorrelate: false,
    sender: SENDER,
  });
  const kept = await engine.publishMessage({
    name: 'bought',
    correlationKey: 'A',
    messageId: null,
    timeToLiveMs: HOUR_MS,
    variables: {},
    tenantId: null,
    mustCorrelate: false,
    sender: SENDER,
  });
  await until(
    () => causes('shop'),
    (all) => all.length === 1,
  );
  const [job] = await engine.leaseJobs({
    worker: 'w',
    types: [{ type: 'shopWork', leaseMs: HOUR_MS, variables: null }],
    maxJobs: 1,
    byPriority: false,
    waitMs: 2_000,
  });
  await engine.execute({ type: 'completeJob', jobKey: job?.key ?? '', variables: {} });
  await until(
    () => causes('shop'),
    (all) => all.length === 2,
  );
  expect(await causes('shop')).toEqual([
    {
      kind: 'message',
      name: 'bought',
      sourceKey: published.kind === 'published' ? published.key : null,
      sender: SENDER,
    },
    { kind: 'message', name: 'bought', sourceKey: kept.kind === 'published' ? kept.key : null, sender: SENDER },
  ]);
});

it('notes a correlated message, a condition, and a signal with the instance that threw it', async () => {
  const starting = (trigger: string) =>
    `<bpmn:startEvent id="start">${trigger}</bpmn:startEvent>${flow('f1', 'start', 'end')}<bpmn:endEvent id="end" />`;
  await deploy(
    engine,
    'told',
    model('told', starting('<bpmn:messageEventDefinition messageRef="m" />'), '<bpmn:message id="m" name="tell" />'),
  );
  await deploy(
    engine,
    'warm',
    model(
      'warm',
      starting(
        `<bpmn:conditionalEventDefinition><bpmn:condition xsi:type="bpmn:tFormalExpression">\${degrees &gt; 20}</bpmn:condition></bpmn:conditionalEventDefinition>`,
      ),
    ),
  );
  await deploy(
    engine,
    'hears',
    model('hears', starting('<bpmn:signalEventDefinition signalRef="s" />'), '<bpmn:signal id="s" name="alarm" />'),
  );
  const thrower = await start(engine, await deploy(engine, 'thrower', signalThrow('thrower', 'alarm')));
  await until(
    () => causes('hears'),
    (all) => all.length === 1,
  );
  await engine.broadcastSignal({ name: 'alarm', variables: {}, tenantId: null, sender: SENDER });
  await engine.correlateMessage({ name: 'tell', variables: {}, startsOnly: false, all: false, sender: SENDER });
  await engine.startByConditions({
    variables: { degrees: { type: 'Integer', text: '21' } },
    businessKey: null,
    sender: SENDER,
  });
  expect(await causes('hears')).toEqual([
    { kind: 'signal', name: 'alarm', sourceKey: thrower },
    { kind: 'signal', name: 'alarm', sender: SENDER },
  ]);
  expect(await causes('told')).toEqual([{ kind: 'message', name: 'tell', sender: SENDER }]);
  expect(await causes('warm')).toEqual([{ kind: 'condition', sender: SENDER }]);
});

it('notes a timer, and nothing for what was called: its caller says it', async () => {
  const caller = await deploy(
    engine,
    'caller',
    model(
      'caller',
      `<bpmn:startEvent id="start" />${flow('f1', 'start', 'call')}<bpmn:callActivity id="call" calledElement="called" />${flow('f2', 'call', 'end')}<bpmn:endEvent id="end" />`,
    ),
  );
  await deploy(
    engine,
    'called',
    model('called', `<bpmn:startEvent id="start" />${flow('f1', 'start', 'end')}<bpmn:endEvent id="end" />`),
  );
  await start(engine, caller);
  expect(await causes('called')).toEqual([null]);
  await deploy(engine, 'hourly', timerStart('hourly', 'hourlyWork', 'R/PT1H'));
  engine.setClock(Date.now() + 1.5 * HOUR_MS);
  await until(
    () => causes('hourly'),
    (all) => all.length === 1,
  );
  expect(await causes('hourly')).toEqual([{ kind: 'timer' }]);
});
