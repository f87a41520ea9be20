import { parentPort, workerData } from 'node:worker_threads';
import { parseResource } from '../deploy/parse-resource.ts';

/** The thread in which a model is read first: it answers with what is wrong. */
const { name, content } = workerData as { name: string; content: Uint8Array };
parentPort?.postMessage(parseResource(name, content).problems);
