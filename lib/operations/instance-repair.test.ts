import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '@/lib/console/test-desk.ts';

/** Work, a message and a timer at the same time; `called` is called beside them. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="repair" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="fork"/>
    <parallelGateway id="fork"/><sequenceFlow id="b" sourceRef="fork" targetRef="charge"/><sequenceFlow id="c" sourceRef="fork" targetRef="paid"/><sequenceFlow id="d" sourceRef="fork" targetRef="pause"/><sequenceFlow id="e" sourceRef="fork" targetRef="call"/>
    <serviceTask id="charge" camunda:type="external" camunda:topic="charge"/><sequenceFlow id="f" sourceRef="charge" targetRef="review"/>
    <boundaryEvent id="declined" attachedToRef="charge"><errorEventDefinition errorRef="no"/></boundaryEvent><sequenceFlow id="g" sourceRef="declined" targetRef="apology"/>
    <userTask id="review"/><userTask id="apology"/>
    <intermediateCatchEvent id="paid"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
    <intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent><sequenceFlow id="h" sourceRef="pause" targetRef="after"/>
    <userTask id="after"/>
    <callActivity id="call" calledElement="called"/>
  </process>
  <process id="called" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="s"/><sequenceFlow id="x" sourceRef="s" targetRef="t"/><userTask id="t"/></process>
  <message id="m" name="Paid"/><error id="no" errorCode="DECLINED"/>
</definitions>`;

const desk = testDesk();
const { run, jobAt, lastEntry } = desk;
let definitionKey = '';

beforeAll(async () => {
  definitionKey = (await desk.deploy({ 'repair.bpmn': MODEL })).repair ?? '';
});

const start = () => desk.start(definitionKey);

/** Elements that hold a token, sorted. */
async function tokens(instanceKey: string): Promise<string[]> {
  const rows = await desk.database.$queryRaw<
    { id: string }[]
  >`select element_id as id from element_instance where instance_key = ${BigInt(instanceKey)} and ended_at is null order by 1`;
  return rows.map(({ id }) => id);
}

describe('suspension', () => {
  test('an instance is held with what it called, says which timer will be late, and goes on', async () => {
    const instance = await start();
    expect(await run('instance.suspend', { instanceKey: instance }, { mode: 'check' })).toMatchObject({
      kind: 'preview',
      risk: 'guarded',
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Timers that will be late', result: 'look' })]),
    });
    expect(await run('instance.suspend', { instanceKey: instance })).toMatchObject({ kind: 'done' });
    const held = await desk.database.$queryRaw<
      { held: boolean }[]
    >`select is_suspended as held from instance where tree_key = ${BigInt(instance)} order by key`;
    expect(held).toEqual([{ held: true }, { held: true }]);
    expect(await lastEntry()).toMatchObject({
      operation: 'instance.suspend',
      outcome: 'done',
      reasonCode: 'test',
      before: { isSuspended: false },
      after: { isSuspended: true },
    });
    expect(await run('instance.suspend', { instanceKey: instance })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('suspended already'),
    });
    expect(await run('instance.resume', { instanceKey: instance })).toMatchObject({ kind: 'done' });
  });

  test('a definition starts nothing while it is held', async () => {
    expect(await run('definition.suspend', { definitionKey, includesInstances: false, at: null })).toMatchObject({
      kind: 'done',
    });
    expect(await run('instance.start', { definitionKey })).toMatchObject({ kind: 'refused' });
    expect(await lastEntry()).toMatchObject({ operation: 'instance.start', outcome: 'refused' });
    expect(
      await run('definition.suspend', { definitionKey, includesInstances: false, at: '2020-01-01T00:00:00Z' }),
    ).toMatchObject({ kind: 'refused', message: 'The time is over.' });
    expect(await run('definition.resume', { definitionKey, includesInstances: false, at: null })).toMatchObject({
      kind: 'done',
    });
    expect(await run('instance.start', { definitionKey })).toMatchObject({ kind: 'done' });
  });
});

describe('jobs by hand', () => {
  test('a timer is moved, gets a priority and is fired', async () => {
    const instance = await start();
    const jobKey = await jobAt(instance, 'pause');
    expect(await run('job.set-due-date', { jobKey, dueAt: '2031-01-01T00:00:00Z' })).toMatchObject({ kind: 'done' });
    expect(await lastEntry()).toMatchObject({
      operation: 'job.set-due-date',
      elementId: 'pause',
      after: { dueAt: '2031-01-01T00:00:00.000Z' },
    });
    expect(await run('job.set-priority', { jobKey, priority: 7 })).toMatchObject({ kind: 'done' });
    expect(await run('job.complete', { jobKey })).toMatchObject({ kind: 'refused' });
    expect(await run('job.execute', { jobKey })).toMatchObject({ kind: 'done' });
    expect(await tokens(instance)).toContain('after');
    expect(await run('job.execute', { jobKey })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('It has ended'),
    });
  });

  test('work is completed, failed, or ended by an error of the model', async () => {
    const [completed, failed, declined] = [await start(), await start(), await start()];
    expect(
      await run('job.complete', {
        jobKey: await jobAt(completed, 'charge'),
        variables: [{ name: 'receipt', type: 'String', text: 'R-1' }],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await tokens(completed)).toContain('review');
    expect(
      await run('job.complete', {
        jobKey: await jobAt(failed, 'charge'),
        variables: [{ name: 'n', type: 'Integer', text: 'x' }],
      }),
    ).toMatchObject({ kind: 'refused' });
    expect(
      await run('job.fail', { jobKey: await jobAt(failed, 'charge'), message: 'the provider is gone' }),
    ).toMatchObject({ kind: 'done' });
    expect(
      await desk.database.incident.findMany({ where: { instanceKey: BigInt(failed) }, select: { message: true } }),
    ).toEqual([{ message: 'the provider is gone' }]);
    expect(await run('job.throw-error', { jobKey: await jobAt(declined, 'charge'), code: 'DECLINED' })).toMatchObject({
      kind: 'done',
    });
    expect(await tokens(declined)).toContain('apology');
    expect(await run('job.execute', { jobKey: await jobAt(failed, 'charge') })).toMatchObject({ kind: 'refused' });
  });
});

test('a message goes to the instance that waits for it, and to none that does not', async () => {
  const instance = await start();
  expect(await run('message.correlate', { instanceKey: instance, name: 'Other' })).toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('Nothing in this instance waits for Other'),
  });
  expect(await run('message.correlate', { instanceKey: instance, name: 'Paid' })).toMatchObject({ kind: 'done' });
  expect(await tokens(instance)).not.toContain('paid');
});

describe('modification', () => {
  test('a token is moved: the plan is rehearsed, done whole, and its entry says where tokens stood', async () => {
    const instance = await start();
    const [charge] = await desk.database.$queryRaw<
      { key: string }[]
    >`select key::text from element_instance where instance_key = ${BigInt(instance)} and element_id = 'charge'`;
    const steps = [
      { kind: 'cancel', elementInstanceKey: charge?.key ?? '', elementId: 'charge' },
      { kind: 'startBefore', elementId: 'review', variables: [{ name: 'why', type: 'String', text: 'by hand' }] },
    ] as const;
    const preview = await run('instance.modify', { instanceKey: instance, steps }, { mode: 'check' });
    expect(preview).toMatchObject({
      kind: 'preview',
      risk: 'high',
      effects: ['The token at charge is cancelled.', 'A new token starts before review, with why.'],
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Dry run on the engine', result: 'passed' })]),
    });
    expect(await tokens(instance)).toContain('charge');
    expect(await run('instance.modify', { instanceKey: instance, steps })).toMatchObject({ kind: 'done' });
    expect(await tokens(instance)).toEqual(['call', 'paid', 'pause', 'review']);
    expect(await lastEntry()).toMatchObject({
      operation: 'instance.modify',
      ticket: 'OPS-1',
      before: { tokens: { charge: 1, paid: 1, pause: 1 } },
    });
  });

  test('an unknown element is refused by the rehearsal, a plan made from an older version by the conflict', async () => {
    const instance = await start();
    expect(
      await run('instance.modify', { instanceKey: instance, steps: [{ kind: 'startBefore', elementId: 'nowhere' }] }),
    ).toMatchObject({ kind: 'refused' });
    const { version = 0 } = await desk.database.processTree.findUniqueOrThrow({ where: { key: BigInt(instance) } });
    await run('message.correlate', { instanceKey: instance, name: 'Paid' });
    expect(
      await run(
        'instance.modify',
        { instanceKey: instance, steps: [{ kind: 'cancelAll', elementId: 'charge' }] },
        { expectedVersion: version },
      ),
    ).toMatchObject({ kind: 'conflict' });
    expect(await tokens(instance)).toContain('charge');
  });
});

describe('migration, restart and the end of a history', () => {
  test('an instance goes on in a newer version; what is not mapped is told with its element', async () => {
    const deployed = await desk.engine.deploy({
      name: 'repair 2',
      source: null,
      tenantId: null,
      duplicates: 'deployAll',
      resources: [
        {
          name: 'repair.bpmn',
          content: new TextEncoder().encode(
            MODEL.replace('<userTask id="apology"/>', '<userTask id="apology"/><userTask id="more"/>'),
          ),
        },
      ],
    });
    if (deployed.kind !== 'deployed') throw new Error(JSON.stringify(deployed));
    const targetDefinitionKey = deployed.definitions.find(({ processId }) => processId === 'repair')?.key ?? '';
    const instance = await start();
    const mapping = ((await desk.engine.generateMigration(definitionKey, targetDefinitionKey, false)) ?? []).map(
      ({ source, target }) => ({ source: source.elementId, target: target.elementId }),
    );
    const without = mapping.filter(({ source }) => source !== 'charge' && source !== 'declined');
    expect(
      await run('instance.migrate', { instanceKey: instance, targetDefinitionKey, mapping: without }),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('charge has a token and is not mapped') });
    expect(
      await run('instance.migrate', {
        instanceKey: instance,
        targetDefinitionKey,
        mapping: [...mapping, { source: 'review', target: 'pause' }],
      }),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('review → pause') });
    expect(await run('instance.migrate', { instanceKey: instance, targetDefinitionKey, mapping })).toMatchObject({
      kind: 'done',
    });
    expect((await desk.database.instance.findUniqueOrThrow({ where: { key: BigInt(instance) } })).definitionKey).toBe(
      BigInt(targetDefinitionKey),
    );
    expect(await lastEntry()).toMatchObject({
      operation: 'instance.migrate',
      before: { definition: 'repair:1' },
      after: { definition: 'repair:2' },
    });
  });

  test('a finished instance is taken up again at an element, and its history ends only by an administrator', async () => {
    const instance = await start();
    const restart = {
      instanceKey: instance,
      definitionKey,
      starts: [{ kind: 'before', elementId: 'charge' }],
      variables: 'last',
      keepsBusinessKey: true,
    } as const;
    expect(await run('instance.restart', restart)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('It still runs'),
    });
    expect(
      await desk.engine.execute({ type: 'cancelInstance', instanceKey: instance, reason: null, onlyRoot: true }),
    ).toMatchObject({ kind: 'executed' });
    const restarted = await run('instance.restart', restart);
    if (restarted.kind !== 'done' || restarted.instanceKey === null) throw new Error(JSON.stringify(restarted));
    expect(await tokens(restarted.instanceKey)).toEqual(['charge']);
    expect(await run('instance.delete-history', { instanceKey: instance })).toMatchObject({
      kind: 'denied',
      denied: { permission: 'instance.delete' },
    });
    const removed = await run(
      'instance.delete-history',
      { instanceKey: instance },
      { role: 'admin', confirmation: `delete ${instance}` },
    );
    expect(removed).toMatchObject({ kind: 'done' });
    expect(await desk.database.instance.findUnique({ where: { key: BigInt(instance) } })).toBeNull();
    expect(await lastEntry()).toMatchObject({
      operation: 'instance.delete-history',
      risk: 'destructive',
      outcome: 'done',
    });
  });
});
