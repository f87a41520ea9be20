import type { Instant } from './state.ts';

/** When a batch pauses by itself. A part that is null does not hold. */
export interface StopRule {
  /** So many items have failed: they have no attempts left. At least 1. */
  readonly failed: number | null;
  /** More than this part of the items that came to an end, as soon as there are so many of these. */
  readonly share: { readonly percent: number; readonly ofAtLeast: number } | null;
}

/** Items that came to an end since the rule began to count. */
export interface EndedItems {
  readonly done: number;
  readonly failed: number;
}

export type StopCause = keyof StopRule;

/** Why a batch has paused by itself, and what had come to an end by then. */
export interface Stopped extends EndedItems {
  readonly cause: StopCause;
  readonly at: Instant;
}

const PERCENT = 100;

/** Which part of the rule says that it is enough; null: the batch goes on. */
export function causeToStop({ failed: most, share }: StopRule, { done, failed }: EndedItems): StopCause | null {
  if (most !== null && failed >= most) return 'failed';
  if (share === null || done + failed < share.ofAtLeast) return null;
  return failed * PERCENT > share.percent * (done + failed) ? 'share' : null;
}

/** The rule's part as a sentence, for whoever reads the log. */
export function stopSentence({ share }: StopRule, { cause, done, failed }: Stopped): string {
  const counted = `${failed} of ${done + failed} items that came to an end failed`;
  return cause === 'share' && share !== null
    ? `${counted}: more than ${share.percent} %.`
    : `${counted}: the number that its rule names.`;
}
