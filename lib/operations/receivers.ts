import type { MessageReceivers } from '@/engine/index.ts';
import { authorize } from '@/lib/auth/authorize.ts';
import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import type { OperationContext, Target } from './operation.ts';
import { grouped } from './grouped.ts';

/** Receivers that are named; the rest is counted. */
const NAMED = 5;

/** Who would receive it, in sentences: by name where they are few, else by process. */
export async function receiverSentences(
  database: Database,
  { waiting, starts }: MessageReceivers,
  what: string,
): Promise<readonly string[]> {
  const titles = await titlesOf(
    database,
    waiting.slice(0, NAMED).map(({ instanceKey }) => instanceKey),
  );
  const first = waiting
    .slice(0, NAMED)
    .map(
      ({ instanceKey, elementId, processId, definitionKey }) =>
        `${titles.get(instanceKey) ?? instanceKey} of ${named(processId, definitionKey)} receives ${what} at ${named(elementId, definitionKey)}.`,
    );
  const counts = new Map<string, { count: number; definitionKey: string }>();
  for (const { processId, definitionKey } of waiting)
    counts.set(processId, { definitionKey, count: (counts.get(processId)?.count ?? 0) + 1 });
  const byProcess = [...counts].map(
    ([processId, { count, definitionKey }]) =>
      `${grouped(count)} ${count === 1 ? 'place' : 'places'} of ${named(processId, definitionKey)}`,
  );
  const begun = starts.map(
    ({ processId, elementId, definitionKey }) =>
      `A new instance of ${named(processId, definitionKey)} starts at ${named(elementId, definitionKey)}.`,
  );
  return waiting.length > NAMED
    ? [`${grouped(waiting.length)} places receive ${what}: ${byProcess.join(', ')}.`, ...first.slice(0, 3), ...begun]
    : [...first, ...begun];
}

async function titlesOf(database: Database, keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await database.$queryRaw<{ key: string; title: string }[]>(
    Prisma.sql`select i.key::text as key, coalesce(i.business_key, i.key::text) as title from instance i
      where i.key = any(${[...keys]}::text[]::bigint[])`,
  );
  return new Map(rows.map(({ key, title }) => [key, title]));
}

/** The person may do this to each process concerned. */
export function reachCheck(
  { person }: OperationContext,
  name: ActionName,
  { waiting, starts }: MessageReceivers,
): OperationCheck {
  const processes = new Set([...waiting, ...starts].map(({ processId }) => processId));
  const denied = [...processes].flatMap((definition) => {
    const access = authorize(person, ACTIONS[name].permission, { definition, risk: ACTIONS[name].risk });
    return access.isAllowed ? [] : [access.message];
  });
  const [message] = denied;
  return message === undefined
    ? { name: 'You may do this to each', result: 'passed', evidence: ACTIONS[name].permission }
    : { name: 'You may do this to each', result: 'blocked', evidence: message };
}

/** What it is about: the one that receives it, else the message by its name. */
export function receiverTarget(kind: 'message' | 'signal', key: string, { waiting, starts }: MessageReceivers): Target {
  const [only] = waiting;
  const [start] = starts;
  if (waiting.length === 1 && starts.length === 0 && only !== undefined) {
    return {
      kind,
      key,
      instanceKey: only.instanceKey,
      definitionKey: only.definitionKey,
      processId: only.processId,
      elementId: only.elementId,
      businessKey: null,
    };
  }
  if (waiting.length === 0 && starts.length === 1 && start !== undefined) {
    return {
      kind,
      key,
      instanceKey: null,
      definitionKey: start.definitionKey,
      processId: start.processId,
      elementId: start.elementId,
      businessKey: null,
    };
  }
  // Of several processes: the permission for each is a check of its own.
  const [process] = [...waiting, ...starts];
  return {
    kind,
    key,
    instanceKey: null,
    definitionKey: null,
    processId: process?.processId ?? '',
    elementId: null,
    businessKey: null,
  };
}

export function countOf({ waiting, starts }: MessageReceivers): number {
  return waiting.length + starts.length;
}
