/** Early messages that are kept in a minute, of one name and of all together; the rest is counted. */
const OF_ONE_NAME = 120;
const OF_ALL_NAMES = 1_200;
const MINUTE_MS = 60_000;
/** Names that are told apart in one minute; what else comes is counted as ''. */
const MAX_NAMES = 1_000;

/** Says which early messages are kept, so that a flood of them costs no more than counting it. Its size is bounded. */
export class KeepingRate {
  private minute = 0;
  private all = 0;
  private readonly byName = new Map<string, number>();
  private dropped = new Map<string, number>();

  /** Whether one more may be kept now; if not, it is counted. */
  mayKeep(name: string, now: number): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.minute) {
      this.minute = minute;
      this.all = 0;
      this.byName.clear();
    }
    const kept = this.byName.get(name) ?? 0;
    if (this.all >= OF_ALL_NAMES || kept >= OF_ONE_NAME) {
      this.drop(name);
      return false;
    }
    this.all += 1;
    this.byName.set(name, kept + 1);
    return true;
  }

  drop(name: string): void {
    const counted = this.dropped.has(name) || this.dropped.size < MAX_NAMES ? name : '';
    this.dropped.set(counted, (this.dropped.get(counted) ?? 0) + 1);
  }

  /** What was only counted since the last call. */
  takeDropped(): ReadonlyMap<string, number> {
    const dropped = this.dropped;
    this.dropped = new Map();
    return dropped;
  }
}
