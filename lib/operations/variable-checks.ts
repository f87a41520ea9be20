import type { Rehearsed, Rejection } from '@/engine/index.ts';
import { Prisma } from '@/lib/db.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import type { LiveInstance } from './instance-target.ts';
import type { OperationContext } from './operation.ts';
import type { VariablePlace } from './variable-target.ts';

const MAX_NAMED = 5;

/** What is known of a variable before it is changed: what has used it, what will, and what hides it. */
export async function variableChecks(
  context: OperationContext,
  instance: LiveInstance,
  place: VariablePlace,
): Promise<readonly OperationCheck[]> {
  const [readers, others, working] = await Promise.all([
    context.engine.variableReaders(instance.key, place.name),
    otherScopes(context, place),
    workingNow(context, instance),
  ]);
  const read = (readers ?? []).filter((reader) => reader.readTimes > 0);
  const conditions = read.filter((reader) => reader.kind === 'condition');
  const ahead = (readers ?? []).filter((reader) => reader.isAhead);
  return [
    conditions.length > 0
      ? {
          name: 'Gateways that have read it',
          result: 'look',
          evidence: `${namesOf(conditions)} decided by it already; that is not decided again.`,
        }
      : { name: 'Gateways that have read it', result: 'passed', evidence: 'None so far.' },
    read.length > conditions.length
      ? {
          name: 'Used by steps that are over',
          result: 'look',
          evidence: `${namesOf(read.filter((reader) => reader.kind !== 'condition'))}: what came of the former value stays.`,
        }
      : {
          name: 'Used by steps that are over',
          result: 'passed',
          evidence: 'The model names it in none of them. Workers may have read it.',
        },
    {
      name: 'Read next by',
      result: 'passed',
      evidence: ahead.length === 0 ? 'The model names it nowhere ahead; workers may read it.' : `${namesOf(ahead)}.`,
    },
    others.length > 0
      ? {
          name: 'Same name in other scopes',
          result: 'look',
          evidence: `Also ${others
            .slice(0, MAX_NAMED)
            .map((scope) => (scope.elementId === null ? 'the instance' : named(scope.elementId)))
            .join(', ')}: inner ones hide outer ones.`,
        }
      : { name: 'Same name in other scopes', result: 'passed', evidence: 'There is no other.' },
    working.length > 0
      ? {
          name: 'Nobody works with it now',
          result: 'look',
          evidence: `${working.map(({ worker, elementId }) => `${worker} works at ${named(elementId)}`).join(', ')}, with the values of before.`,
        }
      : { name: 'Nobody works with it now', result: 'passed', evidence: 'No worker holds work of this instance.' },
  ];
}

function namesOf(readers: readonly { readonly elementId: string; readonly flowId: string | null }[]): string {
  const names = [...new Set(readers.map(({ elementId }) => named(elementId)))];
  return names.length <= MAX_NAMED
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMED).join(', ')} and ${names.length - MAX_NAMED} more`;
}

function otherScopes(
  { database }: OperationContext,
  { instanceKey, scopeKey, name }: VariablePlace,
): Promise<{ elementId: string | null }[]> {
  return database.$queryRaw(Prisma.sql`
    select e.element_id as "elementId" from variable v left join lateral (
      select s.element_id from element_history s where s.instance_key = v.instance_key and s.key = v.scope_key offset 0) e on true
    where v.instance_key = ${instanceKey}::bigint and v.name = ${name} and v.scope_key <> ${scopeKey}::bigint
      and v.removed_at is null and v.ended_at is null
    order by v.key limit ${MAX_NAMED + 1}::int`);
}

function workingNow(
  { database, engine }: OperationContext,
  instance: LiveInstance,
): Promise<{ worker: string; elementId: string }[]> {
  return database.$queryRaw(Prisma.sql`
    select j.worker, j.element_id as "elementId" from job j
    where j.instance_key = ${instance.key}::bigint and j.ended_at is null and j.worker is not null
      and j.lock_until > ${new Date(engine.now())}::timestamptz
    order by j.key limit ${MAX_NAMED}::int`);
}

/** The write on the real engine, without a commit: a condition that waits for it may let a token go on at once. */
export function dryRunCheck(rehearsed: Rehearsed | Rejection): OperationCheck {
  const name = 'Dry run on the engine';
  if (rehearsed.kind === 'rejection') return { name, result: 'blocked', evidence: rejectionWords(rehearsed) };
  const moved = movedElements(rehearsed);
  return moved.length === 0
    ? { name, result: 'passed', evidence: 'It is written, and no token moves by it.' }
    : {
        name,
        result: 'look',
        evidence: `Tokens move at once: ${moved.join(', ')} ${moved.length === 1 ? 'begins' : 'begin'}.`,
      };
}

function movedElements({ before, after }: Rehearsed): readonly string[] {
  return [...after.elements.values()]
    .filter((element) => before !== null && !before.elements.has(element.key))
    .map((element) => named(element.elementId, after.instances.get(element.instanceKey)?.definitionKey));
}
