import { foldStatistics } from '../store/statistics.ts';
import type { EngineBase } from './engine-base.ts';
import type { EngineWork } from './engine-work.ts';
import type { HistoryCleaner } from './history-clean-up.ts';
import { NoticeDesk } from './notice-desk.ts';
import { Periodic } from './pumps/periodic.ts';

const FOLD_INTERVAL_MS = 1_000;
const EXPIRY_INTERVAL_MS = 5_000;
const MISSED_INTERVAL_MS = 5_000;
const FETCHES_INTERVAL_MS = 5_000;
const NOTICES_INTERVAL_MS = 1_000;
const CLEAN_UP_INTERVAL_MS = 10_000;

/** What each node does from time to time; `historyCleanUp` where it runs jobs. */
export function backgroundWork(
  { pool, clock, hub, failed }: EngineBase,
  { desk, jobBook, messageBuffer, expiredMessages, signals, earlyMessages }: EngineWork,
  historyCleanUp: HistoryCleaner | null,
): readonly Periodic[] {
  const bringMissed = async () => {
    await signals.broadcastThrown();
    await messageBuffer.bringMissed();
  };
  const notices = new NoticeDesk({
    pool,
    clock,
    told: () => {
      hub.announce('notification', []);
    },
  });
  hub.onChange((hint) => {
    notices.changed(hint);
  });
  return [
    new Periodic(FOLD_INTERVAL_MS, () => foldStatistics(pool), failed('folding statistics')),
    new Periodic(FETCHES_INTERVAL_MS, () => desk.recordFetches(), failed('writing down who asks for work')),
    new Periodic(FETCHES_INTERVAL_MS, () => jobBook.takeTurn(), failed('writing down how fast jobs go')),
    new Periodic(NOTICES_INTERVAL_MS, () => notices.takeTurn(), failed('telling what came of what is watched')),
    new Periodic(MISSED_INTERVAL_MS, bringMissed, failed('bringing kept messages to what waits')),
    new Periodic(MISSED_INTERVAL_MS, () => earlyMessages.takeTurn(), failed('sending early messages again')),
    new Periodic(EXPIRY_INTERVAL_MS, () => expiredMessages.takeTurn(), failed('removing expired messages')),
    ...(historyCleanUp
      ? [new Periodic(CLEAN_UP_INTERVAL_MS, () => historyCleanUp.takeTurn(), failed('cleaning up history'))]
      : []),
  ];
}
