import { appendDone } from '../store/audit-entries.ts';
import type { AuditRecord } from '../store/audit-record.ts';
import { inTransaction, type Pool, type Queryable } from '../store/connection.ts';
import * as store from '../store/task-notes.ts';
import type { TaskNotes } from '../task-notes.ts';
import type { Clock } from './clock.ts';
import type { KeySource } from './commits/key-source.ts';

/** Comments and attachments, each change in one transaction with its audit entry. */
export function createTaskNotes({
  pool,
  clock,
  keys,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly keys: KeySource;
}): TaskNotes {
  const record = async (connection: Queryable, audit: AuditRecord | undefined): Promise<void> => {
    await appendDone(connection, audit, clock.now());
  };
  return {
    comments: (of) => store.comments(pool, of),
    async addComment(comment, { audit }) {
      await keys.ensure();
      return inTransaction(pool, async (connection) => {
        const made = await store.insertComment(connection, { ...comment, key: keys.next(), at: clock.now() });
        if (!made) throw new Error(`there is no task ${comment.taskKey} to comment on`);
        await record(connection, audit);
        return made;
      });
    },
    changeComment: (of, key, message, audit) =>
      inTransaction(pool, async (connection) => {
        const before = await store.changeComment(connection, of, key, message);
        if (before !== null) await record(connection, audit(before));
        return before;
      }),
    removeComments: (of, key, { audit }) =>
      inTransaction(pool, async (connection) => {
        await store.removeComments(connection, of, key);
        await record(connection, audit);
      }),
    attachments: (taskKey) => store.attachments(pool, taskKey),
    attachmentContent: (taskKey, key) => store.attachmentContent(pool, taskKey, key),
    async addAttachment(attachment, { audit }) {
      await keys.ensure();
      return inTransaction(pool, async (connection) => {
        const made = await store.insertAttachment(connection, { ...attachment, key: keys.next(), at: clock.now() });
        if (!made) throw new Error(`there is no task ${attachment.taskKey} to attach to`);
        await record(connection, audit);
        return made;
      });
    },
    removeAttachment: (taskKey, key, { audit }) =>
      inTransaction(pool, async (connection) => {
        const isRemoved = await store.removeAttachment(connection, taskKey, key);
        if (isRemoved) await record(connection, audit);
        return isRemoved;
      }),
    async noted(taskKeys) {
      return {
        withComments: await store.notedTasks(pool, 'task_comment', taskKeys),
        withAttachments: await store.notedTasks(pool, 'task_attachment', taskKeys),
      };
    },
  };
}
