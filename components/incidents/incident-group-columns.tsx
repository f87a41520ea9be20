import { definitionName } from '@/components/data/definition-name';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { MiniBars } from '@/components/ui/bars.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { StateWord, Tag } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { TRIAGE_LOOKS } from './triage-looks.ts';

/** What failed, and of which process. */
const WHAT: readonly Column<IncidentGroup>[] = [
  {
    id: 'what',
    head: t('incidents.what'),
    width: 'minmax(200px, 2fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px] font-medium">
          <ElementName definitionKey={row.definition.key} elementId={row.elementId} />
        </div>
        <div className="mono truncate leading-[17px] text-ink-3" title={row.message}>
          {row.message}
        </div>
      </>
    ),
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px]" title={row.definition.processId}>
          {definitionName(row.definition)}
        </div>
        <div className="flex items-center gap-1.5 text-12 leading-[17px] text-ink-3">
          v{row.definition.version}
          {row.newIn !== null && <Tag tone="incident">{t('group.isNew')}</Tag>}
        </div>
      </>
    ),
  },
];

/** How much, how long. */
const SIZE: readonly Column<IncidentGroup>[] = [
  {
    id: 'open',
    head: t('incidents.open'),
    width: '74px',
    isRight: true,
    sort: 'open',
    cell: (row) => <b className="text-14 font-semibold">{formatCount(row.open)}</b>,
  },
  {
    id: 'hours',
    head: t('incidents.hours'),
    width: '92px',
    cell: (row) => (
      <MiniBars
        values={row.perHour}
        isBad
        label={t('incidents.hoursOf', { count: row.perHour.reduce((sum, each) => sum + each, 0) })}
      />
    ),
  },
  {
    id: 'last',
    head: t('incidents.lastSeen'),
    width: '96px',
    isRight: true,
    sort: 'last',
    cell: (row) => (
      <>
        <div className="leading-[17px]">
          <Age at={row.lastSeen} justNow={t('time.now')} />
        </div>
        <div className="text-12 leading-[17px] text-ink-3">
          <Clock at={row.firstSeen} />
        </div>
      </>
    ),
  },
];

/** Whose, and how far. */
const CARE: readonly Column<IncidentGroup>[] = [
  {
    id: 'owner',
    head: t('triage.owner'),
    width: '64px',
    cell: (row) =>
      row.triage.owner === null ? (
        <span className="text-ink-3">–</span>
      ) : (
        <span title={row.triage.owner.name} className="inline-flex">
          <Avatar name={row.triage.owner.name} />
          <span className="sr-only">{row.triage.owner.name}</span>
        </span>
      ),
  },
  {
    id: 'triage',
    head: t('triage.head'),
    width: '112px',
    cell: (row) => (
      <StateWord kind={TRIAGE_LOOKS[row.triage.state].glyph}>{t(TRIAGE_LOOKS[row.triage.state].word)}</StateWord>
    ),
  },
];
const COLUMNS = [...WHAT, ...SIZE, ...CARE];

/** Sorted by age: what is sorted by stands first. */
const FIRST_SEEN: Column<IncidentGroup> = {
  id: 'last',
  head: t('group.first'),
  width: '96px',
  isRight: true,
  sort: 'first',
  cell: (row) => (
    <>
      <div className="leading-[17px]">
        <Age at={row.firstSeen} justNow={t('time.now')} />
      </div>
      <div className="text-12 leading-[17px] text-ink-3">
        <Clock at={row.lastSeen} />
      </div>
    </>
  ),
};
const BY_AGE = COLUMNS.map((column) => (column.id === 'last' ? FIRST_SEEN : column));

const KEPT: readonly string[] = ['what', 'open', 'owner', 'triage'];
const BESIDE_SHEET = COLUMNS.filter(({ id }) => KEPT.includes(id)).map((column) =>
  column.id === 'what' ? { ...column, width: 'minmax(150px, 1fr)' } : column,
);

/** `hasSheet`: beside the details of a group in a narrow window. */
export function incidentGroupColumns(hasSheet: boolean, sort: string | undefined): readonly Column<IncidentGroup>[] {
  if (hasSheet) return BESIDE_SHEET;
  return sort?.endsWith('first') === true ? BY_AGE : COLUMNS;
}
