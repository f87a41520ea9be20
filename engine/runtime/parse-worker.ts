import { parentPort } from 'node:worker_threads';
import { parseResource } from '../deploy/parse-resource.ts';

/** The thread in which models are read, one after another. */
parentPort?.on('message', ({ name, content, dialect }: { name: string; content: Uint8Array; dialect: 'camunda7' | 'camunda8' }) => {
  parentPort?.postMessage(parseResource(name, content, dialect));
});
