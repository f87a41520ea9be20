import type { Concept, Rows } from './search.ts';

/** How a field compares and what its values look like. `bigint`: a number that SQL gives as text. */
export type FieldType = 'key' | 'text' | 'number' | 'bigint' | 'boolean' | 'instant' | 'list' | 'json';
export interface Field {
  readonly sql: string;
  readonly type: FieldType;
}

/** A concept as SQL: its tables, and each field of its rows. What is not in here cannot be asked for. */
export interface ConceptSql<C extends Concept> {
  readonly from: string;
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
