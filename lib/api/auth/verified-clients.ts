import { createHmac, randomBytes } from 'node:crypto';
import type { ApiClient, ApiClients } from './api-clients.ts';

/** So long may a client that was disabled still be served; so seldom does a busy worker cost a scrypt. */
export const VERIFIED_FOR_MS = 30_000;
/** Entries kept; the oldest goes first. */
const MAX_REMEMBERED = 1000;
/** scrypt takes some 50 ms of a core and 16 MiB: no more of them at once than this. */
const MAX_CONCURRENT_CHECKS = 2;

interface Remembered {
  readonly client: ApiClient;
  readonly until: number;
}

/**
 * Remembers for a short time who was right. Secrets are kept as a keyed hash only, with a key that never leaves the
 * process. The same credentials sent many times at once are checked once.
 */
export class VerifiedClients {
  readonly #clients: ApiClients;
  readonly #now: () => number;
  readonly #key = randomBytes(32);
  readonly #remembered = new Map<string, Remembered>();
  readonly #underWay = new Map<string, Promise<ApiClient | null>>();
  readonly #waiting: (() => void)[] = [];
  #checks = 0;

  constructor(clients: ApiClients, now: () => number) {
    this.#clients = clients;
    this.#now = now;
  }

  /** The client, when these very credentials were right a moment ago. */
  verified(id: string, secret: string): ApiClient | null {
    return this.#recall(this.#mark(id, secret));
  }

  async verify(id: string, secret: string): Promise<ApiClient | null> {
    const mark = this.#mark(id, secret);
    return this.#once(mark, () => this.#inTurn(() => this.#clients.verify(id, secret)));
  }

  async find(id: string): Promise<ApiClient | null> {
    const mark = this.#mark(id, null);
    return this.#recall(mark) ?? this.#once(mark, () => this.#clients.find(id));
  }

  #mark(id: string, secret: string | null): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([id, secret]))
      .digest('base64');
  }

  #recall(mark: string): ApiClient | null {
    const remembered = this.#remembered.get(mark);
    return remembered !== undefined && remembered.until > this.#now() ? remembered.client : null;
  }

  async #once(mark: string, ask: () => Promise<ApiClient | null>): Promise<ApiClient | null> {
    const underWay = this.#underWay.get(mark);
    if (underWay !== undefined) return underWay;
    const asked = ask().finally(() => this.#underWay.delete(mark));
    this.#underWay.set(mark, asked);
    const client = await asked;
    this.#remembered.delete(mark);
    if (client !== null) this.#remembered.set(mark, { client, until: this.#now() + VERIFIED_FOR_MS });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= MAX_REMEMBERED) break;
      this.#remembered.delete(oldest);
    }
    return client;
  }

  async #inTurn(check: () => Promise<ApiClient | null>): Promise<ApiClient | null> {
    while (this.#checks >= MAX_CONCURRENT_CHECKS) await new Promise<void>((resume) => this.#waiting.push(resume));
    this.#checks++;
    try {
      return await check();
    } finally {
      this.#checks--;
      this.#waiting.shift()?.();
    }
  }
}
