import { expect, it } from 'vitest';
import { testDesk } from '../test-desk.ts';
import { personWith } from '../test-person.ts';
import { pointsOf } from './job-pace.ts';

const MINUTE_MS = 60_000;
const MODEL = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="tests">
  <process id="order" isExecutable="true" camunda:historyTimeToLive="1"><startEvent id="start" camunda:asyncAfter="true"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="end"/><endEvent id="end"/>
  </process></definitions>`;
const desk = testDesk({ isJobExecutorOn: false });
const reach = (process: string) => ({
  person: { ...personWith('l2-operator'), roles: [{ id: 'l2-operator' as const, definitions: [process] }] },
});

it('says how many are due, since when, and how fast they go', async () => {
  const { order = '' } = await desk.deploy({ 'order.bpmn': MODEL });
  expect(await desk.see('job-figures', {})).toMatchObject({ due: { value: 0, isExact: true }, oldestDueAt: null });
  await desk.start(order);
  await desk.start(order);
  await desk.database.$executeRaw`insert into job_pace (at, kind, what, count) values
    (date_trunc('minute', now()) - interval '2 minutes', 'timer', 'done', 20),
    (date_trunc('minute', now()) - interval '2 minutes', 'worker', 'done', 5),
    (date_trunc('minute', now()) - interval '2 minutes', 'worker', 'failed', 1)`;
  const figures = await desk.see('job-figures', {});
  expect(figures).toMatchObject({ due: { value: 2, isExact: true }, perMinute: { done: 5, failed: 0.2 } });
  expect(Date.now() - (figures.oldestDueAt ?? 0)).toBeLessThan(MINUTE_MS);
});

it('draws an hour minute by minute and a day in quarters, without a gap', async () => {
  const hour = await desk.see('job-pace', { range: '1h' });
  expect(hour.stepMs).toBe(MINUTE_MS);
  expect(hour.points?.length).toBeGreaterThanOrEqual(60);
  expect(hour.points?.filter(({ done }) => done > 0)).toMatchObject([{ done: 25, failed: 1 }]);
  const day = await desk.see('job-pace', { range: '24h' });
  expect(day.points?.length).toBeGreaterThanOrEqual(96);
  expect(day.points?.reduce((sum, { done }) => sum + done, 0)).toBe(25);
});

it('tells whoever sees some processes only what is due of those, and no count of all', async () => {
  expect(await desk.see('job-figures', {}, reach('order'))).toMatchObject({ due: { value: 2 }, perMinute: null });
  expect(await desk.see('job-figures', {}, reach('other'))).toMatchObject({ due: { value: 0 }, perMinute: null });
  expect(await desk.see('job-pace', {}, reach('order'))).toMatchObject({ points: null });
});

it('gives each step its place', () => {
  const counts = [
    { step: 2, what: 'done' as const, count: 4 },
    { step: 2, what: 'created' as const, count: 3 },
  ];
  expect(pointsOf(counts, { first: 10, last: 31, stepMs: 10 })).toEqual([
    { at: 10, created: 0, done: 0, failed: 0 },
    { at: 20, created: 3, done: 4, failed: 0 },
    { at: 30, created: 0, done: 0, failed: 0 },
  ]);
});
