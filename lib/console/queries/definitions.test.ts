import { beforeAll, expect, it } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';
import { durationsOf } from './definition-durations.ts';

const head =
  'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests"';
/** Ends at once, or waits for a worker. */
const order = (tag: string, waits = false) => `<?xml version="1.0" encoding="UTF-8"?><definitions ${head}>
  <process id="order" isExecutable="true" camunda:versionTag="${tag}" camunda:historyTimeToLive="1"><startEvent id="start"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="next"/>
    ${waits ? '<serviceTask id="next" camunda:type="external" camunda:topic="charge"/>' : '<endEvent id="next"/>'}
  </process></definitions>`;
const caller = (id: string, version: string) => `<?xml version="1.0" encoding="UTF-8"?><definitions ${head}>
  <process id="${id}" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="call"/>
    <callActivity id="call" calledElement="order" ${version}/>
  </process></definitions>`;

const desk = testDesk();
let newest = '';
beforeAll(async () => {
  const { order: first = '' } = await desk.deploy({ 'order.bpmn': order('one') });
  await desk.start(first);
  await desk.start(first);
  const { order: second = '' } = await desk.deploy({ 'order.bpmn': order('two', true) });
  await desk.start(second);
  await desk.deploy({ 'order.bpmn': order('three') });
  ({ order: newest = '' } = await desk.deploy({ 'order.bpmn': order('four') }));
  await desk.deploy({
    'latest.bpmn': caller('latest', ''),
    'bound.bpmn': caller('bound', 'camunda:calledElementBinding="version" camunda:calledElementVersion="3"'),
  });
  await desk.start(newest);
});

it('says of each version whether it is still needed, and by whom', async () => {
  const { versions } = await desk.see('definition-retirement', { definition: newest });
  expect(versions).toMatchObject([
    { version: 4, isLatest: true, isRunning: false, callers: [{ processId: 'latest', version: 1, elementId: 'call' }] },
    { version: 3, lastStartedAt: null, callers: [{ processId: 'bound', version: 1, elementId: 'call' }] },
    { version: 2, isRunning: true, callers: [] },
    { version: 1, isLatest: false, isRunning: false, callers: [] },
  ]);
  expect(versions[3]?.lastStartedAt).toBeGreaterThan(0);
});

it('names no caller that is out of reach, and says that there is one', async () => {
  const person = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['order'] }] };
  const { versions } = await desk.see('definition-retirement', { definition: newest }, { person });
  expect(versions.map(({ callers, isCalledElsewhere }) => [callers.length, isCalledElsewhere])).toEqual([
    [0, true],
    [0, true],
    [0, false],
    [0, false],
  ]);
});

it('counts old versions at rest, and stars a process for one person with all its versions', async () => {
  const starred = async (role: 'l1-operator' | 'l2-operator') =>
    (await desk.see('definitions', {}, { role })).rows
      .filter(({ isStarred }) => isStarred)
      .map(({ definition }) => definition.processId);
  const row = (await desk.see('definitions', {})).rows.find(({ definition }) => definition.processId === 'order');
  expect(row).toMatchObject({ versionsInUse: [2], restingVersions: 2, isStarred: false });
  const star = (isStarred: boolean) =>
    desk.run('definition.star', { definitionKey: newest, isStarred }, { role: 'l2-operator' });
  expect(await star(true)).toMatchObject({ kind: 'done' });
  await star(true);
  await desk.deploy({ 'order.bpmn': order('five') });
  expect(await starred('l2-operator')).toEqual(['order']);
  await star(false);
  expect(await starred('l2-operator')).toEqual([]);
});

it('stars nothing that is out of reach, and no more than stand out', async () => {
  const person = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['latest'] }] };
  expect(await desk.run('definition.star', { definitionKey: newest, isStarred: true }, { person })).not.toMatchObject({
    kind: 'done',
  });
  await desk.database.$executeRaw`insert into starred_definition (username, tenant_id, process_id, starred_at)
    select ${personWith('l2-operator').username}, '', 'p' || n, now() from generate_series(1, 200) n`;
  expect(await desk.run('definition.star', { definitionKey: newest, isStarred: true }, {})).not.toMatchObject({
    kind: 'done',
  });
});

it('measures the newest version by what of it has ended', async () => {
  await desk.deploy({ 'order.bpmn': order('not run') });
  const { rows } = await desk.see('definition-durations', {});
  // The version that was deployed last has never run.
  expect(rows.map(({ key }) => key)).toEqual([]);
  const key = (await desk.deploy({ 'order.bpmn': order('six') })).order ?? '';
  await desk.start(key);
  expect((await desk.see('definition-durations', {})).rows).toMatchObject([
    { key, instances: 1, line: [expect.any(Number)] },
  ]);
});

it('draws the line from the oldest to the newest and interpolates', () => {
  expect(durationsOf('k', [1, 2, 3, 4])).toMatchObject({
    key: 'k',
    instances: 4,
    median: 2.5,
    p95: expect.closeTo(3.85, 6) as number,
    line: [1, 2, 3, 4],
  });
  const { line, p95 } = durationsOf(
    'k',
    Array.from({ length: 100 }, (_, n) => n),
  );
  expect(line).toHaveLength(12);
  expect([line[0], p95]).toEqual([4, 94.05]);
});
