import { Worker } from 'node:worker_threads';
import type { OutsideAnswer, ScriptCall } from '../../core/outside-call.ts';
import type { ThreadSource } from '../thread-source.ts';
import { loadSandbox, SCRIPT_DEADLINE_MS, type Sandbox } from './sandbox.ts';

/** So many scripts run at a time; others wait their turn. */
const MAX_THREADS = 2;
/** The interpreter stops a script by itself; a thread that has not answered so long after that is ended. */
const GRACE_MS = 1_000;
/** A thread that has not begun to work by then never will. */
const START_TIMEOUT_MS = 30_000;
/** A thread without work goes away after this time. */
const IDLE_MS = 60_000;
const HEAP_MB = 128;
const STACK_MB = 8;

interface Request {
  readonly call: ScriptCall;
  readonly settle: (answer: OutsideAnswer) => void;
}

/**
 * Runs scripts in threads of their own, so that no script holds up the engine: one that never ends costs its own
 * process a failure and others at most their turn. Without threads (an environment that has neither bundle nor sources)
 * scripts run in place, with the interpreter's own limits.
 */
export class ScriptThreads {
  private readonly source: ThreadSource | null;
  private readonly waiting: Request[] = [];
  private readonly threads = new Set<ScriptThread>();
  private inPlace: Promise<Sandbox> | null = null;

  constructor(source: ThreadSource | null) {
    this.source = source;
  }

  async run(call: ScriptCall): Promise<OutsideAnswer> {
    if (this.source === null) {
      this.inPlace ??= loadSandbox();
      const sandbox = await this.inPlace;
      if (sandbox.isBroken) this.inPlace = loadSandbox();
      return (await this.inPlace).run(call);
    }
    return new Promise((settle) => {
      this.waiting.push({ call, settle });
      this.next();
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.threads].map((thread) => thread.end()));
  }

  private next(): void {
    if (this.source === null || this.waiting.length === 0) return;
    let free = [...this.threads].find((thread) => !thread.isBusy);
    if (!free && this.threads.size < MAX_THREADS) {
      free = new ScriptThread(this.source, (thread) => {
        this.threads.delete(thread);
        this.next();
      });
      this.threads.add(free);
    }
    const request = free && this.waiting.shift();
    if (!request) return;
    void free?.run(request.call).then((answer) => {
      request.settle(answer);
      this.next();
    });
  }
}

/** What a thread says: it can take a script, or what came of one. */
type Message = { readonly kind: 'ready' } | { readonly kind: 'answer'; readonly answer: OutsideAnswer };

class ScriptThread {
  private readonly worker: Worker;
  private readonly gone: (thread: ScriptThread) => void;
  private request: Request | null = null;
  private isReady = false;
  private timer: NodeJS.Timeout | null = null;

  constructor({ script, isCode }: ThreadSource, gone: (thread: ScriptThread) => void) {
    this.gone = gone;
    this.worker = new Worker(script, {
      eval: isCode,
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, stackSizeMb: STACK_MB },
    });
    this.worker.on('message', (message: Message) => {
      if (message.kind === 'ready') this.begin();
      else this.answer(message.answer);
    });
    this.worker.on('error', (error) => {
      this.fail(`The script cannot be run: ${error.message}`);
    });
    this.worker.on('exit', () => {
      this.fail('The script was stopped');
    });
    this.setTimer(() => {
      this.fail('The script cannot be run: its thread does not begin');
    }, START_TIMEOUT_MS);
  }

  get isBusy(): boolean {
    return this.request !== null;
  }

  run(call: ScriptCall): Promise<OutsideAnswer> {
    return new Promise((settle) => {
      this.request = { call, settle };
      this.worker.ref();
      if (this.isReady) this.begin();
    });
  }

  async end(): Promise<void> {
    this.setTimer(null, 0);
    await this.worker.terminate();
  }

  private begin(): void {
    this.isReady = this.request === null;
    if (!this.request) {
      this.setTimer(() => {
        this.gone(this);
        void this.end();
      }, IDLE_MS);
      return;
    }
    this.setTimer(() => {
      this.fail(`The script takes longer than ${SCRIPT_DEADLINE_MS} ms`);
    }, SCRIPT_DEADLINE_MS + GRACE_MS);
    this.worker.postMessage(this.request.call);
  }

  private answer(answer: OutsideAnswer): void {
    const { request } = this;
    this.request = null;
    this.worker.unref();
    this.setTimer(() => {
      this.fail('The script cannot be run: its thread does not begin');
    }, START_TIMEOUT_MS);
    request?.settle(answer);
  }

  /** The script at fault fails, and its thread goes; the next script gets a new one. */
  private fail(message: string): void {
    const { request } = this;
    this.request = null;
    void this.end();
    this.gone(this);
    request?.settle({ kind: 'failed', message });
  }

  private setTimer(action: (() => void) | null, ms: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = action ? setTimeout(action, ms).unref() : null;
  }
}
