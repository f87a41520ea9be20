import { parentPort } from 'node:worker_threads';
import type { ScriptCall } from '../../core/outside-call.ts';
import { loadSandbox } from './sandbox.ts';

/**
 * The thread in which scripts run, one after another. It says when it can begin: loading takes longer than a script
 * may.
 */
let sandbox = await loadSandbox();
parentPort?.on('message', (call: ScriptCall) => {
  parentPort?.postMessage({ kind: 'answer', answer: sandbox.run(call) });
  if (sandbox.isBroken)
    void loadSandbox().then((fresh) => {
      sandbox = fresh;
      parentPort?.postMessage({ kind: 'ready' });
    });
  else parentPort?.postMessage({ kind: 'ready' });
});
parentPort?.postMessage({ kind: 'ready' });
