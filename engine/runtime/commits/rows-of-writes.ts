import { RowChanges } from '../../store/row-changes.ts';
import { rowsOf, type RowContext } from '../../store/rows-of.ts';
import { TreeView } from '../../store/tree-view.ts';
import type { TreeWrite, WriteContext } from './tree-write.ts';
import { Slices } from '../slices.ts';

/** Events between two looks at the time while they become rows: a command may have many thousands. */
const EVENTS_PER_LOOK = 128;

/** The rows that the changes of several trees come to, a slice of time after the other. `isLarge`: of one that goes alone. */
export async function rowsOfWrites(
  writes: readonly TreeWrite[],
  known: WriteContext,
  isLarge: boolean,
): Promise<RowChanges> {
  const rows = new RowChanges();
  const slices = new Slices({ isForOne: isLarge });
  let seen = 0;
  for (const write of writes) {
    noteItemsAndMessages(rows, write);
    const { base, events, firstLeases } = write;
    const context: RowContext = {
      ...known,
      rows,
      tree: new TreeView(base),
      firstLease: (job) => firstLeases.get(job.key) ?? null,
    };
    for (const event of events) {
      rowsOf(event, context);
      seen += 1;
      const pause = seen % EVENTS_PER_LOOK === 0 ? slices.pause() : null;
      if (pause) await pause;
    }
  }
  return rows;
}

/** What is done with these changes: items of batches, and early messages that found their receiver. */
function noteItemsAndMessages(rows: RowChanges, { base, doneItems, receivedMessages }: TreeWrite): void {
  for (const { key, at } of doneItems)
    rows.update('batch_item', key, {
      state: 'done',
      done_at: at,
      worker: null,
      lock_until: null,
      message: null,
      rejection: null,
    });
  for (const { key, at, by, instanceKey } of receivedMessages)
    rows.update('early_message', key, {
      state: 'correlated',
      decided_at: at,
      decided_by: by,
      instance_key: instanceKey ?? base.treeKey,
      lock_until: null,
      last_problem: null,
    });
}
