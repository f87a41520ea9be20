import { z } from 'zod';
import { Prisma } from '@/lib/db.ts';
import { key, text } from './parameters.ts';
import { defineQuery, type QueryContext } from './query.ts';
import { and, visible } from './sql.ts';

export const variableReaders = defineQuery('variable-readers', {
  permission: 'variable.read',
  parameters: z.object({ instance: key, name: text.min(1) }),
  run: async (context, query) => {
    if ((await dialectOf(context, query.instance)) === null) return null;
    const readers = await context.engine.variableReaders(query.instance, query.name);
    return readers === null ? null : { readers };
  },
});

/** For whoever looks for a cause: what an expression would say here. */
export const evaluateExpression = defineQuery('evaluate-expression', {
  permission: 'variable.read',
  parameters: z.object({ instance: key, scope: key, expression: text.min(1) }),
  run: async (context, query) => {
    const dialect = await dialectOf(context, query.instance);
    if (dialect === null || !(await isScopeOf(context, query.instance, query.scope))) return null;
    const outcome = await context.engine.evaluateExpression(
      query.scope,
      dialect === 'camunda7'
        ? { language: 'juel', text: query.expression }
        : { language: 'feel', text: query.expression.replace(/^\s*=/, '').trim() },
    );
    return {
      outcome: outcome.kind,
      type: outcome.kind === 'value' ? outcome.value.type : null,
      text: outcome.kind === 'value' ? outcome.value.text : null,
      message: outcome.kind === 'failure' ? outcome.message : null,
      warnings: outcome.kind === 'value' ? outcome.warnings : [],
      writes: outcome.kind === 'value' ? outcome.writes : [],
    };
  },
});

/** null: there is no such instance, or it is out of reach. */
async function dialectOf(context: QueryContext, instanceKey: string): Promise<'camunda7' | 'camunda8' | null> {
  const [row] = await context.database.$queryRaw<{ dialect: 'camunda7' | 'camunda8' }[]>(Prisma.sql`
    select d.dialect from instance i join definition d on d.key = i.definition_key
      where i.key = ${instanceKey}::bigint ${and(visible(context, 'i.definition_key'))}`);
  return row?.dialect ?? null;
}

async function isScopeOf({ database }: QueryContext, instanceKey: string, scopeKey: string): Promise<boolean> {
  if (instanceKey === scopeKey) return true;
  const rows = await database.$queryRaw<{ one: number }[]>(
    Prisma.sql`select 1 as one from element_history e where e.key = ${scopeKey}::bigint
      and e.instance_key = ${instanceKey}::bigint`,
  );
  return rows.length > 0;
}
