import { setTimeout as pause } from 'node:timers/promises';
import { freeItemsOfDeadNodes, leaseItems, openAllItems, releaseItems } from '../../store/batches.ts';
import type { Pool } from '../../store/connection.ts';
import { ITEM_LEASE_MS, type BatchDesk } from '../batches/batch-desk.ts';
import type { Clock } from '../clock.ts';

/** Items that are done together: as many as trees are read in one snapshot, and fewer than a commit takes. */
const ITEMS_TOGETHER = 200;
/** While the commit of one group waits for the disk, the next is decided. */
const GROUPS_AT_ONCE = 2;
/** While others have commands carried out, a group is followed by a pause of this part of the time that it took. */
const PAUSE_SHARE = 0.15;
/** Batches of other nodes, and items whose node died, are looked for this often. */
const LOOK_INTERVAL_MS = 1_000;
/** Items of nodes that died are looked for this often. */
const DEAD_NODES_INTERVAL_MS = 3_000;

export interface BatchItemsParts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly worker: string;
  readonly desk: BatchDesk;
  /** How much this node has written for others than batches. */
  othersWrites(): number;
  failed(error: Error): void;
}

/** Works on the items of batches, some at a time, and ends batches that are done. */
export class BatchItems {
  private readonly pool: Pool;
  private readonly clock: Clock;
  private readonly worker: string;
  private readonly desk: BatchDesk;
  private readonly othersWrites: () => number;
  private readonly failed: (error: Error) => void;
  private running: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private isWoken = false;
  private deadNodesSeenAt = 0;
  private isStopped = true;

  constructor({ pool, clock, worker, desk, othersWrites, failed }: BatchItemsParts) {
    this.pool = pool;
    this.clock = clock;
    this.worker = worker;
    this.desk = desk;
    this.othersWrites = othersWrites;
    this.failed = failed;
  }

  start(): void {
    this.isStopped = false;
    this.wake();
  }

  wake(): void {
    if (this.isStopped) return;
    if (this.running) {
      this.isWoken = true;
      return;
    }
    if (this.timer) clearTimeout(this.timer);
    this.running = this.look()
      .catch((error: unknown) => {
        this.failed(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        this.running = null;
        if (this.isStopped) return;
        this.timer = setTimeout(
          () => {
            this.wake();
          },
          this.isWoken ? 0 : LOOK_INTERVAL_MS,
        );
        this.isWoken = false;
      });
  }

  /** Takes nothing more; resolves when what was taken has been written down. */
  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  async giveBack(): Promise<void> {
    await releaseItems(this.pool, this.worker);
  }

  private async workOnGroups(): Promise<void> {
    while (!this.isStopped) {
      const now = this.clock.now();
      const items = await leaseItems(this.pool, {
        worker: this.worker,
        now,
        until: now + ITEM_LEASE_MS,
        limit: ITEMS_TOGETHER,
      });
      if (items.length === 0) return;
      const begun = performance.now();
      const written = this.othersWrites();
      await this.desk.workOn(items);
      if (this.othersWrites() > written) await pause((performance.now() - begun) * PAUSE_SHARE);
    }
  }

  private async freeItemsOfDeadNodes(): Promise<void> {
    if (Date.now() - this.deadNodesSeenAt < DEAD_NODES_INTERVAL_MS) return;
    this.deadNodesSeenAt = Date.now();
    await freeItemsOfDeadNodes(this.pool);
  }

  private async look(): Promise<void> {
    await this.freeItemsOfDeadNodes();
    await openAllItems(this.pool);
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, () => this.workOnGroups()));
    if (!this.isStopped) await this.desk.endDone(null);
  }
}
