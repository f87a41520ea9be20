import type { ConceptSql, Field, FieldType } from './concept-sql.ts';
import { CONCEPTS } from './concepts.ts';
import type { Concept, Condition, FieldValue, InstancePart, Operator } from './search.ts';

/** Gathers the values of a statement; texts of callers get into SQL only through here. */
export class Parameters {
  readonly values: unknown[] = [];
  add(value: unknown, cast = ''): string {
    this.values.push(value);
    return `$${this.values.length}${cast}`;
  }
}

/** All of these hold. */
export function conditionsSql<C extends Concept>(
  concept: ConceptSql<C>,
  conditions: readonly Condition<C>[],
  parameters: Parameters,
): string {
  if (conditions.length === 0) return 'true';
  return conditions
    .map((condition) => {
      if ('any' in condition)
        return condition.any.length === 0
          ? 'false'
          : `(${condition.any.map((all) => `(${conditionsSql(concept, all, parameters)})`).join(' or ')})`;
      if ('instanceHas' in condition) return partSql(concept, condition, parameters);
      if ('variable' in condition) return variableSql(concept, condition, parameters);
      return fieldSql(fieldOf(concept, condition.field), condition, parameters);
    })
    .join(' and ');
}

/** Told by the instance's key, which stands outside the inner statement: names of tables are the same in both. */
function partSql<C extends Concept>(
  { instanceKey }: ConceptSql<C>,
  part: InstancePart,
  parameters: Parameters,
): string {
  if (instanceKey === null) throw new Error('these rows have no instance to search by');
  const keys = (): string => {
    switch (part.instanceHas) {
      case 'elementInstance':
        return instanceKeysSql(CONCEPTS.elementInstance, part.where, parameters);
      case 'incident':
        return instanceKeysSql(CONCEPTS.incident, part.where, parameters);
      case 'job':
        return instanceKeysSql(CONCEPTS.job, part.where, parameters);
    }
  };
  return `${instanceKey} ${part.isAbsent ? 'not in' : 'in'} (${keys()})`;
}

const instanceKeysSql = <C extends Concept>(
  concept: ConceptSql<C>,
  where: readonly Condition<C>[],
  parameters: Parameters,
): string =>
  `select ${concept.instanceKey} from ${fromOf(concept, where)} where ${concept.instanceKey} is not null
    and ${conditionsSql(concept, where, parameters)}`;

/** The tables to read, by what is asked of the rows. */
export function fromOf<C extends Concept>(concept: ConceptSql<C>, where: readonly Condition<C>[]): string {
  const isLiving = where.some(
    (condition) => 'field' in condition && condition.field === 'endedAt' && condition.op === 'isNull',
  );
  return isLiving ? (concept.fromLiving ?? concept.from) : concept.from;
}

/** Throws for what is not on the list: callers check their own parameters first, so that is a fault of theirs. */
export function fieldOf<C extends Concept>(concept: ConceptSql<C>, name: string): Field {
  const fields: Readonly<Record<string, Field>> = concept.fields;
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw new Error(`there is no field ${name} to search by`);
  return field;
}

type FieldCondition = { readonly op: Operator; readonly value?: FieldValue; readonly ignoreCase?: boolean };

const COMPARISONS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const CASTS: { readonly [T in FieldType]: string } = {
  key: '::bigint',
  text: '::text',
  number: '::bigint',
  bigint: '::bigint',
  boolean: '::boolean',
  instant: '::timestamptz',
  list: '::text',
  json: '::text',
};

function fieldSql(field: Field, { op, value, ignoreCase }: FieldCondition, parameters: Parameters): string {
  if (field.type === 'list') return listSql(field.sql, { op, value, ignoreCase }, parameters);
  const isAbsent = op === 'isNull' || (op === '=' && (value ?? null) === null);
  if (isAbsent) return `${field.sql} is null`;
  if (op === 'isNotNull' || (op === '!=' && (value ?? null) === null)) return `${field.sql} is not null`;
  const lowered = ignoreCase === true && field.type === 'text';
  const side = lowered ? `lower(${field.sql})` : field.sql;
  if (op === 'in' || op === 'notIn') {
    const items = (Array.isArray(value) ? value : []).flatMap((item) => stored(field.type, item));
    const placeholder = parameters.add(
      lowered ? items.map((item) => String(item).toLowerCase()) : items,
      `${CASTS[field.type]}[]`,
    );
    return op === 'in'
      ? `${side} = any(${placeholder})${implied(field, op, placeholder)}`
      : `${side} <> all(${placeholder})`;
  }
  if (op === 'like' || op === 'notLike') {
    const pattern = parameters.add(String(value), '::text');
    return `(${field.sql})::text ${op === 'notLike' ? 'not ' : ''}${ignoreCase ? 'ilike' : 'like'} ${pattern}`;
  }
  if (!COMPARISONS.has(op)) throw new Error(`there is no operator ${op}`);
  // Written so that PostgreSQL sees what it can join by, where the field looks into another table.
  if (field.type === 'boolean' && op === '=')
    return value === true || value === 'true' ? field.sql : `not ${field.sql}`;
  const [given] = stored(field.type, value);
  // A text that cannot be a key or a moment equals none of them.
  if (given === undefined) return op === '!=' ? `${field.sql} is not null` : 'false';
  const placeholder = parameters.add(lowered ? String(given).toLowerCase() : given, CASTS[field.type]);
  return `${side} ${op === '!=' ? '<>' : op} ${placeholder}${implied(field, op, placeholder)}`;
}

const implied = (field: Field, op: Operator, value: string): string =>
  field.implied === undefined ? '' : ` and ${field.implied(op, value)}`;

const KEY_PATTERN = /^-?\d{1,18}$/;

/** The value as SQL takes it, or nothing where it can equal no value of the type. */
function stored(type: FieldType, value: unknown): (string | number | boolean)[] {
  switch (type) {
    case 'key':
    case 'bigint':
    case 'number':
      return KEY_PATTERN.test(String(value)) ? [String(value)] : [];
    case 'instant': {
      const at = new Date(typeof value === 'number' ? value : String(value));
      return Number.isNaN(at.getTime()) ? [] : [at.toISOString().replace(/^\+0*/, '')];
    }
    case 'boolean':
      return [value === true || value === 'true'];
    case 'text':
    case 'list':
    case 'json':
      return [String(value)];
  }
}

function listSql(sql: string, { op, value, ignoreCase }: FieldCondition, parameters: Parameters): string {
  const member = (test: string) => `exists (select 1 from unnest(${sql}) as m(item) where ${test})`;
  const item = ignoreCase ? 'lower(m.item)' : 'm.item';
  const given = (one: unknown) => (ignoreCase ? String(one).toLowerCase() : String(one));
  switch (op) {
    case 'isNull':
      return `cardinality(${sql}) = 0`;
    case 'isNotNull':
      return `cardinality(${sql}) > 0`;
    case '=':
      return member(`${item} = ${parameters.add(given(value), '::text')}`);
    case '!=':
      return `not ${member(`${item} = ${parameters.add(given(value), '::text')}`)}`;
    case 'in':
    case 'notIn':
      return `${op === 'in' ? '' : 'not '}${member(`${item} = any(${parameters.add((Array.isArray(value) ? value : []).map(given), '::text[]')})`)}`;
    case 'like':
    case 'notLike':
      return `${op === 'like' ? '' : 'not '}${member(`m.item ${ignoreCase ? 'ilike' : 'like'} ${parameters.add(String(value), '::text')}`)}`;
    default:
      throw new Error(`a list cannot be compared by ${op}`);
  }
}

type VariableCondition = Extract<Condition<Concept>, { readonly variable: string }>;
type ValueCondition = Extract<VariableCondition, { readonly op: unknown }>;

function variableSql<C extends Concept>(
  concept: ConceptSql<C>,
  condition: VariableCondition,
  parameters: Parameters,
): string {
  if (concept.instanceKey === null) throw new Error('these rows have no variables to search by');
  const name = parameters.add(condition.variable, '::text');
  const named =
    'ignoreNameCase' in condition && condition.ignoreNameCase ? `lower(x.name) = lower(${name})` : `x.name = ${name}`;
  const own = 'isLocal' in condition && condition.isLocal ? concept.scopeKey : undefined;
  const scope = condition.isOfElement
    ? ` and x.scope_key = ${concept.elementKey ?? 'null'}`
    : concept.hasInnerScopes
      ? ''
      : ' and x.scope_key = x.instance_key';
  const place =
    own !== undefined
      ? `x.scope_key = ${own} and x.ended_at is null`
      : `x.instance_key = ${concept.instanceKey}${scope}`;
  const found = `exists (select 1 from variable x where ${place} and ${named} and x.removed_at is null`;
  if ('isPresent' in condition) return `${condition.isPresent ? '' : 'not '}${found})`;
  return `${found} and ${valueSql(condition, parameters)})`;
}

const NUMBERS: ReadonlySet<string> = new Set(['Integer', 'Long', 'Short', 'Double']);
/** Guarded by the type: SQL may test rows in any order, and a text that is no number must not be read as one. */
const AS_NUMBER = `case when x.type in ('Integer', 'Long', 'Short', 'Double') then x.text::numeric end`;

/** Numbers compare across their types; all else only within its own type. */
function valueSql({ op, value, ignoreValueCase }: ValueCondition, parameters: Parameters): string {
  if (op === 'like' || op === 'notLike')
    return `x.type = 'String' and x.text ${op === 'notLike' ? 'not ' : ''}${ignoreValueCase ? 'ilike' : 'like'} ${parameters.add(value.text, '::text')}`;
  if (!COMPARISONS.has(op)) throw new Error(`there is no operator ${op}`);
  if (value.type === 'Null' || value.text === null) return op === '!=' ? `x.type <> 'Null'` : `x.type = 'Null'`;
  const comparison = op === '!=' ? '=' : op;
  const holds = NUMBERS.has(value.type)
    ? `coalesce(${AS_NUMBER} ${comparison} ${parameters.add(value.text, '::numeric')}, false)`
    : `coalesce(x.type = ${parameters.add(value.type, '::text')} and ${ignoreValueCase ? 'lower(x.text)' : 'x.text'} ${comparison} ${ignoreValueCase ? `lower(${parameters.add(value.text, '::text')})` : parameters.add(value.text, '::text')}, false)`;
  return op === '!=' ? `not ${holds}` : holds;
}
