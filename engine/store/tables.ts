/** Type of a column as its array is sent: `text[]` columns go as array literals, jsonb as text. */
export type ColumnType = 'bigint' | 'int' | 'text' | 'boolean' | 'timestamptz' | 'jsonb' | 'text[]';

/** Tables that the committer writes, with the columns that it fills. The first column is the key. */
export const TABLES = {
  instance: {
    key: 'bigint', tree_key: 'bigint', definition_key: 'bigint', parent_instance_key: 'bigint', parent_element_instance_key: 'bigint',
    business_key: 'text', tenant_id: 'text', start_element_id: 'text', is_suspended: 'boolean', is_requested: 'boolean', started_at: 'timestamptz',
    ended_at: 'timestamptz', outcome: 'text', is_external_end: 'boolean', end_reason: 'text', incident_count: 'int', restart_of: 'bigint', start_cause: 'jsonb', case_instance_id: 'text',
  },
  element_instance: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', element_id: 'text', kind: 'text',
    scope_key: 'bigint', phase: 'text', entered_by: 'text[]', index: 'int', data: 'jsonb', called_instance_key: 'bigint',
    started_at: 'timestamptz', ended_at: 'timestamptz', outcome: 'text',
  },
  variable: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', scope_key: 'bigint', definition_key: 'bigint', name: 'text', type: 'text',
    text: 'text', info: 'jsonb', revision: 'int', written_by: 'text', created_at: 'timestamptz', updated_at: 'timestamptz',
    removed_at: 'timestamptz', ended_at: 'timestamptz', origin_key: 'bigint',
  },
  former_value: {
    variable_key: 'bigint', revision: 'int', type: 'text', texts: 'text[]', info: 'jsonb', written_by: 'text', written_at: 'timestamptz',
  },
  job: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', element_instance_key: 'bigint', element_id: 'text',
    scope_key: 'bigint', kind: 'text', position: 'text', entered_by: 'text[]', index: 'int', type: 'text', priority: 'bigint', retries: 'int',
    due_at: 'timestamptz', repeat: 'text', headers: 'jsonb', is_exclusive: 'boolean', is_suspended: 'boolean', worker: 'text', lock_until: 'timestamptz',
    error_message: 'text', error_details: 'text', failed_element_id: 'text', tenant_id: 'text', created_at: 'timestamptz', ended_at: 'timestamptz', outcome: 'text',
  },
  job_attempt: {
    key: 'bigint', job_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', worker: 'text', retries_before: 'int', retries: 'int',
    error_message: 'text', error_details: 'text', failed_element_id: 'text', failed_at: 'timestamptz',
  },
  user_task: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', element_instance_key: 'bigint', element_id: 'text',
    name: 'text', description: 'text', assignee: 'text', owner: 'text', delegation: 'text', candidate_users: 'text[]', candidate_groups: 'text[]',
    due_at: 'timestamptz', follow_up_at: 'timestamptz', priority: 'int', form_key: 'text', form_definition_key: 'bigint', transition: 'jsonb', tenant_id: 'text', created_at: 'timestamptz', updated_at: 'timestamptz',
    ended_at: 'timestamptz', outcome: 'text', parent_task_key: 'bigint', case_instance_id: 'text', external_id: 'text', other_links: 'jsonb',
  },
  task_assignment: {
    key: 'bigint', task_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', cause: 'text', before: 'text', after: 'text', assigned_at: 'timestamptz',
  },
  task_link: {
    key: 'bigint', task_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', type: 'text', user_id: 'text', group_id: 'text', is_added: 'boolean', tenant_id: 'text', at: 'timestamptz',
  },
  subscription: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', element_instance_key: 'bigint', element_id: 'text',
    kind: 'text', name: 'text', correlation_key: 'text', event_scope_key: 'bigint', event_scope_kind: 'text', tenant_id: 'text', created_at: 'timestamptz', closed_at: 'timestamptz',
  },
  message_correlation: {
    message_key: 'bigint', process_id: 'text', tenant_id: 'text', start_key: 'text', instance_key: 'bigint', correlated_at: 'timestamptz',
    subscription_key: 'bigint',
  },
  decision_instance: {
    key: 'bigint', evaluation_key: 'bigint', position: 'int', is_root: 'boolean', decision_key: 'bigint', decision_id: 'text', decision_name: 'text', decision_version: 'int',
    requirements_key: 'bigint', requirements_id: 'text', root_decision_key: 'bigint', type: 'text', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint',
    element_instance_key: 'bigint', element_id: 'text', tenant_id: 'text', user_id: 'text', evaluated_at: 'timestamptz', failure: 'text', inputs: 'jsonb', rules: 'jsonb',
    literal: 'jsonb', output: 'text', collected: 'text',
  },
  thrown_signal: { key: 'bigint', name: 'text', tenant_id: 'text', variables: 'jsonb', thrown_at: 'timestamptz', served_tree_key: 'bigint', business_key: 'text', instance_key: 'bigint' },
  incident: {
    key: 'bigint', tree_key: 'bigint', instance_key: 'bigint', definition_key: 'bigint', element_id: 'text', element_instance_key: 'bigint',
    job_key: 'bigint', type: 'text', message: 'text', configuration: 'text', annotation: 'text', fingerprint: 'text', failed_element_id: 'text', raised_at: 'timestamptz', resolved_at: 'timestamptz', outcome: 'text',
  },
  batch_item: { key: 'bigint', state: 'text', worker: 'text', lock_until: 'timestamptz', message: 'text', rejection: 'jsonb', done_at: 'timestamptz' },
  early_message: { key: 'bigint', state: 'text', decided_at: 'timestamptz', decided_by: 'text', instance_key: 'bigint', lock_until: 'timestamptz', last_problem: 'text' },
} as const satisfies Record<string, Record<string, ColumnType>>;

export type Table = keyof typeof TABLES;

/**
 * Columns that mostly are null in a new row. A group that is null in all rows of a batch is not sent: each column costs
 * the server and this process as much as a small row. Groups are few, since each makes further statements to prepare.
 */
export const MOSTLY_NULL: { readonly [T in Table]?: readonly (readonly ColumnsOf<T>[])[] } = {
  instance: [['parent_instance_key', 'parent_element_instance_key', 'tenant_id', 'case_instance_id'], ['ended_at', 'outcome', 'end_reason']],
  element_instance: [['index', 'data', 'called_instance_key'], ['ended_at', 'outcome']],
  variable: [['info', 'removed_at', 'origin_key'], ['ended_at']],
  job: [['position', 'index', 'due_at', 'repeat', 'error_message', 'error_details', 'failed_element_id', 'tenant_id'], ['ended_at', 'outcome']],
  user_task: [['description', 'owner', 'due_at', 'follow_up_at', 'form_key', 'form_definition_key', 'transition', 'tenant_id', 'parent_task_key', 'case_instance_id', 'external_id', 'other_links'], ['ended_at', 'outcome']],
};

export type ColumnsOf<T extends Table> = keyof (typeof TABLES)[T] & string;
export type CellValue = string | number | boolean | null | readonly string[] | object;
/** Instants as numbers, keys as texts, jsonb as values; undefined columns become null. */
export type RowOf<T extends Table> = { readonly [C in ColumnsOf<T>]?: CellValue };

export function columnTypes(table: Table): Readonly<Record<string, ColumnType>> { return TABLES[table]; }

/** How the column is sent and what it is cast to where both differ. */
export function arrayType(type: ColumnType): { sent: string; cast: string } {
  if (type === 'text[]') return { sent: 'text[]', cast: '::text[]' };
  if (type === 'jsonb') return { sent: 'text[]', cast: '::jsonb' };
  return { sent: `${type}[]`, cast: '' };
}
