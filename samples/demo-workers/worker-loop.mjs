/** Something that the model has a path for. */
export class BusinessError extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const longPollMs = 10_000;
const lockMs = 30_000;
const maxTasks = 20;
const retries = 3;
const retryDelayMs = 1_500;
const backOffMs = [2_000, 4_000, 8_000];
const reconnectDelayMs = 1_000;
/** A server that is away is mentioned now and then, not once per try. */
const complaintIntervalMs = 30_000;

let lastComplaint = -Infinity;

/** @param {unknown} error */
export function complain(error) {
  if (performance.now() - lastComplaint < complaintIntervalMs) return;
  lastComplaint = performance.now();
  process.stderr.write(`demo workers: ${error instanceof Error ? error.message : error}\n`);
}

/** @param {number} ms */
export const pause = (ms) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * Works external tasks for ever: business errors take their path, everything else is retried and becomes an incident.
 * @param {import('./camunda7-client.mjs').Camunda7Client} client
 * @param {Record<string, (variables: Record<string, any>) => Record<string, unknown>>} handlers
 * @param {(task: any, variables: Record<string, any>) => Promise<void>} [afterwards] called once a task is completed
 */
export async function workCamunda7(client, handlers, afterwards = async () => undefined) {
  for (;;) {
    try {
      const tasks = await client.fetchAndLock(Object.keys(handlers), maxTasks, longPollMs, lockMs);
      await Promise.all(
        tasks.map((/** @type {any} */ task) =>
          workTask(client, handlers[task.topicName], task, afterwards).catch(complain),
        ),
      );
    } catch (error) {
      complain(error);
      await pause(reconnectDelayMs);
    }
  }
}

async function workTask(client, handler, task, afterwards) {
  const variables = Object.fromEntries(Object.entries(task.variables).map(([name, { value }]) => [name, value]));
  try {
    const result = handler(variables);
    await client.complete(task.id, result);
    await afterwards(task, variables);
  } catch (error) {
    if (error instanceof BusinessError) return client.bpmnError(task.id, error.code, error.message);
    if (!(error instanceof TechnicalError)) throw error;
    return client.failure(
      task.id,
      error,
      task.retries === null ? retries - 1 : Math.max(0, task.retries - 1),
      retryDelayMs,
    );
  }
}

/** Something outside that does not work just now. */
export class TechnicalError extends Error {}

/**
 * @param {import('./camunda8-client.mjs').Camunda8Client} client @param {string} type
 * @param {(variables: Record<string, any>) => Record<string, unknown>} handler
 * @param {(job: any) => Promise<void>} [afterwards] called once a job is completed
 */
export async function workCamunda8(client, type, handler, afterwards = async () => undefined) {
  for (;;) {
    try {
      const jobs = await client.activate(type, maxTasks, longPollMs, lockMs);
      await Promise.all(
        jobs.map((/** @type {any} */ job) => workJob(client, handler, job, afterwards).catch(complain)),
      );
    } catch (error) {
      complain(error);
      await pause(reconnectDelayMs);
    }
  }
}

async function workJob(client, handler, job, afterwards) {
  const key = job.jobKey;
  try {
    const result = handler(job.variables);
    await client.complete(key, result);
    await afterwards(job);
  } catch (error) {
    if (error instanceof BusinessError) return client.throwError(key, error.code, error.message);
    if (!(error instanceof TechnicalError)) throw error;
    return client.fail(
      key,
      error.message,
      Math.max(0, job.retries - 1),
      backOffMs[Math.max(0, retries - job.retries)] ?? backOffMs.at(-1),
    );
  }
}
