import { Prisma } from '@/lib/db.ts';
import type { FieldProblem } from './query.ts';
import { containing } from './sql.ts';

const OPERATORS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'like', 'exists', 'missing'] as const;
type Operator = (typeof OPERATORS)[number];
const COMPARISON: Readonly<Partial<Record<Operator, string>>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };
/** Each is a look into another table for each row that is left. */
const MAX_CONDITIONS = 8;
const MAX_VALUES = 200;
/** The index holds this many characters of a value. */
const INDEXED_CHARACTERS = 100;

export interface VariableCondition { readonly name: string; readonly operator: Operator; readonly value: string }

/** The `var.<name>=<operator>:<value>` among a list's parameters; without an operator: equals. */
export function variableConditions(parameters: Readonly<Record<string, unknown>>): { conditions: readonly VariableCondition[]; problems: readonly FieldProblem[] } {
  const conditions: VariableCondition[] = [];
  const problems: FieldProblem[] = [];
  for (const [path, value] of Object.entries(parameters)) {
    if (!path.startsWith('var.') || typeof value !== 'string' || value === '') continue;
    const name = path.slice('var.'.length);
    const [, operator = 'eq', text = value] = /^([a-z]+):(.*)$/s.exec(value) ?? [];
    if (name === '') problems.push({ path, message: 'The name of the variable is missing.' });
    else if (value.includes('\u0000') || name.includes('\u0000')) problems.push({ path, message: 'A NUL character cannot be searched for.' });
    else if (!isOperator(operator)) conditions.push({ name, operator: 'eq', value });
    else conditions.push({ name, operator, value: text });
  }
  if (conditions.length > MAX_CONDITIONS) problems.push({ path: 'var', message: `At most ${MAX_CONDITIONS} variables.` });
  return { conditions, problems };
}

function isOperator(text: string): text is Operator {
  return (OPERATORS as readonly string[]).includes(text);
}

/** A condition on the instance `i`. Any scope of it counts; removed variables do not. */
export function variableSql(condition: VariableCondition): Prisma.Sql {
  const base = Prisma.sql`from variable v where v.instance_key = i.key and v.name = ${condition.name} and v.removed_at is null`;
  switch (condition.operator) {
    case 'exists': return Prisma.sql`exists (select 1 ${base})`;
    case 'missing': return Prisma.sql`not exists (select 1 ${base})`;
    case 'ne': return Prisma.sql`exists (select 1 ${base}) and not exists (select 1 ${base} and v.text = ${condition.value})`;
    case 'eq': return equalSql(base, [condition.value]);
    case 'in': return equalSql(base, condition.value.split(',').slice(0, MAX_VALUES).map((each) => each.trim()));
    case 'like': return Prisma.sql`exists (select 1 ${base} and v.text ilike ${containing(condition.value)})`;
    default: return comparisonSql(base, condition);
  }
}

/** The indexed beginning first, then the whole value. */
function equalSql(base: Prisma.Sql, values: readonly string[]): Prisma.Sql {
  const beginnings = values.map((value) => [...value].slice(0, INDEXED_CHARACTERS).join(''));
  return Prisma.sql`exists (select 1 ${base} and left(v.text, 100) = any(${beginnings}::text[]) and v.text = any(${[...values]}::text[]))`;
}

/** Numbers compare as numbers, without losing digits; everything else as text, which fits dates. */
function comparisonSql(base: Prisma.Sql, condition: VariableCondition): Prisma.Sql {
  const operator = Prisma.raw(COMPARISON[condition.operator] ?? '=');
  if (!/^[+-]?\d+(\.\d+)?$/.test(condition.value)) return Prisma.sql`exists (select 1 ${base} and v.text ${operator} ${condition.value})`;
  return Prisma.sql`exists (select 1 ${base} and case when v.text ~ '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]{1,3})?$' then v.text::numeric ${operator} ${condition.value}::numeric else false end)`;
}
