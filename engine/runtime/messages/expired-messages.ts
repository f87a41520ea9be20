import type { Pool } from '../../store/connection.ts';
import { expireMessages, insertExpiredMessage, removeExcessExpired } from '../../store/expired-messages.ts';
import type { BufferedMessage } from '../../store/messages.ts';
import type { Clock } from '../clock.ts';
import { KeepingRate } from '../keeping-rate.ts';

/** Lost messages that are kept; the oldest go first. */
const MAX_MESSAGES = 50_000;
const EXPIRED_PER_TURN = 5_000;
const REMOVED_PER_TURN = 5_000;

export interface ExpiredMessageParts {
  readonly pool: Pool;
  readonly clock: Clock;
  changed(): void;
}

/** Camunda 8: messages whose time to live has passed go; what nobody received is kept for people, within bounds. */
export class ExpiredMessages {
  private readonly parts: ExpiredMessageParts;
  private readonly rate = new KeepingRate();

  constructor(parts: ExpiredMessageParts) {
    this.parts = parts;
  }

  /** One without a time to live that came to nobody. A flood of such is not kept: they cost the sender's wait. */
  async keep(message: BufferedMessage, messageId: string | null): Promise<void> {
    if (!this.rate.mayKeep(message.name, message.published_at)) return;
    await insertExpiredMessage(this.parts.pool, message, messageId);
    this.parts.changed();
  }

  async takeTurn(): Promise<void> {
    const { pool, clock, changed } = this.parts;
    this.rate.takeDropped();
    const gone = await expireMessages(pool, clock.now(), EXPIRED_PER_TURN);
    await removeExcessExpired(pool, { most: MAX_MESSAGES, limit: REMOVED_PER_TURN });
    if (gone > 0) changed();
  }
}
