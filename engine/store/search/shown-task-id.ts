/**
 * What clients call a task: the name that its maker gave it, else its key. `key`: SQL of the task's key, perhaps null.
 */
export const shownTaskId = (key: string): string =>
  `case when ${key} is not null then (select coalesce(u.external_id, u.key::text) from user_task u where u.key = ${key}) end`;
/** The same of the scope of a variable that belongs to no instance: such a scope is a task. */
export const standaloneTaskId = (instanceKey: string, scopeKey: string): string =>
  `case when ${instanceKey} is null then (select coalesce(u.external_id, u.key::text) from user_task u where u.key = ${scopeKey}) end`;
