import { API_URL } from './browser-args.ts';
import {
  CASE_MODEL,
  COLLAPSED_MODEL,
  EVERYTHING_MODEL,
  LOOP_MODEL,
  PAYMENT_MODEL,
  VERSIONED_MODELS,
} from './models.ts';

interface LockedTask {
  readonly id: string;
  readonly processInstanceId: string;
  readonly variables: Readonly<Record<string, { readonly value: unknown }>>;
}
const LOCK_MS = 30_000;
const WAIT_MS = 30_000;

/** What workers do, over the API that workers use. */
export async function deployPayment(): Promise<void> {
  await deploy('payment.bpmn', PAYMENT_MODEL);
}
export async function deploy(file: string, model: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const form = new FormData();
  form.append('deployment-name', 'e2e');
  form.append(file, new Blob([model]), file);
  await expectOk(fetch(`${API_URL}/engine-rest/deployment/create`, { method: 'POST', body: form }));
}

export async function deployTogether(files: Readonly<Record<string, string>>): Promise<void> {
  const form = new FormData();
  form.append('deployment-name', 'e2e');
  for (const [name, content] of Object.entries(files)) form.append(name, new Blob([content]), name);
  await expectOk(fetch(`${API_URL}/engine-rest/deployment/create`, { method: 'POST', body: form }));
}
/** At its first task, or beyond it. */
export async function startTravel(businessKey: string, element: 'Request' | 'Approve' = 'Request'): Promise<string> {
  const { id } = (await post('/process-definition/key/travel/start', {
    businessKey,
    variables: { destination: { value: element === 'Approve' ? 'Porto' : null } },
  })) as { id: string };
  if (element === 'Approve') await post(`/task/${await taskAt(id, 'Request')}/complete`, {});
  return id;
}
export async function taskAt(instance: string, element: string): Promise<string> {
  const found: string[] = [];
  await waitUntil(async () => {
    const tasks = (await get(`/task?processInstanceId=${instance}&taskDefinitionKey=${element}`)) as { id: string }[];
    found.push(...tasks.map(({ id }) => id));
    return found.length > 0;
  });
  const [task] = found;
  if (task === undefined) throw new Error(`Instance ${instance} has no task at ${element}`);
  return task;
}
/** Of what has ended too. */
export async function variablesOf(instance: string): Promise<Readonly<Record<string, unknown>>> {
  const rows = (await get(`/history/variable-instance?processInstanceId=${instance}`)) as {
    name: string;
    value: unknown;
  }[];
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}

/** An instance that every operation can be done to: two incidents and an open task. */
export async function startEverything(
  businessKey: string,
): Promise<{ readonly instanceKey: string; readonly taskKey: string }> {
  await deploy('everything.bpmn', EVERYTHING_MODEL);
  const { id } = (await post('/process-definition/key/everything/start', {
    businessKey,
    variables: { amount: { value: 5, type: 'Integer' } },
  })) as { id: string };
  for (const topic of ['e2e-first', 'e2e-second']) await fail(await lock(id, topic));
  const [task] = (await get(`/task?processInstanceId=${id}`)) as { id: string }[];
  if (task === undefined) throw new Error(`Instance ${id} has no task`);
  return { instanceKey: id, taskKey: task.id };
}
export async function startCollapsed(businessKey: string): Promise<string> {
  await deploy('collapsed.bpmn', COLLAPSED_MODEL);
  const { id } = (await post('/process-definition/key/collapsed/start', { businessKey })) as { id: string };
  return id;
}
/** Three runs of a multi-instance: one is done, one has an incident, one waits. */
export async function startLoop(businessKey: string): Promise<string> {
  await deploy('parcels.bpmn', LOOP_MODEL);
  const { id } = (await post('/process-definition/key/parcels/start', { businessKey })) as { id: string };
  const done = await lock(id, 'e2e-send');
  await post(`/external-task/${done.id}/complete`, { workerId: 'e2e' });
  await fail(await lock(id, 'e2e-send'));
  return id;
}
/** Both versions, once: what is equal to the last is not deployed again. */
export async function deployTwoVersions(): Promise<void> {
  const known = (await get('/process-definition/count?key=versioned')) as { count: number };
  if (known.count === 0) for (const model of VERSIONED_MODELS) await deploy('versioned.bpmn', model);
}
/** In the first version. */
export async function startVersioned(businessKey: string): Promise<string> {
  const [first] = (await get('/process-definition?key=versioned&version=1')) as { id: string }[];
  const { id } = (await post(`/process-definition/${first?.id}/start`, { businessKey })) as { id: string };
  return id;
}
/** An instance that rests, of a definition that rests. */
export async function startHeld(businessKey: string): Promise<string> {
  await deploy(
    'held.bpmn',
    PAYMENT_MODEL.replace('id="payment" name="Payment"', 'id="held" name="Held"').replace(
      'bpmnElement="payment"',
      'bpmnElement="held"',
    ),
  );
  const { id } = (await post('/process-definition/key/held/start', { businessKey })) as { id: string };
  await put('/process-definition/key/held/suspended', { suspended: true, includeProcessInstances: true });
  return id;
}
/** An instance that was cancelled. */
export async function startEnded(businessKey: string): Promise<string> {
  await deployPayment();
  const instance = await startPayment(businessKey);
  await expectOk(fetch(`${API_URL}/engine-rest/process-instance/${instance}`, { method: 'DELETE' }));
  return instance;
}
/** A batch that cannot succeed: its only instance has ended. */
export async function startFailingBatch({ isPaused = false } = {}): Promise<string> {
  const instance = await startEnded('ENDED');
  const { id } = (await post('/modification/executeAsync', {
    processDefinitionId: await latest('payment'),
    processInstanceIds: [instance],
    instructions: [{ type: 'startBeforeActivity', activityId: 'Charge' }],
  })) as { id: string };
  await waitUntil(
    async () => ((await get(`/batch/statistics?batchId=${id}`)) as { failedJobs: number }[])[0]?.failedJobs === 1,
  );
  if (isPaused) await put(`/batch/${id}/suspended`, { suspended: true });
  return id;
}
async function latest(key: string): Promise<string> {
  return ((await get(`/process-definition/key/${key}`)) as { id: string }).id;
}
async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + WAIT_MS;
  while (!(await isTrue())) {
    if (Date.now() > until) throw new Error('It did not come true');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
async function fail(task: LockedTask): Promise<void> {
  await post(`/external-task/${task.id}/failure`, {
    workerId: 'e2e',
    errorMessage: 'Provider wrong is unknown',
    errorDetails: 'Error: Provider wrong is unknown\n    at charge (payment.ts:12)',
    retries: 0,
    retryTimeout: 0,
  });
}
/** Of any model that was deployed. */
export async function start(
  process: string,
  businessKey: string,
  variables: Readonly<Record<string, { readonly value: unknown; readonly type: string }>> = {},
): Promise<string> {
  return ((await post(`/process-definition/key/${process}/start`, { businessKey, variables })) as { id: string }).id;
}
/** A worker that takes the work of an instance and cannot do it. */
export async function failWork(instanceKey: string, topic: string, errorMessage: string): Promise<void> {
  const task = await lock(instanceKey, topic);
  await post(`/external-task/${task.id}/failure`, {
    workerId: 'e2e',
    errorMessage,
    errorDetails: `${errorMessage}\n    at worker`,
    retries: 0,
    retryTimeout: 0,
  });
}
/** A worker that takes the work of an instance and is not heard of again. */
export async function holdWork(instanceKey: string, topic: string): Promise<void> {
  await lock(instanceKey, topic);
}
/** The timer of an instance, due a minute ago. */
export async function makeTimerDue(instanceKey: string): Promise<void> {
  const [timer] = (await get(`/job?processInstanceId=${instanceKey}&timers=true`)) as { id: string }[];
  if (timer === undefined) throw new Error(`Instance ${instanceKey} has no timer`);
  await put(`/job/${timer.id}/duedate`, { duedate: new Date(Date.now() - 60_000).toISOString().replace('Z', '+0000') });
}
export async function doWork(instanceKey: string, topic: string): Promise<void> {
  const task = await lock(instanceKey, topic);
  await post(`/external-task/${task.id}/complete`, { workerId: 'e2e' });
}
export async function startPayment(businessKey: string): Promise<string> {
  const body = {
    businessKey,
    variables: { amount: { value: 120_000, type: 'Integer' }, provider: { value: 'wrong', type: 'String' } },
  };
  const instance = (await post('/process-definition/key/payment/start', body)) as { id: string };
  return instance.id;
}
export async function failPayment(instanceKey: string): Promise<void> {
  await fail(await lock(instanceKey, 'e2e-charge'));
}
export async function incidentFor(businessKey: string): Promise<string> {
  const key = await startPayment(businessKey);
  await failPayment(key);
  return key;
}

/** An instance of a definition that rests, timers and all. */
export async function startResting(): Promise<void> {
  await deploy('resting.bpmn', EVERYTHING_MODEL.replaceAll('"everything"', '"resting"'));
  await put('/process-definition/key/resting/suspended', { suspended: true });
}
/** These instances rest, and no others. */
export async function suspendMany(processInstanceIds: readonly string[]): Promise<void> {
  await put('/process-instance/suspended', { processInstanceIds, suspended: true });
}
/** A task that somebody does on behalf of somebody else. */
export async function startDelegated(businessKey: string, userId: string): Promise<string> {
  const { taskKey } = await startEverything(businessKey);
  await post(`/task/${taskKey}/delegate`, { userId });
  return taskKey;
}
/** A task that no process asks for, offered to a group. */
export async function createTask(name: string, groupId: string): Promise<string> {
  await post('/task/create', { name });
  const [task] = (await get(`/task?name=${encodeURIComponent(name)}`)) as { id: string }[];
  if (task === undefined) throw new Error(`There is no task ${name}`);
  await post(`/task/${task.id}/identity-links`, { groupId, type: 'candidate' });
  return task.id;
}
/** As somebody else does it, in another client. */
export async function completeTask(taskId: string): Promise<void> {
  await post(`/task/${taskId}/complete`, {});
}
/** An incident that somebody reports at a case. */
export async function reportIncident(instanceKey: string, incidentType: string): Promise<void> {
  const [execution] = (await get(
    `/execution?processInstanceId=${instanceKey}&activityId=ServiceTask_SubmitDocumentVerification`,
  )) as { id: string }[];
  await post(`/execution/${execution?.id ?? instanceKey}/create-incident`, {
    incidentType,
    message: 'reported by hand',
  });
}

/** A case whose document is verified by somebody outside: it is submitted first, and waits for the message then. */
export async function deployCase(): Promise<void> {
  await deploy('case.bpmn', CASE_MODEL);
}
export async function startCase(businessKey: string): Promise<string> {
  return ((await post('/process-definition/key/case/start', { businessKey })) as { id: string }).id;
}
/** From now on the case waits for its document. */
export async function submitCase(instanceKey: string): Promise<void> {
  const task = await lock(instanceKey, 'e2e-submit');
  await post(`/external-task/${task.id}/complete`, { workerId: 'e2e' });
}
/** Sends a message that nothing waits for, and gives the answer's status. */
export async function sendMessage(messageName: string, businessKey: string): Promise<number> {
  const response = await fetch(`${API_URL}/engine-rest/message`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      messageName,
      businessKey,
      processVariables: { verifiedBy: { value: 'registry', type: 'String' } },
    }),
  });
  return response.status;
}

/** Publishes a message of Camunda 8 that is not to wait. */
export async function publishMessage(name: string, correlationKey: string, variables: object): Promise<void> {
  await expectOk(
    fetch(`${API_URL}/v2/messages/publication`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, correlationKey, timeToLive: 0, variables }),
    }),
  );
}

/** Topics are narrowed by business key: each test has one of its own. */
async function lock(instanceKey: string, topic: string): Promise<LockedTask> {
  const { businessKey } = (await get(`/process-instance/${instanceKey}`)) as { businessKey: string };
  const tasks = (await post('/external-task/fetchAndLock', {
    workerId: 'e2e',
    maxTasks: 1,
    asyncResponseTimeout: 5000,
    topics: [{ topicName: topic, lockDuration: LOCK_MS, businessKey }],
  })) as LockedTask[];
  const task = tasks[0];
  if (task === undefined) throw new Error(`No work for instance ${instanceKey}`);
  return task;
}
async function get(path: string): Promise<unknown> {
  return (await (await expectOk(fetch(`${API_URL}/engine-rest${path}`))).json()) as unknown;
}
async function post(path: string, body: object): Promise<unknown> {
  return await send('POST', path, body);
}
async function put(path: string, body: object): Promise<unknown> {
  return await send('PUT', path, body);
}
async function send(method: string, path: string, body: object): Promise<unknown> {
  const response = await expectOk(
    fetch(`${API_URL}/engine-rest${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
  const text = await response.text();
  return text === '' ? null : (JSON.parse(text) as unknown);
}
async function expectOk(pending: Promise<Response>): Promise<Response> {
  const response = await pending;
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`);
  return response;
}
/** The newest version of a process. */
export async function versionOf(process: string): Promise<number> {
  return ((await get(`/process-definition/key/${process}`)) as { version: number }).version;
}
/** The instance that an instance has called. */
export async function calledBy(instanceKey: string): Promise<string> {
  const found: string[] = [];
  await waitUntil(async () => {
    const called = (await get(`/process-instance?superProcessInstance=${instanceKey}`)) as { id: string }[];
    found.push(...called.map(({ id }) => id));
    return found.length > 0;
  });
  return found[0] ?? '';
}
