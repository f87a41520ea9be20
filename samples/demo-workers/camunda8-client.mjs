const requestTimeoutMs = 30_000;

/** The calls of `/v2` that the demo makes. */
export class Camunda8Client {
  /** @param {string} base @param {string} worker */
  constructor(base, worker) {
    this.base = base;
    this.worker = worker;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async request(method, path, body) {
    const response = await fetch(`${this.base}${path}`, {
      method,
      signal: AbortSignal.timeout(requestTimeoutMs),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  }

  /** @param {string} file @param {Uint8Array} content */
  async deploy(file, content) {
    const form = new FormData();
    form.append('resources', new Blob([content]), file);
    const response = await fetch(`${this.base}/deployments`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`deploying ${file}: ${response.status} ${await response.text()}`);
  }

  /** @param {string} processDefinitionId @param {Record<string, unknown>} variables */
  start(processDefinitionId, variables) {
    return this.request('POST', '/process-instances', { processDefinitionId, variables });
  }

  /** @param {string} type @param {number} maxJobsToActivate @param {number} requestTimeout @param {number} timeout */
  async activate(type, maxJobsToActivate, requestTimeout, timeout) {
    const { jobs } = await this.request('POST', '/jobs/activation', {
      type,
      worker: this.worker,
      timeout,
      maxJobsToActivate,
      requestTimeout,
    });
    return jobs;
  }

  /** @param {string} key @param {Record<string, unknown>} variables */
  complete(key, variables) {
    return this.request('POST', `/jobs/${key}/completion`, { variables });
  }

  /** @param {string} key @param {string} errorMessage @param {number} retries @param {number} retryBackOff */
  fail(key, errorMessage, retries, retryBackOff) {
    return this.request('POST', `/jobs/${key}/failure`, { retries, errorMessage, retryBackOff });
  }

  /** @param {string} key @param {string} errorCode @param {string} errorMessage */
  throwError(key, errorCode, errorMessage) {
    return this.request('POST', `/jobs/${key}/error`, { errorCode, errorMessage });
  }

  /**
   * @param {string} name @param {string} correlationKey @param {Record<string, unknown>} variables @param {number}
   * timeToLive
   */
  publish(name, correlationKey, variables, timeToLive) {
    return this.request('POST', '/messages/publication', { name, correlationKey, variables, timeToLive });
  }
}
