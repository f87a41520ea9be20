import { Worker } from 'node:worker_threads';
import type { DeploymentProblem } from '../../engine.ts';
import { parseResource, type ParsedResource } from '../../deploy/parse-resource.ts';
import type { ThreadSource } from '../thread-source.ts';

/** A model that takes longer is refused; the largest of 1,130 real ones takes well under a tenth of a second. */
const PARSE_TIMEOUT_MS = 10_000;
/** A thread that has not begun to work by then never will. */
const START_TIMEOUT_MS = 60_000;
const WORKER_HEAP_MB = 512;
/** A thread without work goes away after this time. */
const IDLE_MS = 30_000;
/**
 * What was accepted before is read again in place up to this size, which takes some 5 ms; a thread takes 40 ms to
 * start.
 */
const MAX_BYTES_IN_PLACE = 16 * 1024;

interface Request {
  readonly name: string;
  readonly content: Uint8Array;
  readonly dialect: 'camunda7' | 'camunda8';
  readonly settle: (parsed: ParsedResource) => void;
}

/** What the thread says: it can take models, or what came of one. */
export type ParseAnswer = { readonly kind: 'ready' } | { readonly kind: 'parsed'; readonly parsed: ParsedResource };

/**
 * Reads models in a thread with a bounded heap and time, so that no file stops the engine or holds up its event loop.
 * The graph comes back as a copy, which costs the event loop 0.7 ms per 100 kB of the file instead of 10 ms. Without a
 * thread the reader's own limits have to do.
 */
export class ModelParser {
  private readonly thread: ThreadSource | null;
  private readonly waiting: Request[] = [];
  private current: Request | null = null;
  private worker: Worker | null = null;
  /** The worker has loaded its code: on a busy machine that can take longer than a model may. */
  private isReady = false;
  private timer: NodeJS.Timeout | null = null;
  private readonly timeoutMs: number;

  constructor(thread: ThreadSource | null, timeoutMs = PARSE_TIMEOUT_MS) {
    this.thread = thread;
    this.timeoutMs = timeoutMs;
  }

  /** A file that somebody sent. */
  parse(name: string, content: Uint8Array, dialect: Request['dialect'] = 'camunda7'): Promise<ParsedResource> {
    if (this.thread === null) return Promise.resolve(parseResource(name, content, dialect));
    return new Promise((settle) => {
      this.waiting.push({ name, content, dialect, settle });
      this.next();
    });
  }

  /** A file that was accepted when it was deployed. */
  parseAgain(name: string, content: Uint8Array, dialect: Request['dialect'] = 'camunda7'): Promise<ParsedResource> {
    return content.byteLength <= MAX_BYTES_IN_PLACE
      ? Promise.resolve(parseResource(name, content, dialect))
      : this.parse(name, content, dialect);
  }

  async close(): Promise<void> {
    await this.endWorker();
  }

  private next(): void {
    if (this.current) return;
    const request = this.waiting.shift();
    this.setTimer(null);
    if (!request) {
      this.setTimer(
        setTimeout(() => {
          void this.endWorker();
        }, IDLE_MS).unref(),
      );
      return;
    }
    this.current = request;
    this.worker ??= this.startWorker();
    this.worker.ref();
    if (this.isReady) this.begin(this.worker, request);
    else
      this.setTimer(
        setTimeout(() => {
          this.fail('The model cannot be read: its thread does not begin.');
        }, START_TIMEOUT_MS),
      );
  }

  private begin(worker: Worker, request: Request): void {
    this.setTimer(
      setTimeout(() => {
        this.fail(`The model takes longer than ${this.timeoutMs / 1_000} s to read.`);
      }, this.timeoutMs),
    );
    worker.postMessage({ name: request.name, content: request.content, dialect: request.dialect });
  }

  private startWorker(): Worker {
    if (this.thread === null) throw new Error('there is no thread for models');
    const worker = new Worker(this.thread.script, {
      eval: this.thread.isCode,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
    });
    worker.on('message', (answer: ParseAnswer) => {
      if (this.worker !== worker) return;
      if (answer.kind === 'parsed') {
        worker.unref();
        this.answer(answer.parsed);
        return;
      }
      this.isReady = true;
      if (this.current) this.begin(worker, this.current);
    });
    worker.on('error', (error) => {
      if (this.worker === worker) this.fail(`The model cannot be read: ${error.message}`);
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.fail('The model cannot be read.');
    });
    return worker;
  }

  /** The file at fault is refused and its thread goes; the next file gets a new one. */
  private fail(message: string): void {
    void this.endWorker();
    const problem: DeploymentProblem = {
      resource: this.current?.name ?? '',
      message,
      line: null,
      column: null,
      elementId: null,
      severity: 'error',
      kind: 'limit',
    };
    this.answer({ graphs: [], problems: [problem] });
  }

  private answer(parsed: ParsedResource): void {
    const request = this.current;
    this.current = null;
    request?.settle(parsed);
    this.next();
  }

  private async endWorker(): Promise<void> {
    const { worker } = this;
    this.worker = null;
    this.isReady = false;
    this.setTimer(null);
    await worker?.terminate();
  }

  private setTimer(timer: NodeJS.Timeout | null): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = timer;
  }
}
