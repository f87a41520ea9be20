import { beforeAll, expect, test } from 'vitest';
import type { LookupSession } from '../lookup-pool.ts';
import type { Statement } from '../statement.ts';
import type { Concept, Condition, SearchQuery } from './search.ts';
import { createSearch } from './sql-search.ts';
import { databaseOfSuite } from '@/scripts/database-of-suite.ts';

const database = databaseOfSuite();

/** Enough rows that an index which fits is cheaper than any other; one in a hundred is what is asked for. */
const ROWS = 2_000;

beforeAll(async () => {
  await database.pool.query(`
    insert into deployment values (1, 'first', null, null, now());
    insert into deployment_resource values (2, 1, 'order.bpmn', '<xml/>', 'sum');
    insert into definition (key, deployment_key, resource_key, process_id, version, name, dialect, is_latest, deployed_at) values (3, 1, 2, 'order', 1, 'Order', 'camunda8', true, now());
    insert into instance (key, tree_key, definition_key, start_element_id, started_at, incident_count)
      select 10000 + n, 10000 + n, 3, 'start', now(), 0 from generate_series(1, ${ROWS}) n;
    insert into user_task (key, tree_key, instance_key, definition_key, element_instance_key, element_id, assignee, created_at)
      select 20000 + n, 10000 + n, 10000 + n, 3, 30000 + n, 'approve', 'user' || n % 100, now() from generate_series(1, ${ROWS}) n;
    insert into incident (key, tree_key, instance_key, definition_key, element_id, element_instance_key, job_key, type, message, fingerprint, raised_at)
      select 40000 + n, 10000 + n, 10000 + n, 3, 'work', 30000 + n, case when n % 2 = 0 then 50000 + n end, 'JOB_NO_RETRIES', 'broken', 'f', now() from generate_series(1, ${ROWS}) n;
    analyze;
  `);
});

/** The plans of what a search asks, which is asked on one session, so that it is planned with the values at hand. */
async function plansOf<C extends Concept>(concept: C, query: SearchQuery<C>): Promise<string> {
  const plans: string[] = [];
  const explain = async ({ text, values }: Statement) => {
    const result = await database.pool.query<{ 'QUERY PLAN': string }>({
      text: `explain ${text}`,
      values: [...(values ?? [])],
    });
    plans.push(...result.rows.map((row) => row['QUERY PLAN']));
    return { ...result, rows: [] };
  };
  const lookup: LookupSession = { rowsOf: async (statement) => (await explain(statement)).rows };
  const search = createSearch({ query: explain }, { driven: lookup, planned: lookup });
  await search.find(concept, query);
  return plans.join('\n');
}

const jobKeys = Array.from({ length: 20 }, (_, n) => String(50_002 + 2 * n));
const isOpen: Condition<'incident'> = { field: 'resolvedAt', op: 'isNull' };

test.each<[string, () => Promise<string>, string]>([
  [
    'the incident of a job',
    () => plansOf('incident', { where: [{ field: 'jobKey', op: '=', value: '50002' }], limit: 50 }),
    'incident_job',
  ],
  [
    'the open incidents of a page of jobs',
    () =>
      plansOf('incident', {
        where: [
          { field: 'jobKey', op: 'in', value: jobKeys },
          { field: 'type', op: '=', value: 'UNHANDLED_ERROR_EVENT' },
          isOpen,
        ],
        limit: 50,
      }),
    'incident_job',
  ],
  [
    'the incidents of an instance',
    () => plansOf('incident', { where: [{ field: 'instanceKey', op: '=', value: '10002' }], limit: 50 }),
    'incident_instance',
  ],
  [
    'the tasks of a person',
    () =>
      plansOf('userTask', {
        where: [
          { field: 'assignee', op: '=', value: 'user7' },
          { field: 'endedAt', op: 'isNull' },
        ],
        limit: 50,
      }),
    'user_task_assignee',
  ],
  [
    'the tasks of an instance',
    () => plansOf('userTask', { where: [{ field: 'instanceKey', op: '=', value: '10002' }], limit: 50 }),
    'user_task_instance',
  ],
])('%s is found by an index', async (_what, plans, index) => {
  expect(await plans()).toMatch(new RegExp(`using ${index}\\b|on ${index}\\b`));
});
