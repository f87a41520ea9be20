import { z } from 'zod';
import type { VariableValue } from '@/engine/index.ts';
import { ACTIONS } from '@/lib/auth/policy.ts';
import { type Database, Prisma } from '@/lib/db.ts';
import { named, rejectionWords } from '@/lib/models/element-words.ts';
import type { OperationCheck } from './contract.ts';
import { type EarlyMessageRow, findEarlyMessage, keptCheck, messageTitle, waitsCheck } from './early-message-target.ts';
import { findInstance, type LiveInstance, targetOf, titleOf } from './instance-target.ts';
import { NOT_FOUND, type Operation } from './operation.ts';
import { keySchema } from './parameter-schemas.ts';
import { dryRunCheck } from './variable-checks.ts';

/** Hands an early message to what waits, chosen by hand: for one whose name or keys its sender had wrong. */
export const messageAttach: Operation<'message.attach'> = {
  name: 'message.attach',
  parameters: z.strictObject({ messageKey: keySchema, subscriptionKey: keySchema }),
  plan: async (context, { messageKey, subscriptionKey }) => {
    const [message, waiting] = await Promise.all([
      findEarlyMessage(context, messageKey),
      findWaiting(context.database, subscriptionKey),
    ]);
    const instance = waiting === null ? null : await findInstance(context, waiting.instanceKey);
    if (message === null || waiting === null || instance === null) return NOT_FOUND;
    const differences = await differencesOf(context.database, message, waiting, instance);
    const payload = message.state === 'waiting' ? await context.engine.earlyMessages.payload(messageKey) : null;
    const rehearsed =
      payload === null || !waiting.isOpen
        ? null
        : await context.engine.rehearse({ type: 'correlateMessage', subscriptionKey, ...payload });
    const isOther = differences.some(({ result }) => result === 'look');
    return {
      target: targetOf(instance, { kind: 'message', key: messageKey, elementId: waiting.elementId }),
      risk: isOther ? 'high' : ACTIONS['message.attach'].risk,
      riskBecause: isOther
        ? 'It is not what its sender wrote.'
        : 'The process believes that the other system has spoken only now.',
      confirmation: null,
      effects: [
        `${titleOf(instance)} of ${named(instance.processId, instance.definitionKey)} receives ${messageTitle(message)} at ${named(waiting.elementId)}, where it waits for ${waiting.name}.`,
        'The message is noted as received and cannot be received a second time.',
      ],
      checks: [
        waitsCheck(message),
        keptCheck(message),
        openCheck(waiting, instance),
        notationCheck(instance),
        ...differences,
        ...(rehearsed === null ? [] : [dryRunCheck(rehearsed)]),
      ],
      before: { state: message.state, message: message.name, businessKey: message.businessKey },
      after: {
        state: 'correlated',
        waitsFor: waiting.name,
        businessKey: instance.businessKey,
        instanceKey: instance.key,
      },
      version: instance.version,
      run: async ({ audit, expectedVersion }) => {
        const outcome = await context.engine.earlyMessages.attach(messageKey, subscriptionKey, {
          by: context.person.username,
          audit,
          ...(expectedVersion !== undefined && { expectedVersion }),
        });
        if (outcome.kind === 'rejection')
          return outcome.code === 'notFound'
            ? { kind: 'conflict', message: `It was not received: ${rejectionWords(outcome)}.` }
            : outcome;
        return {
          kind: 'done',
          message: `${titleOf(instance)} has received ${messageTitle(message)}.`,
          instanceKey: instance.key,
          version: outcome.version,
        };
      },
    };
  },
};

interface Waiting {
  readonly instanceKey: string;
  readonly elementId: string;
  readonly name: string;
  readonly isOpen: boolean;
}

async function findWaiting(database: Database, subscriptionKey: string): Promise<Waiting | null> {
  const [row] = await database.$queryRaw<Waiting[]>(Prisma.sql`
    select s.instance_key::text as "instanceKey", s.element_id as "elementId", s.name, s.closed_at is null as "isOpen"
      from subscription s where s.key = ${subscriptionKey}::bigint and s.kind = 'message'`);
  return row ?? null;
}

function openCheck({ isOpen, elementId }: Waiting, { isEnded, isSuspended }: LiveInstance): OperationCheck {
  const name = 'It really waits';
  if (!isOpen || isEnded) return { name, result: 'blocked', evidence: `${named(elementId)} waits no more.` };
  return isSuspended
    ? { name, result: 'blocked', evidence: 'The instance is suspended: it receives nothing until it is resumed.' }
    : { name, result: 'passed', evidence: `${named(elementId)} waits.` };
}

/** Camunda 8 keeps messages by itself, and counts who has had each. */
function notationCheck({ dialect }: LiveInstance): OperationCheck {
  const name = 'The notation takes it';
  return dialect === 'camunda7'
    ? { name, result: 'passed', evidence: 'Camunda 7 does.' }
    : { name, result: 'blocked', evidence: 'Messages of Camunda 8 are published, not attached.' };
}

type Keys = Readonly<Record<string, VariableValue>>;

/** What the sender said, and what is so here. */
async function differencesOf(
  database: Database,
  message: EarlyMessageRow,
  waiting: Waiting,
  instance: LiveInstance,
): Promise<readonly OperationCheck[]> {
  const [row] = await database.$queryRaw<
    {
      keys: Keys;
      localKeys: Keys;
      instanceId: string | null;
      tenantId: string | null;
      isTenantGiven: boolean;
      instanceTenant: string | null;
    }[]
  >(Prisma.sql`
    select m.correlation_keys as keys, m.local_correlation_keys as "localKeys", m.instance_id as "instanceId",
      m.tenant_id as "tenantId", m.is_tenant_given as "isTenantGiven",
      (select i.tenant_id from instance i where i.key = ${instance.key}::bigint) as "instanceTenant"
        from early_message m where m.key = ${message.key}::bigint`);
  if (row === undefined) return [];
  return [
    same('The name is the same', message.name, waiting.name),
    ...(message.businessKey === null
      ? []
      : [same('The business key is the same', message.businessKey, instance.businessKey)]),
    ...(row.instanceId === null ? [] : [same('The instance is the one that was named', row.instanceId, instance.key)]),
    ...(row.isTenantGiven ? [same('The tenant is the same', row.tenantId, row.instanceTenant)] : []),
    ...(await keyChecks(database, instance.key, { ...row.keys, ...row.localKeys })),
  ];
}

function same(name: string, said: string | null, here: string | null): OperationCheck {
  return said === here
    ? { name, result: 'passed', evidence: said ?? 'none' }
    : { name, result: 'look', evidence: `The message says ${said ?? 'none'}; here it is ${here ?? 'none'}.` };
}

/** Values that variables must have, with their types. */
async function keyChecks(database: Database, instanceKey: string, keys: Keys): Promise<readonly OperationCheck[]> {
  const names = Object.keys(keys);
  if (names.length === 0) return [];
  const rows = await database.$queryRaw<{ name: string; type: string; text: string | null }[]>(Prisma.sql`
    select v.name, v.type, v.text from variable v where v.instance_key = ${instanceKey}::bigint
      and v.name = any(${names}::text[]) and v.removed_at is null and v.ended_at is null`);
  const wrong = Object.entries(keys)
    .filter(
      ([name, { type, text }]) => !rows.some((row) => row.name === name && row.type === type && row.text === text),
    )
    .map(([name]) => name);
  const name = 'The values it must match are the same';
  return [
    wrong.length === 0
      ? { name, result: 'passed', evidence: names.join(', ') }
      : { name, result: 'look', evidence: `Different or not there: ${wrong.join(', ')}.` },
  ];
}
