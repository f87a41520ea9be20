import { type Database, Prisma } from '@/lib/db.ts';
import type { ValueFacts } from './contract.ts';
import { type Entry, type Fields, impossible, NOT_KEPT, numberOf, type Undo, undo } from './undo-entry.ts';
import { findVariable } from './variable-target.ts';

/** The former value is read from the variable's history, which has all of it. */
export async function undoOfSet(database: Database, { before, after, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(after, targetKey, instanceKey);
  const [was, is] = [numberOf(before?.revision), numberOf(after?.revision)];
  if (place === null || was === null || is === null) return impossible(NOT_KEPT);
  const current = await findVariable(database, place);
  if (current === null) return impossible('The variable is not there any more.');
  if (current.revision !== is)
    return impossible(`It was written again since: revision ${current.revision}, the entry left ${is}.`);
  const [former] = await database.$queryRaw<
    { type: string; text: string | null; info: ValueFacts | null }[]
  >(Prisma.sql`
    select h.type, h.text, h.info from variable_history h where h.variable_key = ${current.key}::bigint
      and h.revision = ${was}::int`);
  if (former === undefined) return impossible('The former value is not kept in the history.');
  return undo('variable.set', { ...place, ...formerValue(former), expectedRevision: is });
}

export async function undoOfAdd(database: Database, { after, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(after, targetKey, instanceKey);
  const is = numberOf(after?.revision);
  if (place === null || is === null) return impossible(NOT_KEPT);
  const current = await findVariable(database, place);
  if (current === null) return impossible('The variable is not there any more.');
  return current.revision === is
    ? undo('variable.remove', { ...place, expectedRevision: is })
    : impossible('It was written again since it was added.');
}

export async function undoOfRemove(database: Database, { before, targetKey, instanceKey }: Entry): Promise<Undo> {
  const place = placeOf(before, targetKey, instanceKey);
  const was = numberOf(before?.revision);
  if (place === null || was === null) return impossible(NOT_KEPT);
  if ((await findVariable(database, place)) !== null) return impossible('There is a variable of that name again.');
  const [removed] = await database.$queryRaw<
    { type: string; text: string | null; info: ValueFacts | null }[]
  >(Prisma.sql`
    select v.type, v.text, v.info from variable v where v.instance_key = ${place.instanceKey}::bigint
      and v.name = ${place.name} and v.scope_key = ${place.scopeKey}::bigint
      and v.revision = ${was}::int and v.removed_at is not null order by v.removed_at desc limit 1`);
  return removed === undefined
    ? impossible('The removed value is not kept.')
    : undo('variable.add', { ...place, ...formerValue(removed) });
}

function formerValue({
  type,
  text,
  info,
}: {
  readonly type: string;
  readonly text: string | null;
  readonly info: ValueFacts | null;
}) {
  return { type, text, ...(info === null ? {} : { info }) };
}

function placeOf(
  fields: Fields | null,
  name: string | null,
  instanceKey: string | null,
): { instanceKey: string; scopeKey: string; name: string } | null {
  const scopeKey = fields?.scopeKey;
  return name === null || instanceKey === null || typeof scopeKey !== 'string' ? null : { instanceKey, scopeKey, name };
}
