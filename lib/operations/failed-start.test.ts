import { expect, test } from 'vitest';
import { enroll } from '@/lib/console/test-account.ts';
import { testDesk } from '@/lib/console/test-desk.ts';
import { personWith } from '@/lib/console/test-person.ts';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';

const WAIT = { timeout: 20_000, interval: 100 };
const MESSAGE = `Unknown property used in expression: \${missing}. Cause: Cannot resolve identifier 'missing'`;
const MODEL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  targetNamespace="tests"><process id="nightly" isExecutable="true" camunda:historyTimeToLive="30">
    <startEvent id="begin"><timerEventDefinition><timeDuration>PT0S</timeDuration></timerEventDefinition></startEvent>
    <sequenceFlow id="a" sourceRef="begin" targetRef="work"/><serviceTask id="work" camunda:expression="\${missing}"/>
  </process></definitions>`;
const elsewhere = { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: ['elsewhere'] }] };
const desk = testDesk({
  isJobExecutorOn: true,
  isGuarded: true,
  prepare: (database) => enroll(database, 'l2-operator'),
});

const open = async (): Promise<readonly IncidentRow[]> =>
  (await desk.see('incidents', { state: 'open', definition: 'nightly', limit: 10 })).rows;
/** The one that is open, once there is another than this. */
async function opened(before: string): Promise<IncidentRow> {
  await expect
    .poll(async () => (await open()).map(({ key }) => key).filter((key) => key !== before), WAIT)
    .toHaveLength(1);
  const [incident] = await open();
  if (incident === undefined) throw new Error('No incident is open.');
  return incident;
}

test('a start that fails is an incident of no instance, which is found, noted and retried alone, with its group and in a batch', async () => {
  await desk.deploy({ 'nightly.bpmn': MODEL });
  const first = await opened('');
  expect(first).toMatchObject({
    instanceKey: null,
    businessKey: null,
    elementId: 'begin',
    retries: 0,
    message: MESSAGE,
  });
  const jobKey = first.jobKey ?? '';
  expect((await desk.see('jobs', { key: jobKey, limit: 1 })).rows).toMatchObject([
    { state: 'incident', attempts: 3, retries: 0, errorMessage: MESSAGE },
  ]);
  expect((await desk.see('job', { key: jobKey })).log.map(({ what }) => what)).toEqual([
    'failed',
    'failed',
    'failed',
    'created',
  ]);
  expect(await desk.see('incident', { key: first.key })).toMatchObject({
    attempts: [{ retries: 0 }, { retries: 1 }, { retries: 2 }],
  });
  expect((await desk.see('incident-groups', {})).groups).toMatchObject([
    { open: 1, instances: 0, newestInstanceKey: null, newestIncidentKey: first.key },
  ]);

  const retry = { incidentKey: first.key, retries: 1 };
  expect(await desk.run('incident.retry', retry, { person: elsewhere })).toMatchObject({ kind: 'notFound' });
  expect(await desk.run('incident.annotate', { incidentKey: first.key, annotation: 'looked at' })).toMatchObject({
    kind: 'done',
  });
  expect(await desk.lastEntry()).toMatchObject({
    operation: 'incident.annotate',
    elementId: 'begin',
    instanceKey: null,
  });
  expect(await desk.run('incident.retry', retry)).toMatchObject({
    kind: 'done',
    message: 'The start timer begin of nightly version 1 has 1 attempt.',
    jobKeys: [jobKey],
  });
  expect(await desk.lastEntry()).toMatchObject({ operation: 'incident.retry', targetKey: first.key, outcome: 'done' });
  expect(await desk.see('incident', { key: first.key })).toMatchObject({
    isOpen: false,
    outcome: 'resolved',
    resolvedBy: expect.any(String),
    annotation: 'looked at',
  });
  expect(await desk.run('incident.retry', retry)).toMatchObject({ kind: 'refused' });

  const second = await opened(first.key);
  expect(await desk.run('job.set-retries', { jobKey, retries: 1 })).toMatchObject({ kind: 'done' });
  const third = await opened(second.key);
  const group = await desk.run('incident.retry-group', { incidentKey: third.key });
  expect(group).toMatchObject({ kind: 'done' });
  const fourth = await opened(third.key);
  const batch = await desk.run('batch.create', {
    selection: { keys: [fourth.key], of: 'incidents' },
    action: { kind: 'retry', retries: 1 },
  });
  expect(batch).toMatchObject({ kind: 'done' });
  const batchKey = batch.kind === 'done' ? (batch.batchKey ?? '') : '';
  await expect.poll(async () => (await desk.see('batch', { key: batchKey })).done, WAIT).toBe(1);
  expect((await desk.see('batch-items', { batch: batchKey, limit: 10 })).rows).toMatchObject([
    { state: 'done', elementId: 'begin', instanceKey: null, definition: { processId: 'nightly' } },
  ]);
  await opened(fourth.key);

  const { log } = await desk.see('job', { key: jobKey });
  expect(await desk.run('job.execute', { jobKey })).toMatchObject({
    kind: 'done',
    hasFailed: true,
    message: `The start timer begin of nightly version 1 has failed: ${MESSAGE}`,
  });
  expect(await desk.lastEntry()).toMatchObject({
    operation: 'job.execute',
    targetKey: jobKey,
    outcome: 'failed',
    outcomeText: MESSAGE,
  });
  expect((await desk.see('job', { key: jobKey })).log).toHaveLength(log.length + 1);
});
