import { ACTIONS, type ActionName } from '@/lib/auth/policy.ts';
import { Prisma } from '@/lib/db.ts';
import type { OperationCheck } from './contract.ts';
import type { OperationContext, Plan, Target } from './operation.ts';

export interface EarlyMessageRow {
  readonly key: string;
  readonly name: string;
  readonly businessKey: string | null;
  readonly state: 'waiting' | 'correlated' | 'late' | 'duplicate';
  readonly isWatched: boolean;
  readonly isCut: boolean;
  readonly note: string | null;
}

export async function findEarlyMessage(
  { database }: Pick<OperationContext, 'database'>,
  messageKey: string,
): Promise<EarlyMessageRow | null> {
  const [row] = await database.$queryRaw<EarlyMessageRow[]>(Prisma.sql`
    select m.key::text as key, m.name, m.business_key as "businessKey", m.state, m.is_watched as "isWatched",
      m.payload is null as "isCut", m.note from early_message m where m.key = ${messageKey}::bigint`);
  return row ?? null;
}

export function messageTitle({ name, businessKey }: EarlyMessageRow): string {
  return businessKey === null ? name : `${name} for ${businessKey}`;
}

/** Of a message that nobody has received: it belongs to no process yet. */
export function earlyTarget(message: EarlyMessageRow): Target {
  return {
    kind: 'message',
    key: message.key,
    instanceKey: null,
    definitionKey: null,
    processId: '',
    elementId: null,
    businessKey: message.businessKey,
  };
}

export function waitsCheck({ state }: EarlyMessageRow): OperationCheck {
  const words = {
    waiting: 'It waits.',
    correlated: 'It was received in the meantime.',
    late: 'It is marked late.',
    duplicate: 'It is marked a duplicate.',
  };
  return { name: 'The message waits', result: state === 'waiting' ? 'passed' : 'blocked', evidence: words[state] };
}

export function keptCheck({ isCut }: EarlyMessageRow): OperationCheck {
  return isCut
    ? {
        name: 'Its values were kept',
        result: 'blocked',
        evidence: 'They were too large: only its sender can send it again.',
      }
    : { name: 'Its values were kept', result: 'passed', evidence: 'All of them.' };
}

/** The parts of a plan that are the same for all that is done to an early message. */
export function earlyPlan(
  name: ActionName,
  riskBecause: string,
): Pick<Plan, 'risk' | 'riskBecause' | 'confirmation' | 'version'> {
  return { risk: ACTIONS[name].risk, riskBecause, confirmation: null, version: null };
}

export const GONE = {
  kind: 'conflict',
  message: 'It was received, or somebody sends it at this moment. Nothing was done.',
} as const;
