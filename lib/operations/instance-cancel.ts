import { z } from 'zod';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { isAliveCheck, rehearsalCheck, skipCheck } from './checks.ts';
import type { OperationCheck } from './contract.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { done, NOT_FOUND, type Operation } from './operation.ts';
import { keySchema, skipShape } from './parameter-schemas.ts';

const MAX_DEPTH = 50;
/** Called instances that are named; of more, the number is. */
const MAX_LISTED = 5;

/** Ends an instance with all that it called. There is no way back. */
export const instanceCancel: Operation<'instance.cancel'> = {
  name: 'instance.cancel',
  parameters: z.strictObject({ instanceKey: keySchema, keepsCalled: z.boolean().optional(), ...skipShape }),
  plan: async (context, { instanceKey, keepsCalled = false, skipsListeners = false, skipsMappings = false }) => {
    const instance = await findInstance(context, instanceKey);
    if (instance === null) return NOT_FOUND;
    const below = await calledBy(context.database, instanceKey);
    const called = keepsCalled ? 0 : below.length;
    const root = instance.parentInstanceKey === null ? null : await rootOf(context.database, instance.treeKey);
    const command = {
      type: 'cancelInstance',
      instanceKey,
      reason: null,
      onlyRoot: instance.dialect === 'camunda8',
      ...(keepsCalled && { keepsCalled }),
      skipsListeners,
      skipsMappings,
    } as const;
    const rehearsed = instance.isEnded ? null : await context.engine.rehearse(command);
    // Camunda 8: tasks may have listeners of their cancellation.
    const isWaited = rehearsed?.kind === 'executed' && rehearsed.after.instances.has(instanceKey);
    return {
      target: targetOf(instance, { kind: 'instance', key: instance.key }),
      risk: called > 0 ? 'destructive' : ACTIONS['instance.cancel'].risk,
      riskBecause: called > 0 ? 'Called instances end with it.' : 'An ended instance cannot be brought back.',
      confirmation: called > 0 ? `cancel ${called + 1}` : null,
      effects: [
        `${titleOf(instance)} ends as cancelled; work that is under way in a worker comes to nothing.`,
        ...(isWaited
          ? [
              'Listeners of its tasks are asked before they are cancelled; it ends when all of them have answered, and waits for nothing else until then.',
            ]
          : []),
        ...(called > 0
          ? [`${called} called ${called === 1 ? 'instance ends' : 'instances end'} with it: ${listed(below)}.`]
          : []),
        ...(keepsCalled && below.length > 0
          ? [`${listed(below)} ${below.length === 1 ? 'goes' : 'go'} on without it.`]
          : []),
      ],
      checks: [
        isAliveCheck(instance),
        ...(rehearsed === null ? [] : [rehearsalCheck(rehearsed)]),
        ...(root === null ? [] : [rootCheck(root, instance.dialect)]),
        skipCheck(skipsListeners, skipsMappings),
        { name: 'Way back', result: 'look', evidence: 'None: a new instance can be started, this one stays ended.' },
      ],
      before: { state: instance.isEnded ? 'ended' : 'running', called },
      after: { state: 'cancelled' },
      version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const executed = await context.engine.execute(
          { ...command, reason: audit.note ?? audit.reasonCode },
          { audit, expectedVersion },
        );
        return executed.kind === 'rejection'
          ? executed
          : done(
              isWaited
                ? `${titleOf(instance)} ends when the listeners of its tasks have answered.`
                : `${titleOf(instance)} was cancelled.`,
              executed,
              instance.key,
            );
      },
    };
  },
};

interface Related {
  readonly key: string;
  readonly processId: string;
  readonly businessKey: string | null;
}
const nameOf = ({ key, processId, businessKey }: Related): string => `${processId} ${businessKey ?? key}`;

function listed(instances: readonly Related[]): string {
  const rest = instances.length - MAX_LISTED;
  return `${instances.slice(0, MAX_LISTED).map(nameOf).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Camunda 8 ends called instances with their root only. */
function rootCheck(root: Related, dialect: LiveInstance['dialect']): OperationCheck {
  const name = 'It is the root';
  return dialect === 'camunda8'
    ? {
        name,
        result: 'blocked',
        evidence: `It was called by ${nameOf(root)}: cancel that one, the instance ${root.key}.`,
      }
    : {
        name,
        result: 'look',
        evidence: `It was called by ${nameOf(root)}, which ends with it or goes on as its model says. To end all of it, cancel the root ${root.key}.`,
      };
}

async function rootOf(database: Database, treeKey: string): Promise<Related | null> {
  const [row] = await database.$queryRaw<Related[]>(
    Prisma.sql`select i.key::text as key, d.process_id as "processId", i.business_key as "businessKey" from instance i
      join definition d on d.key = i.definition_key where i.key = ${treeKey}::bigint`,
  );
  return row ?? null;
}

/** What runs below it, nearest first. */
function calledBy(database: Database, instanceKey: string): Promise<Related[]> {
  return database.$queryRaw<Related[]>(Prisma.sql`
    with recursive called(key, depth) as (
      select i.key, 1 from instance i where i.parent_instance_key = ${instanceKey}::bigint and i.ended_at is null
      union all
      select i.key, c.depth + 1 from called c join instance i on i.parent_instance_key = c.key where i.ended_at is null
        and c.depth < ${MAX_DEPTH}::int
    ) select i.key::text as key, d.process_id as "processId", i.business_key as "businessKey" from called c
      join instance i on i.key = c.key join definition d on d.key = i.definition_key order by c.depth, c.key`);
}
