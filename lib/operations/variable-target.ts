import { type Database, Prisma } from '@/lib/db.ts';
import type { LiveInstance } from './instance-target.ts';

export interface VariablePlace {
  readonly instanceKey: string;
  readonly scopeKey: string;
  readonly name: string;
}

export interface CurrentVariable {
  readonly key: string;
  readonly type: string;
  readonly text: string | null;
  readonly info: Readonly<Record<string, string>> | null;
  readonly revision: number;
  /** The element that wrote it; null: somebody from outside, or the start. */
  readonly writtenBy: string | null;
  readonly updatedAt: Date;
}

export interface VariableScope {
  readonly elementId: string | null;
  readonly isEnded: boolean;
}

export async function findVariable(database: Database, place: VariablePlace): Promise<CurrentVariable | null> {
  const [row] = await database.$queryRaw<CurrentVariable[]>(Prisma.sql`
    select v.key::text as key, v.type, v.text, v.info, v.revision, v.written_by as "writtenBy",
      v.updated_at as "updatedAt" from variable v
    where v.instance_key = ${place.instanceKey}::bigint and v.name = ${place.name}
      and v.scope_key = ${place.scopeKey}::bigint and v.removed_at is null`);
  return row ?? null;
}

/** The instance itself, or an element instance of it. */
export async function findScope(
  database: Database,
  instance: LiveInstance,
  scopeKey: string,
): Promise<VariableScope | null> {
  if (BigInt(scopeKey) === BigInt(instance.key)) return { elementId: null, isEnded: instance.isEnded };
  const [row] = await database.$queryRaw<VariableScope[]>(Prisma.sql`
    select e.element_id as "elementId", e.ended_at is not null as "isEnded" from element_history e
    where e.key = ${scopeKey}::bigint and e.instance_key = ${instance.key}::bigint`);
  return row ?? null;
}

interface Write {
  readonly n: number;
  readonly by: string | null;
  readonly at: Date;
  readonly operation: string;
  readonly revision: number | null;
}

/** The last thing that people or clients did to a variable of the name. */
async function lastWrite(database: Database, { instanceKey, name }: VariablePlace): Promise<Write | null> {
  const [row] = await database.$queryRaw<Write[]>(Prisma.sql`
    select a.n::float8 as n, coalesce(a.actor_name, a.actor_id) as by, a.at, a.operation,
      (a.after ->> 'revision')::int as revision from audit_entry a
    where a.instance_key = ${instanceKey}::bigint and a.outcome = 'done' and a.target_key = ${name}
      and a.operation in ('variable.set', 'variable.put', 'variable.add', 'variable.remove')
    order by a.n desc limit 1`);
  return row ?? null;
}

/** Who wrote what is there now, for whoever saw something else. */
export async function changedSentence(
  database: Database,
  place: VariablePlace,
  current: CurrentVariable | null,
  expected: number | null,
): Promise<string> {
  const written = await lastWrite(database, place);
  const person =
    written !== null && isOf(written, current)
      ? ` ${written.by ?? 'Somebody'} did so at ${written.at.toISOString()} (entry #${written.n}).`
      : '';
  if (current === null) return `The variable is not there any more.${person}`;
  if (expected === null) return `There is a variable of that name already.${person}`;
  const by = person !== '' || current.writtenBy === null ? '' : ` by ${current.writtenBy}`;
  return `It was written in the meantime${by}: revision ${current.revision}, you saw ${expected}.${person} It is ${shown(current)} now.`;
}

function isOf(written: Write, current: CurrentVariable | null): boolean {
  return current === null ? written.operation === 'variable.remove' : written.revision === current.revision;
}

const MAX_SHOWN = 120;
export function shown({ type, text }: Pick<CurrentVariable, 'type' | 'text'>): string {
  if (text === null) return 'null';
  if (type === 'Bytes' || type === 'File') return `${Math.floor(text.length / 4) * 3} bytes`;
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`;
}
