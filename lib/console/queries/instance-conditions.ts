import { Prisma } from '@/lib/db.ts';
import { type InstanceFieldName, MAX_FILTER_KEYS, NO_TENANT } from '../filter/instance-fields.ts';
import { readWritten, splitList } from '../filter/written-value.ts';
import { splitVersion } from './definition-keys.ts';
import { readTimeRange, type TimeRange } from './parameters.ts';
import { bigints, within } from './sql.ts';
import { type Parsed, textCondition } from './text-condition.ts';

type Sql = Prisma.Sql;
const MAX_LIST = 1_000;

export const FAILING = Prisma.sql`exists (select 1 from job f where f.instance_key = i.key and f.ended_at is null and f.error_message is not null)`;
/** Alive without being `running` as a whole; the order of precedence is that of the states. */
export const STATE_SQL = {
  running: Prisma.sql`i.ended_at is null`,
  incident: Prisma.sql`i.incident_count > 0 and i.ended_at is null`,
  suspended: Prisma.sql`i.is_suspended and i.ended_at is null and i.incident_count = 0`,
  retrying: Prisma.sql`i.ended_at is null and i.incident_count = 0 and not i.is_suspended and ${FAILING}`,
  active: Prisma.sql`i.ended_at is null and i.incident_count = 0 and not i.is_suspended and not ${FAILING}`,
  completed: Prisma.sql`i.ended_at is not null and i.outcome = 'completed'`,
  cancelled: Prisma.sql`i.outcome = 'terminated'`,
} as const satisfies Readonly<Record<string, Sql>>;
export type State = keyof typeof STATE_SQL;

/** What the conditions are made for. */
export interface Asking { readonly username: string }
/** Made when the search runs, since some speak of who asks. */
export type Condition = (asking: Asking) => Sql;
type FieldReader = (text: string) => Parsed<Condition>;

const always = (sql: Sql): Parsed<Condition> => ({ value: () => sql });
const listed = (text: string, make: (values: readonly string[]) => Sql): Parsed<Condition> => {
  const values = splitList(text).map((each) => (each.startsWith('"') && each.endsWith('"') && each.length > 1 ? each.slice(1, -1) : each));
  if (values.length > MAX_LIST) return { problem: `At most ${MAX_LIST} values.` };
  return always(make(values));
};
const keys = (text: string, make: (values: Sql) => Sql): Parsed<Condition> => {
  const values = text.replace(/^in:/, '').split(/[\s,;]+/).filter((each) => each !== '');
  if (values.length > MAX_FILTER_KEYS) return { problem: `At most ${MAX_FILTER_KEYS} keys.` };
  const wrong = values.find((each) => !/^\d{1,18}$/.test(each));
  return wrong === undefined ? always(make(bigints(values))) : { problem: `${wrong.slice(0, 40)} is no key: a key has digits only.` };
};
const ranged = (text: string, make: (range: TimeRange) => Sql): Parsed<Condition> => {
  const range = readTimeRange(text);
  return 'problem' in range ? range : always(make(range.value));
};
const chosen = <T extends string>(text: string, choices: Readonly<Record<T, Sql>>): Parsed<Condition> => {
  const sql = Object.entries<Sql>(choices).find(([name]) => name === text)?.[1];
  return sql === undefined ? { problem: `One of ${Object.keys(choices).join(', ')}.` } : always(sql);
};
const all = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? Prisma.sql`true` : Prisma.join([...conditions], ' and '));
const texts = (values: readonly string[]): Sql => Prisma.sql`${[...values]}::text[]`;

/** Every field of the instance filter as a condition on the instance `i`. */
export const FIELD_CONDITIONS: { readonly [N in InstanceFieldName]: FieldReader } = {
  state: (text) => {
    const states = splitList(text);
    const wrong = states.find((state) => !Object.hasOwn(STATE_SQL, state));
    if (wrong !== undefined) return { problem: `${wrong.slice(0, 40)} is no state: one of ${Object.keys(STATE_SQL).join(', ')}.` };
    return always(Prisma.sql`(${Prisma.join(states.map((state) => Prisma.sql`(${STATE_SQL[state as State]})`), ' or ')})`);
  },
  definition: (text) => listed(text, (names) => {
    const wanted = names.map(splitVersion);
    return Prisma.sql`i.definition_key in (select d.key from definition d join unnest(${texts(wanted.map((each) => each.processId))}, ${wanted.map((each) => each.version)}::int[]) as w(process_id, version)
      on d.process_id = w.process_id and (w.version is null or d.version = w.version))`;
  }),
  versionTag: (text) => listed(text, (tags) => Prisma.sql`i.definition_key in (select d.key from definition d where d.version_tag = any(${texts(tags)}))`),
  definitionName: (text) => {
    const name = textCondition(Prisma.sql`d.name`, readWritten(text, { operator: 'like', ignoresCase: true }));
    return 'problem' in name ? name : always(Prisma.sql`i.definition_key in (select d.key from definition d where ${name.value})`);
  },
  businessKey: (text) => {
    const condition = textCondition(Prisma.sql`i.business_key`, readWritten(text, { operator: 'eq', ignoresCase: false }));
    return 'problem' in condition ? condition : always(condition.value);
  },
  key: (text) => keys(text, (values) => Prisma.sql`i.key = any(${values})`),
  parent: (text) => keys(text, (values) => Prisma.sql`i.parent_instance_key = any(${values})`),
  called: (text) => keys(text, (values) => Prisma.sql`i.key = any(array(select c.parent_instance_key from instance c where c.key = any(${values})))`),
  batch: (text) => keys(text, (values) => Prisma.sql`i.key = any(array(${targetsOf(values)}))`),
  hierarchy: (text) => chosen(text, {
    root: Prisma.sql`i.parent_instance_key is null`, called: Prisma.sql`i.parent_instance_key is not null`,
    calls: Prisma.sql`exists (select 1 from instance c where c.parent_instance_key = i.key)`,
  }),
  element: (text) => listed(text, (ids) => Prisma.sql`exists (select 1 from element_instance e where e.instance_key = i.key and e.definition_key = i.definition_key and e.ended_at is null and e.element_id = any(${texts(ids)}))`),
  executed: (text) => listed(text, (ids) => executedSql(ids, undefined)),
  executedAt: (text) => ranged(text, (range) => executedSql(undefined, range)),
  jobExecuted: (text) => ranged(text, (range) => Prisma.sql`i.key in (select j.instance_key from job j where ${all([Prisma.sql`j.outcome = 'completed'`, ...within('j.ended_at', range)])})`),
  failedJob: (text) => {
    const failed = (retries: Sql) => Prisma.sql`i.key in (select f.instance_key from job f where f.ended_at is null and f.error_message is not null and ${retries})`;
    return chosen(text, { left: failed(Prisma.sql`f.retries > 0`), out: failed(Prisma.sql`f.retries <= 0`) });
  },
  suspended: (text) => chosen(text, { yes: Prisma.sql`i.is_suspended`, no: Prisma.sql`not i.is_suspended` }),
  started: (text) => ranged(text, (range) => all(within('i.started_at', range))),
  ended: (text) => ranged(text, (range) => all([Prisma.sql`i.ended_at is not null`, ...within('i.ended_at', range)])),
  changed: (text) => ranged(text, (range) => Prisma.sql`(${changedBranches(range)[0]} or ${changedBranches(range)[1]})`),
  tenant: (text) => listed(text, (tenants) => {
    const named = Prisma.sql`i.tenant_id = any(${texts(tenants.filter((each) => each !== NO_TENANT))})`;
    return tenants.includes(NO_TENANT) ? Prisma.sql`(i.tenant_id is null or ${named})` : named;
  }),
  startedBy: (text) => {
    const people = splitList(text);
    return people.length > MAX_LIST ? { problem: `At most ${MAX_LIST} values.` } : { value: ({ username }) => {
      const ids = texts(people.map((each) => (each === 'me' ? username : each)));
      // Instances of before causes were kept have an entry, where a person started them.
      return Prisma.sql`i.key = any(array(select s.key from instance s where s.start_cause->'sender'->>'id' = any(${ids})
        union all select a.instance_key from audit_entry a where a.actor_id = any(${ids}) and a.operation in ('instance.start', 'instance.restart') and a.outcome = 'done'))`;
    } };
  },
  incident: (text) => incidentFilter({ incident: text }),
  incidentType: (text) => incidentFilter({ incidentType: text }),
  error: (text) => incidentFilter({ error: text }),
  fingerprint: (text) => incidentFilter({ fingerprint: text }),
};

/** Element instances that were left, as one row: which of them, and when it was entered. */
export function executedSql(ids: readonly string[] | undefined, range: TimeRange | undefined): Sql {
  const conditions = [...(ids === undefined ? [] : [Prisma.sql`e.element_id = any(${texts(ids)})`]), Prisma.sql`e.ended_at is not null`, ...within('e.started_at', range)];
  return Prisma.sql`i.key in (select e.instance_key from element_instance e where ${all(conditions)})`;
}

/** The last change of what has ended is its end; what lives changes with its tree. They do not overlap. */
export function changedBranches(range: TimeRange): readonly [Sql, Sql] {
  return [
    all([Prisma.sql`i.ended_at is not null`, ...within('i.ended_at', range)]),
    Prisma.sql`i.ended_at is null and exists (select 1 from process_tree t where t.key = i.tree_key and ${all([Prisma.sql`true`, ...within('t.updated_at', range)])})`,
  ];
}

export interface IncidentParts { readonly incident?: string; readonly incidentType?: string; readonly error?: string; readonly fingerprint?: string }

/** All that is said about incidents, of one and the same incident; an open one when nothing else is said. */
export function incidentFilter({ incident = 'open', incidentType, error, fingerprint }: IncidentParts): Parsed<Condition> {
  const message = error === undefined ? null : textCondition(Prisma.sql`n.message`, readWritten(error, { operator: 'like', ignoresCase: true }));
  if (message !== null && 'problem' in message) return message;
  const conditions = [
    ...(incidentType === undefined ? [] : [Prisma.sql`n.type = any(${texts(splitList(incidentType))})`]), ...(message === null ? [] : [message.value]),
    ...(fingerprint === undefined ? [] : [Prisma.sql`n.fingerprint = any(${texts(splitList(fingerprint))})`]),
  ];
  const some = (state: readonly Sql[]) => Prisma.sql`i.key in (select n.instance_key from incident n where ${all([...state, ...conditions])})`;
  const open = Prisma.sql`n.resolved_at is null`;
  return chosen(incident, {
    open: conditions.length === 0 ? Prisma.sql`i.incident_count > 0` : some([open]), resolved: some([Prisma.sql`n.resolved_at is not null`]), any: some([]),
    none: conditions.length === 0 ? Prisma.sql`i.incident_count = 0` : Prisma.sql`not exists (select 1 from incident n where n.instance_key = i.key and ${all([open, ...conditions])})`,
    below: Prisma.sql`i.key = any(array(with recursive callers as (
      select p.parent_instance_key as key from incident n join instance p on p.key = n.instance_key where p.parent_instance_key is not null and ${all([open, ...conditions])}
      union select p.parent_instance_key from callers c join instance p on p.key = c.key where p.parent_instance_key is not null) select key from callers))`,
  });
}

/** Instances that a batch was made for; some batches name incidents or jobs instead. */
function targetsOf(batches: Sql): Sql {
  return Prisma.sql`select case when x.kind = 'retryIncident' then (select n.instance_key from incident n where n.key = x.target_key)
      when x.kind in ('setJobRetries', 'setWorkRetries') then (select j.instance_key from job j where j.key = x.target_key) else x.target_key end
    from (select b.kind, case when x.target ~ '^[0-9]{1,18}$' then x.target::bigint end as target_key from batch_item x join batch b on b.key = x.batch_key where x.batch_key = any(${batches})) x
    where x.target_key is not null`;
}
