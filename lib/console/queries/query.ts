import type { z } from 'zod';
import type { Engine } from '@/engine/index.ts';
import type { Allowed } from '@/lib/auth/authorize.ts';
import type { Demand } from '@/lib/auth/permissions.ts';
import type { Person } from '@/lib/auth/person.ts';
import type { Database } from '@/lib/db.ts';
import { issueInWords } from '@/lib/issue-words.ts';
import type { QueryName, QueryView } from '../contract.ts';

/** What a query may use. */
export interface QueryContext {
  readonly database: Database;
  readonly engine: Engine;
  readonly person: Person;
  /** How far the person's permission reaches: only own things, only some definitions. */
  readonly access: Allowed;
}

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}
/** What `run` finds wrong in its parameters: a filter that only the data can judge. It is answered as bad input. */
export class UnreadableParameters extends Error {
  readonly problems: readonly FieldProblem[];

  constructor(problems: readonly FieldProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
    this.problems = problems;
  }
}
export type Prepared<View> =
  | { readonly isValid: true; run(context: QueryContext): Promise<View | null> }
  | { readonly isValid: false; readonly problems: readonly FieldProblem[] };

/** One read model. `prepare` checks the parameters before anything is read. */
export interface Query<N extends QueryName> {
  readonly name: N;
  readonly permission: Demand;
  prepare(parameters: unknown): Prepared<QueryView<N>>;
}

interface Description<N extends QueryName, Schema extends z.ZodType> {
  readonly permission: Demand;
  readonly parameters: Schema;
  /** Null: there is no such thing, or it is out of the person's reach, which is not told apart. */
  run(context: QueryContext, parameters: z.output<Schema>): Promise<QueryView<N> | null>;
}

export function defineQuery<N extends QueryName, Schema extends z.ZodType>(
  name: N,
  description: Description<N, Schema>,
): Query<N> {
  return {
    name,
    permission: description.permission,
    prepare: (parameters) => {
      const parsed = description.parameters.safeParse(parameters);
      if (!parsed.success) return { isValid: false, problems: fieldProblems(parsed.error) };
      return { isValid: true, run: (context) => description.run(context, parsed.data) };
    },
  };
}

export function fieldProblems(error: z.ZodError): readonly FieldProblem[] {
  return error.issues.map((issue) => ({ path: issue.path.map(String).join('.'), message: issueInWords(issue) }));
}
