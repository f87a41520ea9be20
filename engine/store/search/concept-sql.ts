import type { Concept, Rows } from './search.ts';

/** How a field compares and what its values look like. `bigint`: a number that SQL gives as text. */
export type FieldType = 'key' | 'text' | 'number' | 'bigint' | 'boolean' | 'instant' | 'list' | 'json';
export interface Field {
  readonly sql: string;
  readonly type: FieldType;
  /** SQL that holds wherever the field compares so with a value, and that an index serves. */
  readonly implied?: (op: string, value: string) => string;
  /** What has the field's own order and an index to read it by. */
  readonly orderedBy?: readonly string[];
}

/** An order that the rows of a concept have, though no plan of its tables does. Values are SQL of keys. */
export interface RowOrder {
  readonly field: string;
  /** The key of the n-th row. */
  nth(direction: 'asc' | 'desc', begin: string | null, n: string): string;
  /** Holds for all that can lie behind `begin` and up to `end`. */
  within(direction: 'asc' | 'desc', begin: string | null, end: string): string;
}

/** A concept as SQL: its tables, and each field of its rows. What is not in here cannot be asked for. */
export interface ConceptSql<C extends Concept> {
  readonly from: string;
  /** The tables of those that have not ended, where that is less. */
  readonly fromLiving?: string;
  readonly rowOrder?: RowOrder;
  readonly fields: { readonly [F in keyof Rows[C] & string]-?: Field };
  /** Makes every order total. */
  readonly tieBreakers: readonly string[];
  /** The instance whose variables conditions speak of; null: rows of this concept have none. */
  readonly instanceKey: string | null;
  /** The row's own scope, for variables that have to be its own. */
  readonly scopeKey?: string;
  /** The element instance that the row belongs to. */
  readonly elementKey?: string;
  /** Variables of inner scopes count too, not only the instance's own. */
  readonly hasInnerScopes?: boolean;
}

export const key = (sql: string): Field => ({ sql, type: 'key' });
export const text = (sql: string): Field => ({ sql, type: 'text' });
export const number = (sql: string): Field => ({ sql, type: 'number' });
export const bigint = (sql: string): Field => ({ sql, type: 'bigint' });
export const boolean = (sql: string): Field => ({ sql, type: 'boolean' });
export const instant = (sql: string): Field => ({ sql, type: 'instant' });
export const list = (sql: string): Field => ({ sql, type: 'list' });
export const json = (sql: string): Field => ({ sql, type: 'json' });

/** Columns of the definition, in nearly every row, so that no list asks once per row. `d` is the definition. */
export const ofDefinition = {
  definitionKey: key('d.key'),
  processId: text('d.process_id'),
  definitionVersion: number('d.version'),
  definitionName: text('d.name'),
  dialect: text('d.dialect'),
} as const;
