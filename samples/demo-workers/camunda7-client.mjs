const requestTimeoutMs = 30_000;

/** The calls of `/engine-rest` that the demo makes, as any client makes them: fetch and JSON. */
export class Camunda7Client {
  /** @param {string} base @param {string} workerId */
  constructor(base, workerId) {
    this.base = base;
    this.workerId = workerId;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async request(method, path, body) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      signal: AbortSignal.timeout(requestTimeoutMs),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  /**
   * One deployment of several files; files that are there already make no new version. @param {string} name @param
   * {Record<string, Uint8Array>} files
   */
  async deploy(name, files) {
    const form = new FormData();
    form.set('deployment-name', name);
    form.set('deployment-source', 'demo');
    form.set('deploy-changed-only', 'true');
    for (const [file, content] of Object.entries(files)) form.set(file, new Blob([content]), file);
    const response = await fetch(`${this.base}/deployment/create`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`deploying ${name}: ${response.status} ${await response.text()}`);
  }

  /** @param {string} processKey @param {string} businessKey @param {Record<string, unknown>} variables */
  start(processKey, businessKey, variables) {
    return this.request('POST', `/process-definition/key/${processKey}/start`, {
      businessKey,
      variables: typed(variables),
    });
  }

  /** @param {string} processKey @param {string} businessKey @param {Record<string, unknown>} variables */
  async startFirstVersion(processKey, businessKey, variables) {
    const [{ id }] = await this.request('GET', `/process-definition?key=${processKey}&version=1`);
    return this.request('POST', `/process-definition/${encodeURIComponent(id)}/start`, {
      businessKey,
      variables: typed(variables),
    });
  }

  /** @param {readonly string[]} topics @param {number} maxTasks @param {number} waitMs @param {number} lockMs */
  fetchAndLock(topics, maxTasks, waitMs, lockMs) {
    return this.request('POST', '/external-task/fetchAndLock', {
      workerId: this.workerId,
      maxTasks,
      usePriority: true,
      asyncResponseTimeout: waitMs,
      topics: topics.map((topicName) => ({ topicName, lockDuration: lockMs })),
    });
  }

  /** @param {string} id @param {Record<string, unknown>} variables */
  complete(id, variables) {
    return this.request('POST', `/external-task/${id}/complete`, {
      workerId: this.workerId,
      variables: typed(variables),
    });
  }

  /** @param {string} id @param {string} errorCode @param {string} errorMessage */
  bpmnError(id, errorCode, errorMessage) {
    return this.request('POST', `/external-task/${id}/bpmnError`, { workerId: this.workerId, errorCode, errorMessage });
  }

  /** @param {string} id @param {Error} error @param {number} retries @param {number} retryTimeout */
  failure(id, error, retries, retryTimeout) {
    return this.request('POST', `/external-task/${id}/failure`, {
      workerId: this.workerId,
      errorMessage: error.message,
      errorDetails: error.stack,
      retries,
      retryTimeout,
    });
  }
}

/** Plain values as the API's typed ones; a Date is a Date. @param {Record<string, unknown>} variables */
export function typed(variables) {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typedValue(value)]));
}

/** @param {unknown} value */
function typedValue(value) {
  if (value instanceof Date) return { value: value.toISOString().replace('Z', '+0000'), type: 'Date' };
  if (value === null) return { value, type: 'Null' };
  if (typeof value === 'boolean') return { value, type: 'Boolean' };
  if (typeof value === 'number') return { value, type: Number.isInteger(value) ? 'Integer' : 'Double' };
  return { value: String(value), type: 'String' };
}
