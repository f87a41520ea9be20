import { beforeAll, describe, expect, test } from 'vitest';
import { testDesk } from '@/lib/console/test-desk.ts';
import type { OperationCheck, OperationName, OperationParameters, OperationPreview } from './contract.ts';

/** A sub-process with a parallel loop in it, work, a decision by a variable, and a called process. */
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="moves" isExecutable="true" camunda:historyTimeToLive="1">
    <startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="charge"/>
    <serviceTask id="charge" camunda:type="external" camunda:topic="moves-charge"/><sequenceFlow id="b" sourceRef="charge" targetRef="packing"/>
    <subProcess id="packing"><startEvent id="begin"/><sequenceFlow id="i" sourceRef="begin" targetRef="pack"/>
      <userTask id="pack"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics></userTask>
    </subProcess><sequenceFlow id="c" sourceRef="packing" targetRef="choose"/>
    <exclusiveGateway id="choose"/><sequenceFlow id="d" sourceRef="choose" targetRef="ship"><conditionExpression>\${amount &gt; 5}</conditionExpression></sequenceFlow><sequenceFlow id="e" sourceRef="choose" targetRef="call"><conditionExpression>\${amount &lt; 6}</conditionExpression></sequenceFlow>
    <userTask id="ship"/>
    <callActivity id="call" calledElement="moves-called"/>
  </process>
  <process id="moves-called" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="s"/><sequenceFlow id="x" sourceRef="s" targetRef="t"/><userTask id="t"/></process>
</definitions>`;
const desk = testDesk();
const { run } = desk;
let first = '';
let second = '';

beforeAll(async () => {
  first = await deploy(MODEL);
  second = await deploy(
    MODEL.replace('<userTask id="ship"/>', '<userTask id="ship"/><userTask id="more"/>').replace(
      'moves-charge',
      'moves-pay',
    ),
  );
});

const deploy = async (model: string): Promise<string> => (await desk.deploy({ 'moves.bpmn': model })).moves ?? '';

const start = (amount = '9', definitionKey = first): Promise<string> =>
  desk.start(definitionKey, {
    businessKey: (key) => `MOVES-${key}`,
    variables: { amount: { type: 'Integer', text: amount } },
  });

async function check<N extends OperationName>(
  name: N,
  parameters: OperationParameters<N>,
  role?: 'admin',
): Promise<OperationPreview> {
  const answer = await run(name, parameters, { mode: 'check', ...(role && { role }) });
  if (answer.kind !== 'preview') throw new Error(JSON.stringify(answer));
  return answer;
}
const found = (preview: OperationPreview, name: string): OperationCheck | undefined =>
  preview.checks.find((each) => each.name === name);

async function tokens(instanceKey: string): Promise<string[]> {
  const rows = await desk.database.$queryRaw<
    { id: string }[]
  >`select element_id || case when kind = 'multiInstanceBody' then '*' else '' end as id from element_instance where instance_key = ${BigInt(instanceKey)} and ended_at is null order by 1`;
  return rows.map(({ id }) => id);
}
async function variables(instanceKey: string): Promise<Record<string, string | null>> {
  const rows = await desk.database.$queryRaw<
    { name: string; text: string | null }[]
  >`select name, text from variable where instance_key = ${BigInt(instanceKey)} and removed_at is null order by name`;
  return Object.fromEntries(rows.map(({ name, text }) => [name, text]));
}

describe('the questions before a modification', () => {
  test('who holds the work, what the target reads, what may be done twice and which tokens, variables and incidents come of it', async () => {
    const instance = await start();
    await desk.engine.leaseJobs({
      worker: 'worker-7',
      types: [{ type: 'moves-charge', leaseMs: 60_000, variables: [] }],
      maxJobs: 10,
      byPriority: false,
      waitMs: 0,
    });
    const preview = await check('instance.modify', {
      instanceKey: instance,
      steps: [
        { kind: 'cancelAll', elementId: 'charge' },
        { kind: 'startBefore', elementId: 'choose', variables: [{ name: 'why', type: 'String', text: 'by hand' }] },
      ],
    });
    expect(found(preview, 'It leaves a safe wait state')).toMatchObject({
      result: 'look',
      evidence: expect.stringContaining('worker-7 works on charge'),
    });
    expect(found(preview, 'What the target needs is there')).toMatchObject({ result: 'passed', evidence: 'amount.' });
    expect(preview.outlook?.map(({ elementId, before, after }) => [elementId, before.tokens, after.tokens])).toEqual([
      ['charge', 1, 0],
      ['ship', 0, 1],
    ]);
    expect(preview.variables).toEqual([{ name: 'why', elementId: null, before: null, after: 'by hand' }]);
    const called = await check('instance.modify', {
      instanceKey: instance,
      steps: [{ kind: 'startBefore', elementId: 'call' }],
    });
    expect(found(called, 'Reach')).toMatchObject({ result: 'look', evidence: '1 instance would be called.' });
  });

  test('a variable that is not there is named with the element that reads it', async () => {
    const instance = await start();
    await desk.engine.execute({
      type: 'setVariables',
      scopeKey: instance,
      variables: {},
      removals: ['amount'],
      local: false,
    });
    expect(
      found(
        await check('instance.modify', { instanceKey: instance, steps: [{ kind: 'startFlow', flowId: 'a' }] }),
        'What the target needs is there',
      ),
    ).toMatchObject({ result: 'passed' });
    const preview = await check('instance.modify', {
      instanceKey: instance,
      steps: [{ kind: 'startFlow', flowId: 'c' }],
    });
    expect(found(preview, 'What the target needs is there')).toMatchObject({
      result: 'look',
      evidence: 'amount (read by choose): no such variable.',
    });
    expect(found(preview, 'Dry run on the engine')).toMatchObject({ result: 'blocked' });
  });
});

describe('steps of a modification', () => {
  test('a whole loop or one run of it, the scope chosen by hand, a flow, and variables of what is started alone', async () => {
    const instance = await start();
    expect(
      await run('instance.modify', {
        instanceKey: instance,
        steps: [
          { kind: 'cancelAll', elementId: 'charge' },
          { kind: 'startBefore', elementId: 'pack', isBody: true },
        ],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await tokens(instance)).toEqual(['pack', 'pack', 'pack*', 'packing']);
    const scopes = await desk.database.$queryRaw<
      { key: string; kind: string }[]
    >`select key::text, kind from element_instance where instance_key = ${BigInt(instance)} and ended_at is null`;
    const body = scopes.find(({ kind }) => kind === 'multiInstanceBody')?.key ?? '';
    expect(
      await run('instance.modify', {
        instanceKey: instance,
        steps: [
          {
            kind: 'startBefore',
            elementId: 'pack',
            ancestorKey: body,
            isLocal: true,
            variables: [{ name: 'note', type: 'String', text: 'extra' }],
          },
        ],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await tokens(instance)).toEqual(['pack', 'pack', 'pack', 'pack*', 'packing']);
    expect(
      await run('instance.modify', {
        instanceKey: instance,
        steps: [
          { kind: 'startFlow', flowId: 'd' },
          { kind: 'cancelAll', elementId: 'pack', isBody: true },
        ],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await tokens(instance)).toEqual(['ship']);
  });

  test('a value that fits no type, and a scope that is not there, are refused', async () => {
    const instance = await start();
    expect(
      await run('instance.modify', {
        instanceKey: instance,
        steps: [{ kind: 'startBefore', elementId: 'ship', variables: [{ name: 'n', type: 'Integer', text: 'x' }] }],
      }),
    ).toMatchObject({ kind: 'refused' });
    expect(
      await run('instance.modify', {
        instanceKey: instance,
        steps: [{ kind: 'startBefore', elementId: 'ship', ancestorKey: '1' }],
      }),
    ).toMatchObject({ kind: 'refused' });
    expect(await tokens(instance)).toEqual(['charge']);
  });
});

describe('migration', () => {
  test('variables come with it; changed work and the way back are told; what does not fit is told at its element', async () => {
    const instance = await start();
    const mapping = ((await desk.engine.generateMigration(first, second, false)) ?? []).map(({ source, target }) => ({
      source: source.elementId,
      target: target.elementId,
    }));
    const kept = mapping.filter(
      ({ source }, n) => mapping.findIndex((each) => each.source === source) === n && source !== 'pack',
    );
    const preview = await check('instance.migrate', {
      instanceKey: instance,
      targetDefinitionKey: second,
      mapping: kept,
      variables: [{ name: 'schema', type: 'Integer', text: '2' }],
    });
    expect(found(preview, 'Workers can do the work')).toMatchObject({
      result: 'look',
      evidence: expect.stringContaining('moves-charge'),
    });
    expect(found(preview, 'Way back')).toMatchObject({ result: 'passed' });
    expect(preview).toMatchObject({ problems: [], variables: [{ name: 'schema', before: null, after: '2' }] });
    const without = await check('instance.migrate', {
      instanceKey: instance,
      targetDefinitionKey: second,
      mapping: kept.filter(({ source }) => source !== 'charge'),
    });
    expect(without.problems).toEqual([{ elementId: 'charge', message: 'has a token and is not mapped' }]);
    expect(
      await run('instance.migrate', {
        instanceKey: instance,
        targetDefinitionKey: second,
        mapping: kept,
        variables: [{ name: 'schema', type: 'Integer', text: '2' }],
      }),
    ).toMatchObject({ kind: 'done' });
    expect(await variables(instance)).toEqual({ amount: '9', schema: '2' });
  });

  test('to another process it needs the words typed', async () => {
    const other = await desk.engine.definition({ processId: 'moves-called' });
    const instance = await start();
    const parameters = { instanceKey: instance, targetDefinitionKey: other?.key ?? '', mapping: [] };
    expect(await check('instance.migrate', parameters)).toMatchObject({
      risk: 'destructive',
      confirmation: `migrate MOVES-${instance}`,
      problems: [{ elementId: 'charge' }],
    });
  });
});

describe('what has ended', () => {
  async function ended(amount = '9'): Promise<string> {
    const instance = await start(amount);
    await desk.engine.execute({
      type: 'setVariables',
      scopeKey: instance,
      variables: { amount: { type: 'Integer', text: '3' } },
      removals: [],
      local: false,
    });
    expect(
      await desk.engine.execute({ type: 'cancelInstance', instanceKey: instance, reason: null, onlyRoot: true }),
    ).toMatchObject({ kind: 'executed' });
    return instance;
  }

  test('begins anew in another version, on a flow, with edited variables and its business key or without', async () => {
    const instance = await ended();
    const restart = {
      instanceKey: instance,
      definitionKey: second,
      starts: [
        { kind: 'flow', flowId: 'd' },
        { kind: 'before', elementId: 'charge' },
      ],
      variables: 'initial',
      changed: [{ name: 'extra', type: 'String', text: 'x' }],
      keepsBusinessKey: false,
    } as const;
    expect(await check('instance.restart', restart)).toMatchObject({
      risk: 'high',
      variables: [
        { name: 'amount', before: null, after: '9' },
        { name: 'extra', before: null, after: 'x' },
      ],
    });
    const restarted = await run('instance.restart', restart);
    if (restarted.kind !== 'done' || restarted.instanceKey === null) throw new Error(JSON.stringify(restarted));
    expect(await tokens(restarted.instanceKey)).toEqual(['charge', 'ship']);
    expect(await variables(restarted.instanceKey)).toEqual({ amount: '9', extra: 'x' });
    expect(
      await desk.database.instance.findUniqueOrThrow({
        where: { key: BigInt(restarted.instanceKey) },
        select: { definitionKey: true, businessKey: true },
      }),
    ).toEqual({ definitionKey: BigInt(second), businessKey: null });
    const again = await check('instance.restart', {
      ...restart,
      variables: 'last',
      leftOut: ['amount'],
      keepsBusinessKey: true,
    });
    expect(found(again, 'Nobody else took it up')).toMatchObject({
      result: 'look',
      evidence: 'It was restarted once already.',
    });
    expect(again.variables).toEqual([{ name: 'extra', elementId: null, before: null, after: 'x' }]);
  });

  test('is forgotten with what it called, all listed, and not while one of them runs', async () => {
    const instance = await start('3');
    await run('instance.modify', {
      instanceKey: instance,
      steps: [
        { kind: 'cancelAll', elementId: 'charge' },
        { kind: 'startBefore', elementId: 'call' },
      ],
    });
    const [child] = await desk.database.$queryRaw<
      { key: string }[]
    >`select key::text from instance where parent_instance_key = ${BigInt(instance)}`;
    const cancel = await check('instance.cancel', { instanceKey: instance });
    expect(cancel).toMatchObject({
      risk: 'destructive',
      confirmation: 'cancel 2',
      effects: expect.arrayContaining([`1 called instance ends with it: moves-called ${child?.key}.`]),
    });
    expect(found(await check('instance.cancel', { instanceKey: child?.key ?? '' }), 'It is the root')).toMatchObject({
      evidence: expect.stringContaining(`cancel the root ${instance}`),
    });
    expect(
      await check('instance.cancel', { instanceKey: instance, keepsCalled: true, skipsListeners: true }),
    ).toMatchObject({
      risk: 'high',
      effects: expect.arrayContaining([`moves-called ${child?.key} goes on without it.`]),
    });
    expect(
      await run(
        'instance.delete-history',
        { instanceKey: instance },
        { role: 'admin', confirmation: `delete MOVES-${instance}` },
      ),
    ).toMatchObject({ kind: 'refused', message: expect.stringContaining('still runs') });
    expect(await run('instance.cancel', { instanceKey: instance }, { confirmation: 'cancel 2' })).toMatchObject({
      kind: 'done',
    });
    expect(await check('instance.delete-history', { instanceKey: instance }, 'admin')).toMatchObject({
      effects: expect.arrayContaining([`So is that of moves-called ${child?.key}, which it called.`]),
    });
    expect(
      await run(
        'instance.delete-history',
        { instanceKey: instance },
        { role: 'admin', confirmation: `delete MOVES-${instance}` },
      ),
    ).toMatchObject({ kind: 'done', message: expect.stringContaining('with that of 1 called') });
    expect(
      await desk.database.instance.count({ where: { key: { in: [BigInt(instance), BigInt(child?.key ?? 0)] } } }),
    ).toBe(0);
  });
});
