import {
  boolean,
  instant,
  key,
  list,
  number,
  ofDefinition,
  text,
  type ConceptSql,
  type RowOrder,
} from './concept-sql.ts';

const OF_ITS_INSTANCE = 'join definition d on d.key = e.definition_key join instance i on i.key = e.instance_key';

/** Rows of passed elements stand in the order of their first keys. */
const IN_ORDER = ['e.row_key', 'e.key'];

/** The first of the rows that can hold a key greater than this one. */
const firstRowOf = (key: string): string => `coalesce((select p.first_key from passed_elements p
  where p.first_key <= ${key} order by p.first_key desc limit 1), least(0, ${key}))`;

const inOrder: RowOrder = {
  field: 'key',
  nth(direction, begin, n) {
    const beyond = (column: string): string =>
      begin === null ? 'true' : `${column} ${direction === 'asc' ? '>' : '<'} ${begin}`;
    return `select key from (
        (select e.key from element_instance e where ${beyond('e.key')} order by e.key ${direction} limit ${n})
        union all
        (select p.first_key from passed_elements p where ${beyond('p.first_key')} order by p.first_key ${direction} limit ${n})
      ) r order by key ${direction} limit 1 offset ${n} - 1`;
  },
  within: (direction, begin, end) =>
    direction === 'asc'
      ? `e.row_key <= ${end} ${begin === null ? '' : `and e.row_key >= ${firstRowOf(begin)}`}`
      : `e.row_key >= ${end} ${begin === null ? '' : `and e.row_key <= ${begin}`}`,
};

/** The rows that can hold an element instance whose key compares so with another one. */
function rowsOfKey(op: string, value: string): string {
  switch (op) {
    case '=':
      return `e.row_key = any(wheelhouse_element_rows(array[${value}]))`;
    case 'in':
      return `e.row_key = any(wheelhouse_element_rows(${value}))`;
    case '<':
    case '<=':
      return `e.row_key <= ${value}`;
    case '>':
    case '>=':
      return `e.row_key >= ${firstRowOf(value)}`;
    default:
      return 'true';
  }
}

export const elementInstance: ConceptSql<'elementInstance'> = {
  from: `element_history e ${OF_ITS_INSTANCE}`,
  fromLiving: `(select l.*, l.key as row_key from element_instance l) e ${OF_ITS_INSTANCE}`,
  rowOrder: inOrder,
  tieBreakers: IN_ORDER,
  instanceKey: 'e.instance_key',
  fields: {
    ...ofDefinition,
    definitionKey: key('e.definition_key'),
    key: { ...key('e.key'), implied: rowsOfKey, orderedBy: IN_ORDER },
    treeKey: key('e.tree_key'),
    instanceKey: key('e.instance_key'),
    elementId: text('e.element_id'),
    kind: text('e.kind'),
    scopeKey: key('e.scope_key'),
    phase: text('e.phase'),
    enteredBy: list('e.entered_by'),
    index: number('e.index'),
    calledInstanceKey: key('e.called_instance_key'),
    tenantId: text('i.tenant_id'),
    startedAt: instant('e.started_at'),
    endedAt: instant('e.ended_at'),
    outcome: text('e.outcome'),
    durationMs: number('(extract(epoch from e.ended_at - e.started_at) * 1000)::float8'),
    // By the tree's index of open incidents, of which there are few.
    hasIncident: boolean(
      'exists (select 1 from incident n where n.tree_key = e.tree_key and n.element_instance_key = e.key and n.resolved_at is null)',
    ),
  },
};
