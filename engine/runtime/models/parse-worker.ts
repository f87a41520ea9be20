import { parentPort } from 'node:worker_threads';
import { parseResource } from '../../deploy/parse-resource.ts';
import type { ParseAnswer } from './model-parser.ts';

const say = (answer: ParseAnswer) => {
  parentPort?.postMessage(answer);
};

/**
 * The thread in which models are read, one after another. It says when it can begin: only then the time of a model
 * runs.
 */
parentPort?.on(
  'message',
  ({ name, content, dialect }: { name: string; content: Uint8Array; dialect: 'camunda7' | 'camunda8' }) => {
    say({ kind: 'parsed', parsed: parseResource(name, content, dialect) });
  },
);
say({ kind: 'ready' });
