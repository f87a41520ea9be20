import type { Counted, Instant } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import { dateText, parseDate } from './dates.ts';
import { invalidRequest, processEngineException } from './rest-error.ts';

/** Camunda 7's names of what is counted. Other names count nothing, as in the original. */
const NAMES: ReadonlyMap<string, Counted> = new Map([
  ['activity-instance-start', 'elementStarts'],
  ['flow-node-instances', 'elementStarts'],
  ['activity-instance-end', 'elementEnds'],
  ['root-process-instance-start', 'instanceStarts'],
  ['process-instances', 'instanceStarts'],
  ['executed-decision-instances', 'decisions'],
  ['decision-instances', 'decisions'],
  ['executed-decision-elements', 'decisionElements'],
  ['job-successful', 'jobsDone'],
  ['job-failed', 'jobsFailed'],
]);
const OF_PEOPLE: ReadonlySet<string> = new Set(['unique-task-workers', 'task-users']);
/** Those that lists of intervals show when no name is given: others are the same under a newer name. */
const LISTED = [
  'activity-instance-start',
  'activity-instance-end',
  'root-process-instance-start',
  'executed-decision-instances',
  'executed-decision-elements',
  'job-successful',
  'job-failed',
] as const;

const MAX_INTERVALS = 200;
const DEFAULT_INTERVAL_S = 900;

/** `/metrics`: how much was done, counted from what is kept of it. */
export function metricsRoutes(routes: RouteTable): void {
  routes.add('GET', '/metrics', intervals);
  routes.add('GET', '/metrics/:name/sum', sum);
}

function dateOf(call: Call, name: string): Instant | null {
  const value = call.query(name);
  if (value === undefined || value === '') return null;
  const at = parseDate(value);
  if (at === null) throw invalidRequest(`Cannot convert value "${value}" to java type java.util.Date`);
  return at;
}

function wholeOf(call: Call, name: string, otherwise: number): number {
  const value = call.query(name);
  if (value === undefined || value === '') return otherwise;
  if (!/^\d{1,9}$/.test(value)) throw invalidRequest(`Cannot convert value ${value} to java type java.lang.Integer`);
  return Number(value);
}

async function sum(call: Call): Promise<unknown> {
  const name = call.param('name');
  const [from, until] = [dateOf(call, 'startDate'), dateOf(call, 'endDate')];
  const { metrics } = call.engine.search;
  if (OF_PEOPLE.has(name)) return { result: await metrics.people(from, until) };
  const what = NAMES.get(name);
  return { result: what === undefined ? 0 : await metrics.sum(what, from, until) };
}

async function intervals(call: Call): Promise<readonly unknown[]> {
  const limit = wholeOf(call, 'maxResults', MAX_INTERVALS);
  const range = {
    from: dateOf(call, 'startDate'),
    until: dateOf(call, 'endDate'),
    seconds: Math.max(1, wholeOf(call, 'interval', DEFAULT_INTERVAL_S)),
    limit,
    offset: wholeOf(call, 'firstResult', 0),
  };
  if (limit > MAX_INTERVALS)
    throw processEngineException(`Metrics interval query row limit can't be set larger than ${MAX_INTERVALS}.`);
  const name = call.query('name');
  const names = name === undefined ? LISTED : [name];
  const found = await Promise.all(
    names.map(async (one) => {
      const what = NAMES.get(one);
      return what === undefined
        ? []
        : (await call.engine.search.metrics.intervals(what, { ...range, offset: 0, limit: range.offset + limit })).map(
            ({ at, value }) => ({ timestamp: dateText(at), name: one, reporter: null, value }),
          );
    }),
  );
  return found
    .flat()
    .sort((one, other) => (one.timestamp < other.timestamp ? 1 : one.timestamp > other.timestamp ? -1 : 0))
    .slice(range.offset, range.offset + limit);
}
