import type { MessageKey } from '@/components/messages/messages.ts';
import { t } from '@/components/messages/messages.ts';
import type { GlyphKind } from '@/components/ui/state-glyph.tsx';
import type { BatchItemRow, BatchRow } from '@/lib/console/views/batch-view.ts';

export const BATCH_LOOKS: Readonly<
  Record<BatchRow['state'], { readonly glyph: GlyphKind; readonly word: MessageKey }>
> = {
  running: { glyph: 'active', word: 'word.active' },
  paused: { glyph: 'suspended', word: 'batch.paused' },
  completed: { glyph: 'done', word: 'word.completed' },
  failed: { glyph: 'incident', word: 'batch.withFailures' },
  cancelled: { glyph: 'ended', word: 'word.cancelled' },
};
const STOPPED = { glyph: 'suspended', word: 'stop.paused' } as const;
/** How it stands; what paused by itself says so. */
export function lookOf({ state, isStopped }: Pick<BatchRow, 'state' | 'isStopped'>): {
  readonly glyph: GlyphKind;
  readonly word: MessageKey;
} {
  return isStopped ? STOPPED : BATCH_LOOKS[state];
}
export const ITEM_LOOKS: Readonly<
  Record<BatchItemRow['state'], { readonly glyph: GlyphKind; readonly word: MessageKey }>
> = {
  waiting: { glyph: 'waiting', word: 'word.waiting' },
  done: { glyph: 'done', word: 'batch.itemDone' },
  failed: { glyph: 'incident', word: 'batch.itemFailed' },
};

const KINDS: Readonly<Record<string, MessageKey>> = {
  retryIncident: 'batch.kind.retry',
  suspendInstance: 'batch.kind.suspend',
  cancelInstance: 'batch.kind.cancel',
  setVariables: 'batch.kind.variables',
  modifyInstance: 'batch.kind.modify',
  migrateInstance: 'batch.kind.migrate',
  restartInstance: 'batch.kind.restart',
  setJobRetries: 'batch.kind.jobRetries',
  setWorkRetries: 'batch.kind.workRetries',
  correlateMessage: 'batch.kind.message',
  deleteHistory: 'batch.kind.delete',
  setJobDueDate: 'batch.kind.dueDate',
  setJobPriority: 'batch.kind.priority',
  resolveIncident: 'batch.kind.resolve',
  removeVariables: 'batch.kind.removeVariable',
  deleteDecisions: 'batch.kind.deleteDecisions',
  executeJob: 'batch.kind.execute',
  suspendJob: 'batch.kind.suspendJobs',
  unlockWork: 'batch.kind.unlockWork',
  completeWork: 'batch.kind.completeWork',
  failWork: 'batch.kind.failWork',
  throwWorkError: 'batch.kind.throwError',
  assignTask: 'batch.kind.assignTasks',
  completeTask: 'batch.kind.completeTasks',
  updateTask: 'batch.kind.updateTasks',
  replayMessage: 'batch.kind.replayMessage',
  markMessage: 'batch.kind.markMessage',
  setRemovalTime: 'batch.kind.removal',
  setBatchRemovalTime: 'batch.kind.removal',
};
/** Those that have words. */
export const BATCH_KINDS: readonly string[] = Object.keys(KINDS);
/** What a batch does, in words; one of a later version by its own name. */
export function kindWord(kind: string): string {
  const word = KINDS[kind];
  return word === undefined ? kind : t(word);
}
