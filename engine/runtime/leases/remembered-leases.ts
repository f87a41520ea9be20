import type { Lease } from '../../core/decision.ts';
import type { Instant, Key } from '../../core/state.ts';

/** Leases that are remembered, so that an answer needs no read. */
const MAX_REMEMBERED_LEASES = 200_000;

/** `takenAt`, by the wall clock: when this node gave it out; unknown of what another did. */
interface GivenLease extends Lease {
  readonly takenAt?: Instant | undefined;
}

/** Who holds a job, as far as this node has given it out. */
export class RememberedLeases {
  private readonly leases = new Map<Key, GivenLease>();

  of(jobKey: Key): GivenLease | undefined {
    return this.leases.get(jobKey);
  }

  /** Who has it longer has it still since then. */
  remember(jobKey: Key, lease: GivenLease): void {
    const before = this.leases.get(jobKey);
    const isLonger = lease.takenAt === undefined && before?.worker === lease.worker;
    this.leases.set(jobKey, isLonger ? { ...lease, takenAt: before.takenAt } : lease);
    if (this.leases.size <= MAX_REMEMBERED_LEASES) return;
    const [oldest] = this.leases.keys();
    if (oldest !== undefined) this.leases.delete(oldest);
  }

  forget(jobKey: Key): void {
    this.leases.delete(jobKey);
  }
}
