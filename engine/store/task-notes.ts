import type { Instant, Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { shownTaskId } from './search/shown-task-id.ts';

export interface TaskComment {
  readonly key: Key;
  readonly taskKey: Key;
  /** What clients call the task. */
  readonly taskId: string;
  /** null: the task belongs to no process. */
  readonly treeKey: Key | null;
  /** The instance that its writer named, as it was named. */
  readonly shownInstance: string | null;
  readonly userId: string | null;
  readonly message: string;
  readonly createdAt: Instant;
  /** When the history of its instance goes. */
  readonly removalAt: Instant | null;
}
export interface TaskAttachment {
  readonly key: Key;
  readonly taskKey: Key;
  readonly taskId: string;
  readonly treeKey: Key | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly type: string | null;
  readonly url: string | null;
  readonly createdAt: Instant;
  readonly removalAt: Instant | null;
}

/** Whose comments: a task's, or those whose writers named an instance. */
export type CommentsOf = { readonly taskKey: Key } | { readonly shownInstance: string };

const COMMENT = `select c.key, c.task_key as "taskKey", ${shownTaskId('c.task_key')} as "taskId",
  i.tree_key as "treeKey", c.shown_instance as "shownInstance", c.user_id as "userId", c.message,
  c.created_at as "createdAt", i.removal_at as "removalAt"
  from task_comment c left join instance i on i.key = c.instance_key`;
const ATTACHMENT = `select a.key, a.task_key as "taskKey", ${shownTaskId('a.task_key')} as "taskId",
  i.tree_key as "treeKey", a.name, a.description, a.type, a.url, a.created_at as "createdAt",
  i.removal_at as "removalAt"
  from task_attachment a left join instance i on i.key = a.instance_key`;

const place = (of: CommentsOf): readonly [where: string, value: string] =>
  'taskKey' in of ? ['task_key = $1::bigint', of.taskKey] : ['shown_instance = $1', of.shownInstance];

export async function comments(connection: Queryable, of: CommentsOf): Promise<readonly TaskComment[]> {
  const [where, value] = place(of);
  return (
    await connection.query<TaskComment>({ text: `${COMMENT} where c.${where} order by c.key desc`, values: [value] })
  ).rows;
}

export interface NewComment {
  readonly key: Key;
  readonly taskKey: Key;
  readonly shownInstance: string | null;
  readonly userId: string | null;
  readonly message: string;
  readonly at: Instant;
}

/** Where the task belongs is read with it. */
export async function insertComment(connection: Queryable, c: NewComment): Promise<TaskComment | null> {
  await connection.query({
    text: `insert into task_comment (key, task_key, instance_key, tree_key, shown_instance, user_id, message,
      created_at)
      select $1, key, instance_key, tree_key, $3, $4, $5, $6 from user_task where key = $2`,
    values: [c.key, c.taskKey, c.shownInstance, c.userId, c.message, new Date(c.at).toISOString()],
  });
  return (
    (await connection.query<TaskComment>({ text: `${COMMENT} where c.key = $1`, values: [c.key] })).rows[0] ?? null
  );
}

/** The message before; null: there is none. */
export async function changeComment(
  connection: Queryable,
  of: CommentsOf,
  key: Key,
  message: string,
): Promise<string | null> {
  const [where, value] = place(of);
  const { rows } = await connection.query<{ message: string }>({
    text: `with before as (select key, message from task_comment where ${where} and key = $2 for update)
      update task_comment c set message = $3 from before b where c.key = b.key returning b.message`,
    values: [value, key, message],
  });
  return rows[0]?.message ?? null;
}

export async function removeComments(connection: Queryable, of: CommentsOf, key: Key | null): Promise<void> {
  const [where, value] = place(of);
  await connection.query({
    text: `delete from task_comment where ${where} and ($2::bigint is null or key = $2)`,
    values: [value, key],
  });
}

export async function attachments(connection: Queryable, taskKey: Key): Promise<readonly TaskAttachment[]> {
  return (
    await connection.query<TaskAttachment>({
      text: `${ATTACHMENT} where a.task_key = $1 order by a.key desc`,
      values: [taskKey],
    })
  ).rows;
}

export async function attachmentContent(connection: Queryable, taskKey: Key, key: Key): Promise<Uint8Array | null> {
  return (
    (
      await connection.query<{ content: Buffer | null }>({
        text: 'select content from task_attachment where task_key = $1 and key = $2',
        values: [taskKey, key],
      })
    ).rows[0]?.content ?? null
  );
}

export interface NewAttachment
  extends Pick<TaskAttachment, 'key' | 'taskKey' | 'name' | 'description' | 'type' | 'url'> {
  readonly content: Uint8Array | null;
  readonly at: Instant;
}

export async function insertAttachment(connection: Queryable, a: NewAttachment): Promise<TaskAttachment | null> {
  await connection.query({
    text: `insert into task_attachment (key, task_key, instance_key, tree_key, name, description, type, url, content,
      created_at)
      select $1, key, instance_key, tree_key, $3, $4, $5, $6, $7, $8 from user_task where key = $2`,
    values: [
      a.key,
      a.taskKey,
      a.name,
      a.description,
      a.type,
      a.url,
      a.content === null ? null : Buffer.from(a.content),
      new Date(a.at).toISOString(),
    ],
  });
  return (
    (await connection.query<TaskAttachment>({ text: `${ATTACHMENT} where a.key = $1`, values: [a.key] })).rows[0] ??
    null
  );
}

export async function removeAttachment(connection: Queryable, taskKey: Key, key: Key): Promise<boolean> {
  return (
    ((
      await connection.query({
        text: 'delete from task_attachment where task_key = $1 and key = $2',
        values: [taskKey, key],
      })
    ).rowCount ?? 0) > 0
  );
}

export async function notedTasks(
  connection: Queryable,
  table: 'task_comment' | 'task_attachment',
  taskKeys: readonly Key[],
): Promise<ReadonlySet<Key>> {
  const { rows } = await connection.query<{ task_key: Key }>({
    text: `select distinct task_key from ${table} where task_key = any($1::bigint[])`,
    values: [taskKeys],
  });
  return new Set(rows.map(({ task_key }) => task_key));
}
