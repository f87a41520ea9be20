import { type Database, Prisma } from '@/lib/db.ts';
import { CHANGED_SINCE, type Entry, impossible, NOT_KEPT, type Undo, undo } from './undo-entry.ts';

export async function undoOfMark(database: Database, { before, after, targetKey: messageKey }: Entry): Promise<Undo> {
  if (messageKey === null) return impossible(NOT_KEPT);
  const [message] = await database.$queryRaw<{ state: string }[]>(
    Prisma.sql`select state from early_message where key = ${messageKey}::bigint`,
  );
  if (message === undefined) return impossible('The message is not kept any more.');
  if (message.state !== after?.state) return impossible(CHANGED_SINCE);
  const was = before?.state;
  return was === 'waiting' || was === 'late' || was === 'duplicate'
    ? undo('message.mark', { messageKey, mark: was })
    : impossible(NOT_KEPT);
}

export async function undoOfWatch(database: Database, { before, after, targetKey: messageKey }: Entry): Promise<Undo> {
  const was = before?.isWatched;
  if (messageKey === null || typeof was !== 'boolean') return impossible(NOT_KEPT);
  const [message] = await database.$queryRaw<{ state: string; isWatched: boolean }[]>(
    Prisma.sql`select state, is_watched as "isWatched" from early_message where key = ${messageKey}::bigint`,
  );
  if (message === undefined) return impossible('The message is not kept any more.');
  if (message.state !== 'waiting')
    return impossible(message.state === 'correlated' ? 'It was received.' : `It is marked ${message.state}.`);
  return message.isWatched === after?.isWatched
    ? undo('message.watch', { messageKey, isWatched: was })
    : impossible(CHANGED_SINCE);
}

export async function undoOfRule(database: Database, { before, after, targetKey: name }: Entry): Promise<Undo> {
  const was = before?.rule;
  if (name === null || (was !== 'keep' && was !== 'replay' && was !== 'ignore')) return impossible(NOT_KEPT);
  const [row] = await database.$queryRaw<{ rule: string }[]>(
    Prisma.sql`select rule from early_message_name where name = ${name}`,
  );
  return (row?.rule ?? 'keep') === after?.rule ? undo('message.rule', { name, rule: was }) : impossible(CHANGED_SINCE);
}

export async function undoOfBatchPause(
  database: Database,
  { n, operation, targetKey: batchKey }: Entry,
): Promise<Undo> {
  if (batchKey === null) return impossible(NOT_KEPT);
  const isPaused = operation === 'batch.pause';
  const [batch] = await database.$queryRaw<
    { isSuspended: boolean; isEnded: boolean; later: string | null }[]
  >(Prisma.sql`
    select b.is_suspended as "isSuspended", b.ended_at is not null as "isEnded",
      (select min(a.n)::text from audit_entry a where a.operation in ('batch.pause', 'batch.resume')
        and a.n > ${n}::bigint and a.outcome = 'done' and a.target_key = ${batchKey}) as later
    from batch b where b.key = ${batchKey}::bigint`);
  if (batch === undefined || batch.isEnded) return impossible('The batch has ended.');
  if (batch.later !== null) return impossible(`It was paused or resumed since, by entry #${batch.later}.`);
  if (batch.isSuspended !== isPaused) return impossible(CHANGED_SINCE);
  return isPaused ? undo('batch.resume', { batchKey }) : undo('batch.pause', { batchKey });
}

/** A view that was changed gets its former filters back; one that is new is deleted as any other. */
export async function undoOfSavedView(database: Database, { before, after, targetKey: viewKey }: Entry): Promise<Undo> {
  if (before === null || viewKey === null || viewKey === '')
    return impossible('The view was new; delete it where it is not wanted.');
  const { name, address } = before;
  if (typeof name !== 'string' || typeof address !== 'string') return impossible(NOT_KEPT);
  const [view] = await database.$queryRaw<{ screen: string; name: string; address: string }[]>(
    Prisma.sql`select screen, name, address from saved_view where key = ${viewKey}::bigint`,
  );
  if (view === undefined) return impossible('The view is not there any more.');
  return view.name === after?.name && view.address === after.address
    ? undo('view.save', { viewKey, screen: view.screen, name, address })
    : impossible(CHANGED_SINCE);
}

export async function undoOfSharing(database: Database, { before, after, targetKey: viewKey }: Entry): Promise<Undo> {
  const was = before?.isShared;
  if (viewKey === null || typeof was !== 'boolean') return impossible(NOT_KEPT);
  const [view] = await database.$queryRaw<{ isShared: boolean }[]>(
    Prisma.sql`select is_shared as "isShared" from saved_view where key = ${viewKey}::bigint`,
  );
  if (view === undefined) return impossible('The view is not there any more.');
  return view.isShared === after?.isShared ? undo('view.share', { viewKey, isShared: was }) : impossible(CHANGED_SINCE);
}

/** What went meanwhile does not come back; the time does. */
export async function undoOfHistoryTtl(
  database: Database,
  { before, after, targetKey: definitionKey }: Entry,
): Promise<Undo> {
  const was = before?.historyTtlDays;
  if (definitionKey === null || (was !== null && typeof was !== 'number')) return impossible(NOT_KEPT);
  const [definition] = await database.$queryRaw<{ days: number | null }[]>(
    Prisma.sql`select history_ttl_days as days from definition where key = ${definitionKey}::bigint
      and deleted_at is null`,
  );
  if (definition === undefined) return impossible('The version is not there any more.');
  return definition.days === after?.historyTtlDays
    ? undo('definition.edit-ttl', { definitionKey, days: was })
    : impossible(CHANGED_SINCE);
}
