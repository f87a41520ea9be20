import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import type { DecisionRow, DecisionValue } from '../views/decision-view.ts';
import { key } from './parameters.ts';
import { defineQuery } from './query.ts';
import { and, instant, visible } from './sql.ts';

/** Newest first; of a loop with more the newest are shown. */
const MAX_DECISIONS = 500;
/** Of a result; a decision may give a long list. */
const MAX_CHARACTERS = 4_000;

/** A value as the engine keeps it with the decision. */
interface StoredValue {
  readonly id?: string | null;
  readonly name: string | null;
  readonly variable?: string | null;
  readonly value: { readonly type: string; readonly text: string | null };
}
interface Row extends Omit<DecisionRow, 'evaluatedAt' | 'inputs' | 'rules'> {
  evaluatedAt: Date;
  inputs: readonly StoredValue[];
  rules: readonly { readonly index: number; readonly outputs: readonly StoredValue[] }[];
}

export const instanceDecisions = defineQuery('instance-decisions', {
  permission: 'instance.read',
  parameters: z.object({ instance: key }),
  run: async (context, query) => {
    const rows = await context.database.$queryRaw<Row[]>(Prisma.sql`
      select x.key::text as key, x.evaluation_key::text as "evaluationKey", x.decision_id as "decisionId",
        x.decision_name as name, x.decision_version as version, x.type, x.is_root as "isRoot",
        x.element_id as "elementId", x.evaluated_at as "evaluatedAt", x.failure, x.inputs, x.rules,
          left(coalesce(x.collected, x.output), ${MAX_CHARACTERS}::int) as output
      from decision_instance x where x.instance_key = ${query.instance}::bigint ${and(visible(context, 'x.definition_key'))}
      order by x.key desc limit ${MAX_DECISIONS + 1}::int`);
    return { rows: rows.slice(0, MAX_DECISIONS).map(toView), isCut: rows.length > MAX_DECISIONS };
  },
});

function toView(row: Row): DecisionRow {
  return {
    ...row,
    evaluatedAt: instant(row.evaluatedAt),
    inputs: row.inputs.map(asValue),
    rules: row.rules.map((rule) => ({ index: rule.index, outputs: rule.outputs.map(asValue) })),
  };
}

function asValue(stored: StoredValue, index: number): DecisionValue {
  return {
    id: stored.id ?? String(index + 1),
    name: stored.name ?? stored.variable ?? stored.id ?? '',
    type: stored.value.type,
    text: stored.value.text,
  };
}
