import { readFileSync } from 'node:fs';
import { Client, type Task, Variables } from 'camunda-external-task-client-js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { startEngineRest, type TestEngineRest, textOf } from '@/lib/api/camunda7/testing/test-engine-rest.ts';

/** The sample's own model and its four drills, worked by the official JavaScript client for external tasks. */
let rest: TestEngineRest;
let worker: Client;
/** What the provider of payments answers to a charge; the drills change it. */
let isProviderUp = true;
const clientFailures: string[] = [];
const HOURS_48_MS = 48 * 3_600_000;
const WAIT = { timeout: 15_000 };

beforeAll(async () => {
  rest = await startEngineRest();
  expect(
    (await rest.deploy('order-fulfilment', readFileSync('samples/order-fulfilment/order-fulfilment.bpmn', 'utf8')))
      .status,
  ).toBe(200);
});
beforeEach(() => {
  isProviderUp = true;
  worker = new Client({
    baseUrl: rest.base,
    workerId: 'orders',
    maxTasks: 5,
    asyncResponseTimeout: 2_000,
    lockDuration: 10_000,
    interval: 20,
  });
  // Polls that end with the test's own stop are no failure.
  worker.on('complete:error', (error) => clientFailures.push(String(error)));
  worker.on('handleFailure:error', (error) => clientFailures.push(String(error)));
  worker.subscribe('stock-reserve', async ({ task, taskService }) =>
    taskService.complete(task, new Variables().set('reservationId', `R-${task.businessKey}`)),
  );
  worker.subscribe('payment-charge', async ({ task, taskService }) => {
    if (isProviderUp)
      await taskService.complete(
        task,
        new Variables().set('paymentReference', `P-${String(task.variables.get('paymentCommandId'))}`),
      );
    else
      await taskService.handleFailure(task, {
        errorMessage: 'Payment provider did not answer within 5000 ms',
        errorDetails: 'Error: timeout\n    at charge (orders.js:7)',
        retries: attemptsLeft(task),
        retryTimeout: 0,
      });
  });
  for (const topic of ['shipment-book', 'mail-send', 'stock-release'])
    worker.subscribe(topic, async ({ task, taskService }) => taskService.complete(task));
});
afterEach(() => worker.stop());
afterAll(async () => {
  await rest.close();
  expect(clientFailures).toEqual([]);
  expect(rest.failures).toEqual([]);
});

/** Three attempts, counted by the worker, as clients of Camunda 7 do. */
function attemptsLeft({ retries }: Task): number {
  return (retries ?? 3) - 1;
}

function order(businessKey: string, exchangeRate: number | null = 1.1): Promise<string> {
  const reviewDueDate = new Date(Date.now() + HOURS_48_MS).toISOString().replace('Z', '+0000');
  return rest.start(
    'order-fulfilment',
    {
      amount: { value: 100, type: 'Integer' },
      currency: { value: 'EUR', type: 'String' },
      paymentCommandId: { value: `pc-${businessKey}`, type: 'String' },
      reviewDueDate: { value: reviewDueDate, type: 'Date' },
      ...(exchangeRate === null ? {} : { exchangeRate: { value: exchangeRate, type: 'Double' } }),
    },
    businessKey,
  );
}

/** The job of an element, once it is there. */
async function jobAt(
  instance: string,
  activityId: string,
): Promise<{ readonly id: string; readonly retries: unknown }> {
  const search = () => rest.call(`GET /job?processInstanceId=${instance}&activityId=${activityId}`);
  await expect.poll(async () => (await search()).body, WAIT).toHaveLength(1);
  const found = await search();
  return { id: textOf(found, 0, 'id'), retries: found.at(0, 'retries') };
}

async function charge(instance: string): Promise<void> {
  const { id } = await jobAt(instance, 'ServiceTask_ChargePayment');
  expect((await rest.call(`POST /job/${id}/execute`)).status).toBe(204);
}

const confirm = (businessKey: string, isAccepted: boolean) =>
  rest.call('POST /message', {
    messageName: 'PaymentConfirmed',
    businessKey,
    processVariables: { paymentAccepted: { value: isAccepted, type: 'Boolean' } },
  });

async function waitsAt(instance: string, activityId: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await rest.call(
            `GET /history/activity-instance?processInstanceId=${instance}&activityId=${activityId}&unfinished=true`,
          )
        ).body,
      WAIT,
    )
    .toHaveLength(1);
}

async function ends(instance: string, endEvent: string): Promise<void> {
  await expect
    .poll(async () => (await rest.call(`GET /history/process-instance/${instance}`)).at('state'), WAIT)
    .toBe('COMPLETED');
  expect(
    (await rest.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=${endEvent}`)).body,
  ).toHaveLength(1);
}

test('an accepted charge ships the order', async () => {
  const instance = await order('ORDER-1');
  await charge(instance);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await confirm('ORDER-1', true)).status).toBe(204);
  await ends(instance, 'EndEvent_OrderFulfilled');
  expect(
    (await rest.call(`GET /history/variable-instance?processInstanceId=${instance}&variableName=paymentReference`)).at(
      0,
      'value',
    ),
  ).toBe('P-pc-ORDER-1');
});

test('failed job: the expression fails five times until the exchange rate is there', async () => {
  const instance = await order('ORDER-2', null);
  const { id } = await jobAt(instance, 'ServiceTask_ChargePayment');
  for (const left of [4, 3, 2, 1, 0]) {
    const attempt = await rest.call(`POST /job/${id}/execute`);
    // Camunda 7 answers a job that fails with 404 and the failure's message.
    expect(attempt.status, attempt.text).toBe(404);
    expect((await rest.call(`GET /job/${id}`)).at('retries')).toBe(left);
  }
  const incident = await rest.call(`GET /incident?processInstanceId=${instance}`);
  expect(incident.body).toMatchObject([
    { incidentType: 'failedJob', activityId: 'ServiceTask_ChargePayment', configuration: id },
  ]);
  expect(textOf(incident, 0, 'incidentMessage')).toContain("Cannot resolve identifier 'exchangeRate'");
  expect(
    (await rest.call(`PUT /process-instance/${instance}/variables/exchangeRate`, { value: 0.5, type: 'Double' }))
      .status,
  ).toBe(204);
  expect((await rest.call(`PUT /job/${id}/retries`, { retries: 1 })).status).toBe(204);
  expect((await rest.call(`POST /job/${id}/execute`)).status).toBe(204);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await rest.call(`GET /incident?processInstanceId=${instance}`)).body).toEqual([]);
  expect((await confirm('ORDER-2', true)).status).toBe(204);
  await ends(instance, 'EndEvent_OrderFulfilled');
});

test('external task: three attempts of the worker time out, one more after the provider is back', async () => {
  isProviderUp = false;
  const instance = await order('ORDER-3');
  await charge(instance);
  await expect
    .poll(async () => (await rest.call(`GET /incident?processInstanceId=${instance}`)).at(0, 'incidentType'), WAIT)
    .toBe('failedExternalTask');
  expect(
    (await rest.call(`GET /history/external-task-log?processInstanceId=${instance}&failureLog=true`)).body,
  ).toHaveLength(3);
  isProviderUp = true;
  const task = textOf(await rest.call(`GET /external-task?processInstanceId=${instance}`), 0, 'id');
  expect((await rest.call(`GET /external-task/${task}/errorDetails`)).text).toContain('orders.js:7');
  expect((await rest.call(`PUT /external-task/${task}/retries`, { retries: 1 })).status).toBe(204);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await confirm('ORDER-3', true)).status).toBe(204);
  await ends(instance, 'EndEvent_OrderFulfilled');
});

test('stuck task: a refused charge waits for the supervisors, is escalated once after 48 hours, and assigned by hand', async () => {
  const instance = await order('ORDER-4');
  await charge(instance);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await confirm('ORDER-4', false)).status).toBe(204);
  await waitsAt(instance, 'UserTask_SupervisorReview');
  const timer = await jobAt(instance, 'BoundaryTimer_ReviewSla');
  const dueIn =
    Date.parse(textOf(await rest.call(`GET /job/${timer.id}`), 'dueDate').replace('+0000', 'Z')) - Date.now();
  expect(Math.abs(dueIn - HOURS_48_MS)).toBeLessThan(60_000);
  expect((await rest.call(`POST /job/${timer.id}/execute`)).status).toBe(204);
  await expect
    .poll(
      async () =>
        (await rest.call(`GET /history/activity-instance?processInstanceId=${instance}&activityId=EndEvent_Escalated`))
          .body,
      WAIT,
    )
    .toHaveLength(1);
  expect((await rest.call(`GET /job?processInstanceId=${instance}&activityId=BoundaryTimer_ReviewSla`)).body).toEqual(
    [],
  );
  const task = textOf(await rest.call(`GET /task?processInstanceId=${instance}&candidateGroup=supervisors`), 0, 'id');
  expect((await rest.call(`POST /task/${task}/assignee`, { userId: 'sam' })).status).toBe(204);
  expect(
    (
      await rest.call(`POST /task/${task}/complete`, {
        variables: { reviewApproved: { value: false, type: 'Boolean' } },
      })
    ).status,
  ).toBe(204);
  await ends(instance, 'EndEvent_OrderRejected');
});

test('early message: nothing waits yet, which is told; once the instance waits it is taken', async () => {
  const instance = await order('ORDER-5');
  const early = await confirm('ORDER-5', true);
  expect(early.status).toBe(400);
  expect(early.at('message')).toContain("Cannot correlate message 'PaymentConfirmed'");
  await charge(instance);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await confirm('ORDER-5', true)).status).toBe(204);
  await ends(instance, 'EndEvent_OrderFulfilled');
});

test('second version: an order that stopped without an exchange rate is migrated, retried and charged as it is', async () => {
  const instance = await order('ORDER-8', null);
  const { id } = await jobAt(instance, 'ServiceTask_ChargePayment');
  expect((await rest.call(`PUT /job/${id}/retries`, { retries: 1 })).status).toBe(204);
  expect((await rest.call(`POST /job/${id}/execute`)).status).toBe(404);
  const model = readFileSync('samples/order-fulfilment/order-fulfilment-1.1.bpmn', 'utf8');
  expect((await rest.deploy('order-fulfilment-1.1', model)).status).toBe(200);
  const versions = await rest.call('GET /process-definition?key=order-fulfilment&sortBy=version&sortOrder=asc');
  const plan = await rest.call('POST /migration/generate', {
    sourceProcessDefinitionId: textOf(versions, 0, 'id'),
    targetProcessDefinitionId: textOf(versions, 1, 'id'),
  });
  expect(
    (await rest.call('POST /migration/execute', { migrationPlan: plan.body, processInstanceIds: [instance] })).status,
  ).toBe(204);
  expect((await rest.call(`PUT /job/${id}/retries`, { retries: 1 })).status).toBe(204);
  expect((await rest.call(`POST /job/${id}/execute`)).status).toBe(204);
  await waitsAt(instance, 'MessageCatch_PaymentConfirmed');
  expect((await confirm('ORDER-8', true)).status).toBe(204);
  await ends(instance, 'EndEvent_OrderFulfilled');
});
