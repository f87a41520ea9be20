import { Prisma } from '@/lib/db.ts';
import { readWritten, splitList } from '../filter/written-value.ts';
import { all, exists, source, type Term } from './search-term.ts';
import { type Parsed, textCondition } from './text-condition.ts';
import { LOOKED, READ, chosen, plain, texts, type Condition, type Sql } from './condition-readers.ts';

export interface IncidentParts {
  readonly incident?: string;
  readonly incidentType?: string;
  readonly error?: string;
  readonly fingerprint?: string;
}

/** All that is said about incidents, of one and the same incident; an open one when nothing else is said. */
export function incidentFilter({
  incident = 'open',
  incidentType,
  error,
  fingerprint,
}: IncidentParts): Parsed<Condition> {
  const message =
    error === undefined
      ? null
      : textCondition(Prisma.sql`n.message`, readWritten(error, { operator: 'like', ignoresCase: true }));
  if (message !== null && 'problem' in message) return message;
  const ofGroup = fingerprint === undefined ? [] : [Prisma.sql`n.fingerprint = any(${texts(splitList(fingerprint))})`];
  const others = [
    ...(incidentType === undefined ? [] : [Prisma.sql`n.type = any(${texts(splitList(incidentType))})`]),
    ...(message === null ? [] : [message.value]),
  ];
  const conditions = [...others, ...ofGroup];
  const withOne = (state: readonly Sql[], implied: readonly Sql[]): Term => ({
    check: exists(
      Prisma.sql`from incident n where ${all([Prisma.sql`n.instance_key = i.key`, ...state, ...conditions])}`,
    ),
    weight: LOOKED,
    implied,
    source: source(
      Prisma.sql`n.instance_key`,
      Prisma.sql`from incident n where ${all([...state, ...ofGroup, Prisma.sql`true`])}`,
      others,
      READ,
    ),
  });
  const open = Prisma.sql`n.resolved_at is null`;
  return chosen(incident, {
    open:
      conditions.length === 0
        ? plain(Prisma.sql`i.incident_count > 0`)
        : withOne([open], [Prisma.sql`i.incident_count > 0`]),
    resolved: withOne([Prisma.sql`n.resolved_at is not null`], []),
    any: withOne([], []),
    none:
      conditions.length === 0
        ? plain(Prisma.sql`i.incident_count = 0`)
        : {
            check: Prisma.sql`not ${exists(Prisma.sql`from incident n where n.instance_key = i.key
              and ${all([open, ...conditions])}`)}`,
            weight: LOOKED,
          },
    below: {
      check: exists(Prisma.sql`from (with recursive called as (
      select c.key, c.incident_count from instance c where c.parent_instance_key = i.key
      union select c.key, c.incident_count from called p join instance c on c.parent_instance_key = p.key) select key
        from called where incident_count > 0) c
      ${
        conditions.length === 0
          ? Prisma.empty
          : Prisma.sql`where
        exists (select 1 from incident n where n.instance_key = c.key and ${all([open, ...conditions])})`
      }`),
      weight: 2 * LOOKED,
    },
  });
}
