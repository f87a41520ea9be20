import { Prisma } from '@/lib/db.ts';
import { type InstanceFieldName, NO_TENANT } from '../filter/instance-fields.ts';
import { readWritten, splitList } from '../filter/written-value.ts';
import { splitVersion } from './definition-keys.ts';
import { all, exists, type Source, source, type Term } from './search-term.ts';
import { within } from './sql.ts';
import { startPattern, textCondition } from './text-condition.ts';
import {
  LOOKED,
  MAX_LIST,
  QUICK,
  READ,
  always,
  chosen,
  compared,
  keys,
  listed,
  plain,
  ranged,
  texts,
  type FieldReader,
  type Sql,
} from './condition-readers.ts';
import { incidentFilter } from './incident-filter.ts';
import { begunBefore, impliedBy } from './begun-before.ts';
import { executedTerm } from './executed-term.ts';

const FAILING = Prisma.sql`exists (select 1 from job f where f.instance_key = i.key and f.ended_at is null
  and f.error_message is not null)`;
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
/** Few enough to begin with, in an index of their own. */
const RARE: readonly string[] = ['incident', 'suspended', 'retrying'];
const RETRYING = source(
  Prisma.sql`i.key`,
  Prisma.sql`from job r join instance i on i.key = r.instance_key where r.ended_at is null
    and r.error_message is not null`,
  [Prisma.sql`i.ended_at is null and i.incident_count = 0 and not i.is_suspended`],
  1,
);

/** Every field of the instance filter as a condition on the instance `i`. */
export const FIELD_CONDITIONS: { readonly [N in InstanceFieldName]: FieldReader } = {
  state: (text) => {
    const states = splitList(text);
    const wrong = states.find((state) => !Object.hasOwn(STATE_SQL, state));
    if (wrong !== undefined)
      return { problem: `${wrong.slice(0, 40)} is no state: one of ${Object.keys(STATE_SQL).join(', ')}.` };
    return always(stateTerm(states as readonly State[]));
  },
  definition: (text) =>
    listed(text, (names) => {
      const wanted = names.map(splitVersion);
      return plain(Prisma.sql`i.definition_key in (select d.key from definition d
        join unnest(${texts(wanted.map((each) => each.processId))},
        ${wanted.map((each) => each.version)}::int[]) as w(process_id, version)
      on d.process_id = w.process_id and (w.version is null or d.version = w.version))`);
    }),
  versionTag: (text) =>
    listed(text, (tags) =>
      plain(Prisma.sql`i.definition_key in (select d.key from definition d where d.version_tag = any(${texts(tags)}))`),
    ),
  definitionName: (text) => {
    const name = textCondition(Prisma.sql`d.name`, readWritten(text, { operator: 'like', ignoresCase: true }));
    return 'problem' in name
      ? name
      : always(plain(Prisma.sql`i.definition_key in (select d.key from definition d where ${name.value})`));
  },
  businessKey: (text) => {
    const written = readWritten(text, { operator: 'eq', ignoresCase: false });
    const condition = textCondition(Prisma.sql`i.business_key`, written);
    if ('problem' in condition) return condition;
    const isIndexed =
      !written.ignoresCase &&
      ['eq', 'in', 'starts'].includes(written.operator) &&
      (written.operator !== 'starts' || startPattern(written.text) !== '%');
    return always({
      ...compared(condition.value),
      ...(isIndexed && {
        source: source(Prisma.sql`i.key`, Prisma.sql`from instance i where ${condition.value}`, [], READ),
      }),
    });
  },
  key: (text) =>
    keys(text, (values) => ({
      ...plain(Prisma.sql`i.key = any(${values})`),
      source: source(Prisma.sql`k.key`, Prisma.sql`from unnest(${values}) as k(key)`, [], READ),
    })),
  parent: (text) =>
    keys(text, (values) => ({
      ...compared(Prisma.sql`i.parent_instance_key = any(${values})`),
      source: source(
        Prisma.sql`c.key`,
        Prisma.sql`from instance c where c.parent_instance_key = any(${values})`,
        [],
        READ,
      ),
    })),
  called: (text) =>
    keys(text, (values) =>
      among(
        source(
          Prisma.sql`c.parent_instance_key`,
          Prisma.sql`from instance c where c.key = any(${values}) and c.parent_instance_key is not null`,
          [],
          READ,
        ),
      ),
    ),
  batch: (text) =>
    keys(text, (values) =>
      among(source(Prisma.sql`x.key`, Prisma.sql`from (${targetsOf(values)}) as x(key)`, [], QUICK)),
    ),
  hierarchy: (text) =>
    chosen(text, {
      root: compared(Prisma.sql`i.parent_instance_key is null`),
      called: compared(Prisma.sql`i.parent_instance_key is not null`),
      calls: { check: exists(Prisma.sql`from instance c where c.parent_instance_key = i.key`), weight: LOOKED },
    }),
  element: (text) =>
    listed(text, (ids) => ({
      check: exists(
        Prisma.sql`from element_instance e where e.instance_key = i.key and e.definition_key = i.definition_key
          and e.ended_at is null and e.element_id = any(${texts(ids)})`,
      ),
      weight: LOOKED,
      implied: [STATE_SQL.running],
      // The counters know in which definitions: what is alive is indexed by those.
      source: source(
        Prisma.sql`e.instance_key`,
        Prisma.sql`from element_instance e where e.definition_key = any(array(select s.definition_key
          from (select definition_key, element_id from statistic union all select definition_key, element_id
          from statistic_delta) s
      where s.element_id = any(${texts(ids)}))) and e.element_id = any(${texts(ids)}) and e.ended_at is null`,
        [],
        READ,
      ),
    })),
  executed: (text) => listed(text, (ids) => executedTerm(ids, undefined)),
  executedAt: (text) => ranged(text, (range) => executedTerm(undefined, range)),
  jobExecuted: (text) =>
    ranged(text, (range) => ({
      check: exists(
        Prisma.sql`from job j where j.instance_key = i.key
          and ${all([Prisma.sql`j.outcome = 'completed'`, ...within('j.ended_at', range)])}`,
      ),
      weight: LOOKED,
      implied: impliedBy(range),
      source:
        begunBefore(range) ??
        source(
          Prisma.sql`j.instance_key`,
          Prisma.sql`from job j where j.ended_at is not null
            and ${all([Prisma.sql`true`, ...within('j.ended_at', range)])}`,
          [Prisma.sql`j.outcome = 'completed'`],
          READ,
        ),
    })),
  failedJob: (text) => {
    const failed = (retries: Sql): Term => ({
      check: exists(
        Prisma.sql`from job f where f.instance_key = i.key and f.ended_at is null and f.error_message is not null
          and ${retries}`,
      ),
      weight: LOOKED,
      implied: [STATE_SQL.running],
      source: source(
        Prisma.sql`f.instance_key`,
        Prisma.sql`from job f where f.ended_at is null and f.error_message is not null`,
        [retries],
        READ,
      ),
    });
    return chosen(text, { left: failed(Prisma.sql`f.retries > 0`), out: failed(Prisma.sql`f.retries <= 0`) });
  },
  suspended: (text) =>
    chosen(text, {
      yes: { check: Prisma.sql`i.is_suspended`, weight: QUICK },
      no: plain(Prisma.sql`not i.is_suspended`),
    }),
  started: (text) =>
    ranged(text, (range) => {
      const check = all([Prisma.sql`true`, ...within('i.started_at', range)]);
      // From the newest on, all that is newer would be passed.
      return {
        ...plain(check),
        ...(range.to !== null && {
          source: source(Prisma.sql`i.key`, Prisma.sql`from instance i where ${check}`, [], QUICK),
        }),
      };
    }),
  ended: (text) =>
    ranged(text, (range) => plain(all([Prisma.sql`i.ended_at is not null`, ...within('i.ended_at', range)]))),
  changed: (text) =>
    ranged(text, (range) => ({
      check: Prisma.sql`(case when i.ended_at is not null
        then ${all([Prisma.sql`true`, ...within('i.ended_at', range)])}
      else ${exists(Prisma.sql`from process_tree t where t.key = i.tree_key
        and ${all([Prisma.sql`true`, ...within('t.updated_at', range)])}`)} end)`,
      weight: LOOKED,
      implied: impliedBy(range),
    })),
  tenant: (text) =>
    listed(text, (tenants) => {
      const named = Prisma.sql`i.tenant_id = any(${texts(tenants.filter((each) => each !== NO_TENANT))})`;
      return compared(tenants.includes(NO_TENANT) ? Prisma.sql`(i.tenant_id is null or ${named})` : named);
    }),
  startedBy: (text) => {
    const people = splitList(text);
    return people.length > MAX_LIST
      ? { problem: `At most ${MAX_LIST} values.` }
      : {
          value: ({ username }) => {
            const ids = texts(people.map((each) => (each === 'me' ? username : each)));
            // Instances of before causes were kept have an entry, where a person started them.
            const started = Prisma.sql`a.actor_id = any(${ids})
              and a.operation in ('instance.start', 'instance.restart') and a.outcome = 'done'`;
            const named = (row: 'i' | 's') => Prisma.sql`${Prisma.raw(row)}.start_cause->'sender'->>'id' = any(${ids})`;
            return {
              check: Prisma.sql`(${named('i')}
                or ${exists(Prisma.sql`from audit_entry a where a.instance_key = i.key and ${started}`)})`,
              weight: LOOKED,
              source: {
                rows: Prisma.sql`(select s.key from instance s where ${named('s')})
                  union all (select a.instance_key from audit_entry a where ${started})`,
                weight: READ,
                isExact: true,
              },
            };
          },
        };
  },
  incident: (text) => incidentFilter({ incident: text }),
  incidentType: (text) => incidentFilter({ incidentType: text }),
  error: (text) => incidentFilter({ error: text }),
  fingerprint: (text) => incidentFilter({ fingerprint: text }),
};

function stateTerm(states: readonly State[]): Term {
  const check = Prisma.sql`(${Prisma.join(
    states.map((state) => Prisma.sql`(${STATE_SQL[state]})`),
    ' or ',
  )})`;
  const looks = states.some((state) => state === 'retrying' || state === 'active');
  const sources = states.map(
    (state): Source =>
      state === 'retrying'
        ? RETRYING
        : source(Prisma.sql`i.key`, Prisma.sql`from instance i where ${STATE_SQL[state]}`, [], READ),
  );
  return {
    check,
    weight: looks ? LOOKED : 0,
    ...(states.every((state) => RARE.includes(state)) && {
      source: {
        rows: Prisma.join(
          sources.map(({ rows }) => Prisma.sql`(${rows})`),
          ' union all ',
        ),
        weight: 1,
        isExact: true,
      },
    }),
  };
}

/** Instances that another table names. */
function among(named: Source): Term {
  return { check: Prisma.sql`i.key in (${named.rows})`, weight: LOOKED, source: named };
}

/**
 * Instances that a batch was made for, one for each item; some batches name incidents or jobs instead. Null: what was
 * named is none, or is gone.
 */
function targetsOf(batches: Sql): Sql {
  // What the items name is told once for each batch: telling it for each of 10,000 items took 4 ms.
  return Prisma.sql`select case x.named when 'instance' then x.target_key
      when 'incident' then (select n.instance_key from incident n where n.key = x.target_key) when 'job'
        then (select j.instance_key from job j where j.key = x.target_key)
      when 'task' then (select t.instance_key from user_task t where t.key = x.target_key) when 'message'
        then (select m.instance_key from early_message m where m.key = x.target_key) end
    from (select k.named, wheelhouse_key(x.target) as target_key
      from (select b.key, case when b.kind in ('retryIncident', 'resolveIncident') then 'incident'
          when b.kind in ('setJobRetries', 'setWorkRetries', 'setJobDueDate', 'setJobPriority', 'executeJob',
            'suspendJob', 'unlockWork', 'completeWork', 'failWork', 'throwWorkError') then 'job'
          when b.kind in ('assignTask', 'completeTask', 'updateTask') then 'task' when b.kind in ('replayMessage', 'markMessage')
            then 'message'
          when b.kind <> 'deleteDecisions' then 'instance' end as named from batch b
            where b.key = any(${batches}) offset 0) k
      join batch_item x on x.batch_key = k.key offset 0) x`;
}
