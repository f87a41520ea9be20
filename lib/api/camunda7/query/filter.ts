import type { Concept, Condition, Engine, FieldValue, Instant, Operator, Rows } from '@/engine/index.ts';
import { activityInstanceKeyOf, definitionKeyOf, isKey } from '../ids.ts';
import type { VariableComparisons, VariableFilter } from './variable-filter.ts';

/** No row can match: an id that is none of ours, an empty list. */
export const NOTHING = Symbol('nothing');
export type Where<C extends Concept> = readonly Condition<C>[] | typeof NOTHING;

/** What a filter may look at beside its own value. */
export interface FilterContext {
  readonly engine: Engine;
  readonly now: Instant;
  /** Other filters of the same query that are set. */
  isGiven(name: string): boolean;
  /** Flags of it that are true. */
  isSet(name: string): boolean;
}

export const TENANTS: ListRules = { isBlankEmpty: true, nullMessage: 'tenantIds' };

type Made<C extends Concept> = Where<C> | Promise<Where<C>>;

/** One filter of a resource: how its value is written and what it asks of the rows. Flags count only when true. */
export type Filter<C extends Concept> =
  | { readonly kind: 'text'; where(value: string, context: FilterContext): Made<C> }
  | {
      readonly kind: 'texts';
      readonly rules?: ListRules;
      where(value: readonly string[], context: FilterContext): Made<C>;
    }
  | { readonly kind: 'number'; readonly isLong?: boolean; where(value: number, context: FilterContext): Made<C> }
  | { readonly kind: 'flag'; where(context: FilterContext): Made<C> }
  | { readonly kind: 'choice'; where(value: boolean, context: FilterContext): Made<C> }
  | { readonly kind: 'date'; where(value: Instant, context: FilterContext): Made<C> }
  | { readonly kind: 'value'; where(value: unknown, context: FilterContext): Made<C> }
  | { readonly kind: 'wish'; check?(context: FilterContext): void }
  | {
      readonly kind: 'variables';
      readonly comparisons?: VariableComparisons;
      where(filter: VariableFilter, context: FilterContext): Made<C>;
    }
  | { readonly kind: 'dates'; readonly label: string; readonly field: keyof Rows[C] & string }
  | { readonly kind: 'forbidden'; refuse(): Error };

/**
 * How the original reads a list of texts; by itself a blank address is a list of one empty text, and an empty list asks
 * for nothing.
 */
export interface ListRules {
  /** A blank text in the address is an empty list. */
  readonly isBlankEmpty?: boolean;
  /** What it says of nothing in the list; without a word nothing in the list matches no row. */
  readonly nullMessage?: string;
  refuseEmpty?(): Error;
}

/** The same filter with the original's rules for its list. */
export function listed<C extends Concept>(filter: Filter<C>, rules: ListRules): Filter<C> {
  return filter.kind === 'texts' ? { ...filter, rules: { ...filter.rules, ...rules } } : filter;
}

export type FilterTable<C extends Concept> = Readonly<Record<string, Filter<C>>>;

type Field<C extends Concept> = keyof Rows[C] & string;

const is = <C extends Concept>(field: Field<C>, op: Operator, value?: FieldValue): readonly Condition<C>[] => [
  value === undefined ? { field, op } : { field, op, value },
];

/** The filters that most resources share, by the field they ask for. */
export function filtersOf<C extends Concept>() {
  const any = (values: readonly string[], field: Field<C>): Where<C> =>
    values.length === 0 ? NOTHING : is<C>(field, 'in', values);
  const keys = (values: readonly string[], field: Field<C>, keyOf: (id: string) => string | null): Where<C> =>
    any(
      values.map(keyOf).filter((key) => key !== null),
      field,
    );
  const keyOrNull = (id: string) => (isKey(id) ? id : null);
  return {
    text: (field: Field<C>): Filter<C> => ({ kind: 'text', where: (value) => is(field, '=', value) }),
    like: (field: Field<C>): Filter<C> => ({ kind: 'text', where: (value) => is(field, 'like', value) }),
    notLike: (field: Field<C>): Filter<C> => ({ kind: 'text', where: (value) => is(field, 'notLike', value) }),
    texts: (field: Field<C>): Filter<C> => ({ kind: 'texts', where: (values) => any(values, field) }),
    notTexts: (field: Field<C>): Filter<C> => ({ kind: 'texts', where: (values) => is(field, 'notIn', values) }),
    number: (field: Field<C>, op: Operator = '='): Filter<C> => ({
      kind: 'number',
      where: (value) => is(field, op, value),
    }),
    long: (field: Field<C>, op: Operator): Filter<C> => ({
      kind: 'number',
      isLong: true,
      where: (value) => is(field, op, value),
    }),
    date: (field: Field<C>, op: Operator): Filter<C> => ({ kind: 'date', where: (value) => is(field, op, value) }),
    dates: (field: Field<C>, label: string): Filter<C> => ({ kind: 'dates', label, field }),
    key: (field: Field<C>): Filter<C> => ({ kind: 'text', where: (id) => keys([id], field, keyOrNull) }),
    keys: (field: Field<C>): Filter<C> => ({ kind: 'texts', where: (ids) => keys(ids, field, keyOrNull) }),
    notKeys: (field: Field<C>): Filter<C> => ({ kind: 'texts', where: (ids) => is(field, 'notIn', ids.filter(isKey)) }),
    definition: (field: Field<C>): Filter<C> => ({ kind: 'text', where: (id) => keys([id], field, definitionKeyOf) }),
    definitions: (field: Field<C>): Filter<C> => ({ kind: 'texts', where: (ids) => keys(ids, field, definitionKeyOf) }),
    activityInstance: (field: Field<C>): Filter<C> => ({
      kind: 'text',
      where: (id) => keys([id], field, activityInstanceKeyOf),
    }),
    activityInstances: (field: Field<C>): Filter<C> => ({
      kind: 'texts',
      where: (ids) => keys(ids, field, activityInstanceKeyOf),
    }),
    /** A flag that other filters look at. */
    wish: { kind: 'wish' } satisfies Filter<C>,
    /** A flag that means something when it is false, too. */
    choice: (where: (value: boolean) => Where<C>): Filter<C> => ({ kind: 'choice', where }),
    flag: (...conditions: readonly Condition<C>[]): Filter<C> => ({ kind: 'flag', where: () => conditions }),
    /** Of what the engine does not have (cases, say): nothing matches. */
    none: { kind: 'text', where: () => NOTHING } satisfies Filter<C>,
    noneOf: { kind: 'texts', where: () => NOTHING } satisfies Filter<C>,
    /**
     * `includesWithout`: name of the flag that adds the rows without tenant. Where only those are asked for, no others
     * are.
     */
    tenants: (field: Field<C>, includesWithout?: string): Filter<C> => ({
      kind: 'texts',
      rules: TENANTS,
      where: (ids, context) =>
        context.isSet('withoutTenantId')
          ? []
          : includesWithout !== undefined && context.isSet(includesWithout)
            ? [{ any: [is(field, 'in', ids), is(field, 'isNull')] }]
            : any(ids, field),
    }),
    /** Of a list that cannot be asked for the rows without tenant alone. */
    tenantsOnly: (field: Field<C>): Filter<C> => ({ kind: 'texts', rules: TENANTS, where: (ids) => any(ids, field) }),
    withoutTenant: (field: Field<C>): Filter<C> => ({ kind: 'flag', where: () => is(field, 'isNull') }),
  };
}
