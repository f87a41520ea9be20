import pg from 'pg';
import type { EngineEvent, EventType } from '../core/events.ts';
import type { Key } from '../core/state.ts';
import type { ChangeHint } from '../engine.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import type { Pool } from '../store/connection.ts';
import { othersLive, showAlive } from '../store/living-nodes.ts';
import { OtherNodes } from './other-nodes.ts';

const CHANNEL = 'wheelhouse_changes';
/** NOTIFY in every transaction costs about 24 % of the throughput, so changes gather this long. */
const COALESCE_MS = 20;
/** Keys that one hint names; with more, the lists are empty and mean "any". */
const MAX_KEYS_PER_HINT = 100;
/** PostgreSQL refuses a NOTIFY of 8,000 bytes; one that would be longer names nothing. */
const MAX_NOTIFY_BYTES = 7_900;
/** What may have changed while nothing was heard. */
const ANYTHING: RemoteChange = {
  hint: {
    kinds: [
      'instance',
      'incident',
      'job',
      'userTask',
      'variable',
      'definition',
      'message',
      'batch',
      'audit',
      'notification',
      'presence',
    ],
    instanceKeys: [],
    definitionKeys: [],
  },
  jobTypes: [],
};
const RECONNECT_MS = 1_000;

type Kind = ChangeHint['kinds'][number];
/** What people are told, and who looks: nothing of any instance has changed. */
type Announced = 'presence' | 'notification';

const KIND_OF: { readonly [T in EventType]: Kind | null } = {
  instanceCreated: 'instance',
  instanceChanged: 'instance',
  instanceMigrated: 'instance',
  instanceEnded: 'instance',
  elementActivated: 'instance',
  elementChanged: 'instance',
  elementEnded: 'instance',
  variableSet: 'variable',
  variableRemoved: 'variable',
  jobCreated: 'job',
  jobChanged: 'job',
  jobFailed: 'job',
  jobEnded: 'job',
  userTaskCreated: 'userTask',
  userTaskChanged: 'userTask',
  userTaskEnded: 'userTask',
  subscriptionOpened: 'message',
  subscriptionMoved: 'message',
  subscriptionClosed: 'message',
  messageCorrelated: 'message',
  signalThrown: null,
  decisionEvaluated: 'instance',
  formSubmitted: null,
  incidentRaised: 'incident',
  incidentAnnotated: 'incident',
  incidentResolved: 'incident',
};

/** What a node says as it begins to listen; the others then begin to tell it. */
const HERE = 'here';
interface Message extends RemoteChange {
  readonly from: string;
  readonly says?: typeof HERE;
}

/** What other nodes need beyond the hint: topics that got work. */
export interface RemoteChange {
  readonly hint: ChangeHint;
  readonly jobTypes: readonly string[];
}

/**
 * Says what changed, after commits: to listeners here, and by one coalesced NOTIFY to the other nodes, where there are
 * any. A hint may get lost with its connection, so whoever waits for one also looks for itself now and then.
 */
export class ChangeHub {
  private readonly pool: Pool;
  private readonly databaseUrl: string;
  private readonly nodeId: string;
  private readonly listeners = new Set<(hint: ChangeHint) => void>();
  private readonly remoteListeners = new Set<(change: RemoteChange) => void>();
  private kinds = new Set<Kind>();
  private instanceKeys = new Set<Key>();
  private definitionKeys = new Set<Key>();
  private jobTypes = new Set<string>();
  /** Apart from what changed: their keys say nothing of it, and its keys nothing of them. */
  private announced = new Map<Announced, Set<Key>>();
  private timer: NodeJS.Timeout | null = null;
  private listening: pg.Client | null = null;
  private hasListened = false;
  private isClosed = false;
  private readonly others: OtherNodes;

  /** `now`: milliseconds, from any beginning. */
  constructor(pool: Pool, databaseUrl: string, nodeId: string, now: () => number = () => performance.now()) {
    this.pool = pool;
    this.databaseUrl = databaseUrl;
    this.nodeId = nodeId;
    this.others = new OtherNodes(() => othersLive(pool, nodeId), now);
  }

  onChange(listener: (hint: ChangeHint) => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  onRemoteChange(listener: (change: RemoteChange) => void): void {
    this.remoteListeners.add(listener);
  }

  /** Events of one tree, just committed. */
  committed(events: readonly EngineEvent[], instanceKeys: Iterable<Key>, definitionKeys: Iterable<Key>): void {
    for (const event of events) {
      const kind = KIND_OF[event.type];
      if (kind) this.kinds.add(kind);
      if (event.type === 'jobCreated' && event.job.type !== null) this.jobTypes.add(event.job.type);
    }
    for (const key of instanceKeys) if (this.instanceKeys.size <= MAX_KEYS_PER_HINT) this.instanceKeys.add(key);
    for (const key of definitionKeys) if (this.definitionKeys.size <= MAX_KEYS_PER_HINT) this.definitionKeys.add(key);
    this.flushSoon();
  }

  changed(kind: Exclude<Kind, Announced>, definitionKeys: readonly Key[] = []): void {
    this.kinds.add(kind);
    for (const key of definitionKeys) this.definitionKeys.add(key);
    this.flushSoon();
  }

  /** An entry was written; who is told by it hears of that too. */
  audited(record: AuditRecord | undefined): void {
    this.changed('audit');
    if ((record?.tells?.length ?? 0) > 0) this.announce('notification', []);
  }

  announce(kind: Announced, instanceKeys: readonly Key[]): void {
    const named = this.announced.get(kind) ?? new Set();
    this.announced.set(kind, named);
    for (const key of instanceKeys) if (named.size <= MAX_KEYS_PER_HINT) named.add(key);
    this.flushSoon();
  }

  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.databaseUrl, application_name: 'wheelhouse-listener' });
    client.on('notification', ({ payload }) => {
      this.received(payload ?? '');
    });
    client.on('error', () => {
      this.listenAgain();
    });
    client.on('end', () => {
      this.listenAgain();
    });
    await client.connect();
    // In this order: of two that begin together, one sees the other or hears it.
    await client.query(`listen ${CHANNEL}`);
    await showAlive(client, this.nodeId);
    await this.others.learn();
    await client.query('select pg_notify($1, $2)', [CHANNEL, this.payload(ANYTHING, HERE)]);
    if (this.isClosed) {
      await client.end();
      return;
    }
    this.listening = client;
    if (this.hasListened) this.heard(ANYTHING);
    this.hasListened = true;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.listening?.end();
  }

  private listenAgain(): void {
    if (this.isClosed || !this.listening) return;
    this.listening = null;
    this.others.unheard();
    setTimeout(() => {
      if (!this.isClosed)
        this.listen().catch(() => {
          this.listening = null;
          this.scheduleListen();
        });
    }, RECONNECT_MS);
  }

  private scheduleListen(): void {
    setTimeout(() => {
      if (!this.isClosed)
        this.listen().catch(() => {
          this.scheduleListen();
        });
    }, RECONNECT_MS);
  }

  private flushSoon(): void {
    this.timer ??= setTimeout(() => {
      this.flush();
    }, COALESCE_MS);
  }

  private flush(): void {
    this.timer = null;
    const { kinds, instanceKeys, definitionKeys, jobTypes, announced } = this;
    this.kinds = new Set();
    this.instanceKeys = new Set();
    this.definitionKeys = new Set();
    this.jobTypes = new Set();
    this.announced = new Map();
    if (kinds.size > 0)
      this.tell({
        hint: { kinds: [...kinds], instanceKeys: named(instanceKeys), definitionKeys: named(definitionKeys) },
        jobTypes: named(jobTypes),
      });
    for (const [kind, keys] of announced)
      this.tell({ hint: { kinds: [kind], instanceKeys: named(keys), definitionKeys: [] }, jobTypes: [] });
  }

  private tell(change: RemoteChange): void {
    for (const listener of this.listeners) listener(change.hint);
    // Who hears nothing does not hear of a node that comes either.
    if (this.listening === null || this.others.mayListen()) this.tellOthers(change);
  }

  /** Lost together with its connection, a hint is made up for by everyone's own look. */
  private tellOthers(change: RemoteChange): void {
    this.pool.query('select pg_notify($1, $2)', [CHANNEL, this.payload(change)]).catch(() => undefined);
  }

  private payload(change: RemoteChange, says?: Message['says']): string {
    const text = JSON.stringify({ from: this.nodeId, says, ...change } satisfies Message);
    if (Buffer.byteLength(text) <= MAX_NOTIFY_BYTES) return text;
    return JSON.stringify({
      from: this.nodeId,
      hint: { kinds: change.hint.kinds, instanceKeys: [], definitionKeys: [] },
      jobTypes: [],
    });
  }

  private received(payload: string): void {
    const message = JSON.parse(payload) as Message;
    if (message.from === this.nodeId) return;
    this.others.heard();
    // Whatever changed since it read what it knows, it was not told.
    if (message.says === HERE) this.tellOthers(ANYTHING);
    else this.heard(message);
  }

  private heard(change: RemoteChange): void {
    for (const listener of this.remoteListeners) listener(change);
    for (const listener of this.listeners) listener(change.hint);
  }
}

function named<T>(keys: ReadonlySet<T>): readonly T[] {
  return keys.size > MAX_KEYS_PER_HINT ? [] : [...keys];
}
