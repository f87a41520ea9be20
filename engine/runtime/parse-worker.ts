import { parentPort } from 'node:worker_threads';
import { parseResource } from '../deploy/parse-resource.ts';

/** The thread in which models are read, one after another. */
parentPort?.on('message', ({ name, content }: { name: string; content: Uint8Array }) => {
  parentPort?.postMessage(parseResource(name, content));
});
