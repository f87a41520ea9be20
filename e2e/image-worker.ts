import { readFile } from 'node:fs/promises';
import { API_URL } from './browser-args.ts';

const LEASE_MS = 30_000;
const WAIT_MS = 5_000;
/** A model's id as the upload service takes it. */
const MODEL_ID = /^mid-\d+$/;
interface Job {
  readonly jobKey: string;
  readonly processInstanceKey: string;
  readonly retries: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The worker of the sample *Image production*, over `/v2`: step by step, as a test needs it. */
export class ImageWorker {
  async deploy(): Promise<void> {
    const form = new FormData();
    form.append(
      'resources',
      new Blob([await readFile('samples/image-production/image-production.bpmn')]),
      'image-production.bpmn',
    );
    const response = await fetch(`${API_URL}/v2/deployments`, { method: 'POST', body: form });
    if (!response.ok) throw new Error(`Deploying answered ${response.status}: ${await response.text()}`);
  }

  async start(modelId: string): Promise<string> {
    const { processInstanceKey } = (await this.#post('/process-instances', {
      processDefinitionId: 'image-production',
      variables: { modelId },
    })) as { processInstanceKey: string };
    return processInstanceKey;
  }

  /** Uploads if the id is right; else fails, with one retry less and no back-off. */
  async upload(): Promise<'uploaded' | 'failed'> {
    const job = await this.#activate('model_uploading');
    if (MODEL_ID.test(String(job.variables.modelId))) {
      await this.#post(`/jobs/${job.jobKey}/completion`, { variables: {} });
      return 'uploaded';
    }
    await this.#post(`/jobs/${job.jobKey}/failure`, {
      retries: job.retries - 1,
      errorMessage: 'Invalid modelId format. Expected: mid-<number>',
      retryBackOff: 0,
    });
    return 'failed';
  }

  /** The renderer's message, enhancement, thumbnails and storage: the rest of the way. */
  async finish(modelId: string): Promise<void> {
    await this.#post('/messages/publication', {
      name: 'MessageRenderImageComplete',
      correlationKey: modelId,
      timeToLive: LEASE_MS,
      variables: { imageRenderingQuality: 0.5 },
    });
    await this.#complete('image_enhancement', {});
    await this.#complete('thumbnails_production', { thumbnailIds: ['small', 'large'] });
    for (const assetId of ['asset-1', 'asset-2']) await this.#complete('asset_storage', { assetId });
  }

  async #complete(type: string, variables: Readonly<Record<string, unknown>>): Promise<void> {
    const job = await this.#activate(type);
    await this.#post(`/jobs/${job.jobKey}/completion`, { variables });
  }

  async #activate(type: string): Promise<Job> {
    const { jobs } = (await this.#post('/jobs/activation', {
      type,
      worker: 'e2e',
      timeout: LEASE_MS,
      maxJobsToActivate: 1,
      requestTimeout: WAIT_MS,
    })) as { jobs: Job[] };
    const [job] = jobs;
    if (job === undefined) throw new Error(`No job of the type ${type}`);
    return job;
  }

  async #post(path: string, body: object): Promise<unknown> {
    const response = await fetch(`${API_URL}/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    const text = await response.text();
    return text === '' ? null : (JSON.parse(text) as unknown);
  }
}
