import type { Key } from './core/state.ts';
import type { AuditRecord } from './store/audit-record.ts';
import type { CommentsOf, TaskAttachment, TaskComment } from './store/task-notes.ts';

export type { CommentsOf, TaskAttachment, TaskComment } from './store/task-notes.ts';
interface Audited {
  readonly audit?: AuditRecord;
}

/** What people say about tasks and put beside them. It moves no token; it goes with the history of its instance. */
export interface TaskNotes {
  /** Newest first. */
  comments(of: CommentsOf): Promise<readonly TaskComment[]>;
  /** `taskKey` has to exist. */
  addComment(
    comment: {
      readonly taskKey: Key;
      readonly shownInstance: string | null;
      readonly userId: string | null;
      readonly message: string;
    },
    options: Audited,
  ): Promise<TaskComment>;
  /** Gives the message before. null: there is none with this key. */
  changeComment(
    of: CommentsOf,
    key: Key,
    message: string,
    audit: (before: string) => AuditRecord,
  ): Promise<string | null>;
  /** `key` null: all of them. */
  removeComments(of: CommentsOf, key: Key | null, options: Audited): Promise<void>;
  attachments(taskKey: Key): Promise<readonly TaskAttachment[]>;
  attachmentContent(taskKey: Key, key: Key): Promise<Uint8Array | null>;
  addAttachment(
    attachment: Pick<TaskAttachment, 'taskKey' | 'name' | 'description' | 'type' | 'url'> & {
      readonly content: Uint8Array | null;
    },
    options: Audited,
  ): Promise<TaskAttachment>;
  removeAttachment(taskKey: Key, key: Key, options: Audited): Promise<boolean>;
  /** Which of these tasks have something. */
  noted(
    taskKeys: readonly Key[],
  ): Promise<{ readonly withComments: ReadonlySet<Key>; readonly withAttachments: ReadonlySet<Key> }>;
}
