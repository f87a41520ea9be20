import { beforeAll, expect, test } from 'vitest';
import { around } from '../testing/models.ts';
import { engineRest } from '../testing/test-engine-rest.ts';

/** More than is read at a time. */
const RUNS = 2_500;
const MANY = `<bpmn:serviceTask id="step" camunda:type="external" camunda:topic="many"><bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality xsi:type="bpmn:tFormalExpression">${RUNS}</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>`;

const api = engineRest();
let instance: string;
beforeAll(async () => {
  await api.deploy('many', around('many', MANY, 'step'));
  instance = await api.start('many');
});

interface Entry {
  readonly id: string;
  readonly externalTaskId: string;
}
const log = async (query: string): Promise<readonly Entry[]> =>
  (await api.call(`GET /history/external-task-log?processInstanceId=${instance}${query}`)).body as Entry[];

test('200: a log of more entries than are read at a time is whole, each entry once', async () => {
  const all = await log('');
  expect(new Set(all.map(({ id }) => id)).size).toBe(RUNS);
  expect(
    (await api.call(`GET /history/external-task-log/count?processInstanceId=${instance}&activityIdIn=step`)).body,
  ).toEqual({ count: RUNS });
});

test('200: pages of it follow one another in the order that was asked for', async () => {
  const first = await log('&sortBy=externalTaskId&sortOrder=asc&maxResults=3');
  const last = await log(`&sortBy=externalTaskId&sortOrder=asc&firstResult=${RUNS - 3}&maxResults=10`);
  const keys = (await log('')).map(({ externalTaskId }) => externalTaskId).sort();
  expect([...first, ...last].map(({ externalTaskId }) => externalTaskId)).toEqual([
    ...keys.slice(0, 3),
    ...keys.slice(-3),
  ]);
});

test('200: details of more variables than are read at a time', async () => {
  const details = (await api.call(`GET /history/detail?processInstanceId=${instance}`)).body as {
    variableName: string;
  }[];
  expect(details.filter(({ variableName }) => variableName === 'loopCounter')).toHaveLength(RUNS);
  expect(
    (await api.call(`GET /history/detail/count?processInstanceId=${instance}&variableNameLike=loopCounter`)).body,
  ).toEqual({ count: RUNS });
});
