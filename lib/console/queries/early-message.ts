import { z } from 'zod';
import { authorize } from '@/lib/auth/authorize.ts';
import { Prisma } from '@/lib/db.ts';
import type { EarlyMessageView, MessageCandidate, MessageValue } from '../views/message-view.ts';
import { FACT_COLUMNS, FACTS, visibleMessages } from './early-message-facts.ts';
import { EARLY_COLUMNS, type EarlyMessageSqlRow, toEarlyMessageRow } from './early-messages.ts';
import { namesThatLookAlike } from './similar-names.ts';
import { waitedNames } from './message-names.ts';
import { key } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import {
  and,
  DEFINITION_COLUMNS,
  type DefinitionColumns,
  definitionRef,
  instant,
  instantOrNull,
  visible,
} from './sql.ts';
import { SUBSCRIPTION_SELECT, type SubscriptionSqlRow, toSubscriptionRow } from './subscriptions.ts';

const MAX_CANDIDATES = 10;
const MAX_OTHERS = 10;
const MAX_NAMES = 200;
type Values = Readonly<Record<string, { readonly type: string; readonly text: string | null }>>;

interface Row extends EarlyMessageSqlRow {
  instanceId: string | null;
  tenantId: string | null;
  isTenantGiven: boolean;
  senderAddress: string | null;
  expiresAt: Date;
  triedAt: Date | null;
  lastProblem: string | null;
  note: string | null;
  rule: EarlyMessageView['rule'];
  correlationKeys: Values;
  localCorrelationKeys: Values;
  payload: {
    readonly variables?: Values;
    readonly localVariables?: Values;
    readonly variablesOfTriggeredScope?: Values;
  } | null;
}

/** One early message with all that tells why it found nobody. */
export const earlyMessage = defineQuery('early-message', {
  permission: 'message.read',
  parameters: z.object({ key }),
  run: async (context, query) => {
    const [row] = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select ${EARLY_COLUMNS}, ${FACT_COLUMNS}, m.instance_id as "instanceId", m.tenant_id as "tenantId",
        m.is_tenant_given as "isTenantGiven", m.sender_address as "senderAddress", m.expires_at as "expiresAt",
        m.tried_at as "triedAt", m.last_problem as "lastProblem", m.note, m.correlation_keys as "correlationKeys",
          m.local_correlation_keys as "localCorrelationKeys", m.payload,
        coalesce((select n.rule from early_message_name n where n.name = m.name), 'keep') as rule
      from early_message m ${FACTS} where m.key = ${query.key}::bigint ${and(visibleMessages(context))}`);
    if (row === undefined) return null;
    const [candidates, others] = await Promise.all([candidatesOf(context, row), othersOf(context, row)]);
    // Only where nobody waits for this name, another may have been meant.
    const names = others.length > 0 ? [] : (await waitedNames(context, 'message', MAX_NAMES)).names;
    const maySeeValues = authorize(context.person, 'variable.read').isAllowed;
    return {
      ...toEarlyMessageRow(row),
      instanceId: row.instanceId,
      tenantId: row.tenantId,
      isTenantGiven: row.isTenantGiven,
      senderAddress: row.senderAddress,
      expiresAt: instant(row.expiresAt),
      triedAt: instantOrNull(row.triedAt),
      lastProblem: row.lastProblem,
      note: row.note,
      rule: row.rule,
      isCut: row.payload === null,
      correlationKeys: [...valuesOf(row.correlationKeys), ...valuesOf(row.localCorrelationKeys)],
      variables:
        row.payload === null || !maySeeValues
          ? null
          : [
              ...valuesOf(row.payload.variables),
              ...valuesOf(row.payload.localVariables),
              ...valuesOf(row.payload.variablesOfTriggeredScope),
            ],
      candidates,
      others,
      similarNames: namesThatLookAlike(
        row.name,
        names.map(({ name }) => name),
      ),
    } satisfies EarlyMessageView;
  },
});

function valuesOf(values: Values = {}): readonly MessageValue[] {
  return Object.entries(values).map(([name, { type, text }]) => ({ name, type, text }));
}

interface CandidateRow extends DefinitionColumns {
  instanceKey: string;
  isEnded: boolean;
  isSuspended: boolean;
  at: string[];
  waits: boolean;
  closedAt: Date | null;
}

async function candidatesOf(context: QueryContext, { businessKey, name }: Row): Promise<readonly MessageCandidate[]> {
  if (businessKey === null) return [];
  const rows = await context.database.$queryRaw<CandidateRow[]>(Prisma.sql`
    select i.key::text as "instanceKey", i.ended_at is not null as "isEnded", i.is_suspended as "isSuspended",
      ${DEFINITION_COLUMNS},
      array(select distinct e.element_id from element_instance e where e.instance_key = i.key and e.ended_at is null
        and e.kind <> 'multiInstanceBody' limit 5) as at,
      exists (select 1 from subscription s where s.instance_key = i.key and s.kind = 'message' and s.name = ${name}
        and s.closed_at is null) as waits,
      (select max(s.closed_at) from subscription s where s.instance_key = i.key and s.kind = 'message'
        and s.name = ${name}) as "closedAt"
    from instance i join definition d on d.key = i.definition_key
    where i.business_key = ${businessKey} ${and(visible(context, 'i.definition_key'))} order by i.key desc
      limit ${MAX_CANDIDATES}::int`);
  return rows.map((row) => ({
    instanceKey: row.instanceKey,
    definition: definitionRef(row),
    isEnded: row.isEnded,
    isSuspended: row.isSuspended,
    at: row.at,
    listens: row.waits ? 'waits' : row.closedAt === null ? 'never' : 'past',
    closedAt: instantOrNull(row.closedAt),
  }));
}

async function othersOf(context: QueryContext, { name, businessKey }: Row) {
  const rows = await context.database.$queryRaw<SubscriptionSqlRow[]>(Prisma.sql`${SUBSCRIPTION_SELECT}
    where s.closed_at is null and s.kind = 'message' and s.name = ${name}
      and i.business_key is distinct from ${businessKey} ${and(visible(context, 's.definition_key'))}
      order by s.correlation_key, s.key limit ${MAX_OTHERS}::int`);
  return rows.map(toSubscriptionRow);
}
