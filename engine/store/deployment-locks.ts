import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';

/**
 * Whoever deploys or removes versions of the same process, decision or form waits for the other, so that versions are
 * consecutive and one of them is the newest. In one order: no dead-locks.
 */
export async function lockNames(connection: Queryable, names: readonly string[]): Promise<void> {
  for (const name of [...new Set(names)].sort())
    await connection.query({
      text: `select pg_advisory_xact_lock(hashtextextended($1, 7))`,
      values: [name],
    });
}

/** The names by which what was deployed is locked. */
export const lockNameOf = {
  process: (processId: string): string => `process ${processId}`,
  requirements: (requirementsId: string): string => `requirements ${requirementsId}`,
  decision: (decisionId: string): string => `decision ${decisionId}`,
  form: (formId: string): string => `form ${formId}`,
  /** A message that starts a process. */
  message: (name: string): string => `message ${name}`,
} as const;

/** Names of all that these deployments brought, or that have these keys. */
export async function lockNamesOf(
  connection: Queryable,
  { deploymentKeys = [], keys = [] }: { readonly deploymentKeys?: readonly Key[]; readonly keys?: readonly Key[] },
): Promise<readonly string[]> {
  const { rows } = await connection.query<{ kind: Exclude<keyof typeof lockNameOf, 'message'>; id: string }>({
    name: 'names to be locked',
    text: `select 'process' as kind, process_id as id from definition where deployment_key = any($1::bigint[]) or key = any($2::bigint[])
      union select 'requirements', requirements_id from decision_requirements where deployment_key = any($1::bigint[]) or key = any($2::bigint[])
      union select 'decision', decision_id from decision_definition
        where deployment_key = any($1::bigint[]) or key = any($2::bigint[]) or requirements_key = any($2::bigint[])
      union select 'form', form_id from form_definition where deployment_key = any($1::bigint[]) or key = any($2::bigint[])`,
    values: [deploymentKeys, keys],
  });
  return rows.map(({ kind, id }) => lockNameOf[kind](id));
}
