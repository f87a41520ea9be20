import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import { isOfVersion, modelCalls } from '@/lib/models/model-calls.ts';
import { named } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { counted } from './counted.ts';
import { definitionTarget, findVersion, instancesOf, type VersionTarget, versionTitle } from './definition-target.ts';
import { NOT_FOUND, type Operation, type OperationContext } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';

/** Callers that are named; of more, the number is. */
const MAX_LISTED = 10;

/**
 * Removes one version for good. Its number is not used again, and the version before becomes the newest. As in the
 * engines: with a version of Camunda 7 goes the history of its instances, with one of Camunda 8 it stays. Nothing is
 * cancelled by it: what runs is in the way.
 */
export const definitionDelete: Operation<'definition.delete'> = {
  name: 'definition.delete',
  parameters: z.strictObject({ definitionKey: keySchema }),
  plan: async (context, { definitionKey }) => {
    const version = await findVersion(context, definitionKey);
    if (version === null) return NOT_FOUND;
    const title = versionTitle(version);
    const [{ ended }, running, next, callers] = await Promise.all([
      instancesOf(context.database, definitionKey),
      runningOf(context, definitionKey),
      versionBefore(context, version),
      callersOf(context, version),
    ]);
    const isHistoryKept = version.dialect === 'camunda8';
    return {
      target: definitionTarget(version),
      risk: ACTIONS['definition.delete'].risk,
      riskBecause: isHistoryKept
        ? 'Nothing can be started in this version any more.'
        : 'The version and all that is kept of its instances cannot be brought back.',
      confirmation: `delete ${version.processId} v${version.version}`,
      effects: [
        `${title} is deleted; its number is not used again.`,
        ...(version.isLatest ? [afterwards(version.processId, next)] : []),
        historyWords(isHistoryKept, ended),
        'The audit log stays.',
      ],
      checks: [
        runningCheck(running),
        newestCheck(version, next),
        callersCheck(callers),
        historyCheck(isHistoryKept, ended),
      ],
      before: {
        processId: version.processId,
        version: version.version,
        isLatest: version.isLatest,
        running,
        ended,
        historyTtlDays: version.historyTtlDays,
      },
      state: { running, isLatest: version.isLatest },
      after: null,
      version: null,
      run: async ({ audit }) => {
        const outcome = await context.engine.deleteDefinition(definitionKey, { audit });
        return outcome.kind === 'rejection'
          ? outcome
          : {
              kind: 'done',
              message: `${title} was deleted${isHistoryKept || ended === 0 ? '' : ` with the history of ${counted(ended, 'instance')}`}.`,
              instanceKey: null,
              version: null,
            };
      },
    };
  },
};

/** Exact, for it decides: counted in the index of those that live. */
async function runningOf({ database }: OperationContext, definitionKey: string): Promise<number> {
  const [row] = await database.$queryRaw<{ running: number }[]>(
    Prisma.sql`select count(*)::int as running from instance i where i.definition_key = ${definitionKey}::bigint
      and i.ended_at is null`,
  );
  return row?.running ?? 0;
}

/** The newest of the others. */
async function versionBefore(
  { database }: OperationContext,
  { key, processId, tenantId }: VersionTarget,
): Promise<number | null> {
  const [row] = await database.$queryRaw<{ version: number }[]>(Prisma.sql`
    select d.version from definition d where d.process_id = ${processId}
      and d.tenant_id is not distinct from ${tenantId} and d.deleted_at is null and d.key <> ${key}::bigint
      order by d.version desc limit 1`);
  return row?.version ?? null;
}

/** Newest versions of other processes whose models call this very version. */
async function callersOf(context: OperationContext, version: VersionTarget): Promise<readonly string[]> {
  const calls = await modelCalls(context, version.processId, version.key);
  return calls
    .filter((call) => isOfVersion(call, version))
    .map((call) => `${call.processId} v${call.version} at ${named(call.elementId, call.definitionKey)}`);
}

function afterwards(processId: string, next: number | null): string {
  return next === null
    ? `Nothing of ${processId} can be started or called any more.`
    : `Version ${next} is the newest then: starts, calls, start timers and start messages go to it.`;
}

function historyWords(isKept: boolean, ended: number): string {
  if (ended === 0) return 'No instance of it has ended: there is no history.';
  return isKept
    ? `The history of ${counted(ended, 'ended instance')} stays.`
    : `The history of ${counted(ended, 'ended instance')} is removed, with what they called.`;
}

function runningCheck(running: number): OperationCheck {
  const name = 'No instance runs';
  return running === 0
    ? { name, result: 'passed', evidence: 'None does.' }
    : {
        name,
        result: 'blocked',
        evidence: `${counted(running, 'instance', ['runs', 'run'])}: migrate or cancel ${running === 1 ? 'it' : 'them'} first.`,
      };
}

function newestCheck({ isLatest, processId }: VersionTarget, next: number | null): OperationCheck {
  const name = 'It is not the newest';
  return isLatest
    ? { name, result: 'look', evidence: afterwards(processId, next) }
    : { name, result: 'passed', evidence: 'A newer version is there.' };
}

function callersCheck(callers: readonly string[]): OperationCheck {
  const name = 'Callers';
  if (callers.length === 0)
    return { name, result: 'passed', evidence: 'No newest model of another process calls this version.' };
  const more = callers.length > MAX_LISTED ? ` and ${callers.length - MAX_LISTED} more` : '';
  return { name, result: 'look', evidence: `Called by ${callers.slice(0, MAX_LISTED).join(', ')}${more}.` };
}

function historyCheck(isKept: boolean, ended: number): OperationCheck {
  const name = 'History';
  return isKept || ended === 0
    ? { name, result: 'passed', evidence: historyWords(isKept, ended) }
    : { name, result: 'look', evidence: historyWords(isKept, ended) };
}
