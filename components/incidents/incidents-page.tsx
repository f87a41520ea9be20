'use client';
import { useRouter } from 'next/navigation';
import { definitionName } from '@/components/data/definition-name';
import { BadFilters, badFilters } from '@/components/data/bad-filters.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { MiniBars } from '@/components/ui/bars.tsx';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { StateWord, Tag } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { ClosedGroups } from './closed-groups.tsx';
import { FacetChips } from './facet-chips.tsx';
import { GroupDetails } from './group-details.tsx';
import { inOrder, nextUnowned, USUAL_ORDER } from './group-order.ts';
import { IncidentFilters, useIncidentFields } from './incident-filters.tsx';
import { TRIAGE_LOOKS } from './triage-looks.ts';

const GROUP_ROW_PX = 48;
const COLUMNS: readonly Column<IncidentGroup>[] = [
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

const FILTERS = ['definition', 'element', 'type', 'since', 'triage', 'owner'] as const;

/** Failures of one cause together, worst first. */
export function IncidentsPage() {
  const router = useRouter();
  const { values, set, replace } = useUrlState();
  // Beside the sheet the list keeps what triage is about: what, how many, whose, how far.
  const hasSheet = useIsNarrow() && values.group !== undefined;
  const groups = useView('incident-groups', {
    definition: values.definition,
    element: values.element,
    type: values.type,
    since: values.since,
    triage: values.triage,
    owner: values.owner,
  });
  const problems = badFilters(groups.error);
  const fields = useIncidentFields({ values, hasState: false });
  const isFiltered = FILTERS.some((id) => values[id] !== undefined);
  const shown = inOrder(groups.data?.groups ?? [], values.sort);
  const sortBy = (sort: string) => set({ sort: sort === USUAL_ORDER ? null : sort });
  const toUnowned = () => {
    const next = nextUnowned(shown, values.group);
    if (next !== undefined) set({ group: next.fingerprint });
  };
  useShortcuts({ 1: () => sortBy('-open'), 2: () => sortBy('-last'), 3: () => sortBy('first'), n: toUnowned });
  // Chips show what there is to choose from, whatever is chosen.
  const all = useView('incident-groups', {
    definition: values.definition,
    since: values.since,
    triage: values.triage,
    owner: values.owner,
  });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.incidents') }]} />
      <PageHead
        title={t('nav.incidents')}
        beside={
          groups.data !== undefined && (
            <span className="text-ink-2">
              {t('incidents.sum', { open: formatCount(groups.data.open), groups: groups.data.groups.length })}
            </span>
          )
        }
        actions={
          <>
            <ViewsMenu screen="incidents" values={values} replace={replace} />
            <Segmented
              label={t('incidents.show')}
              value="groups"
              options={[
                { id: 'groups', label: t('incidents.groups') },
                { id: 'single', label: t('incidents.single') },
              ]}
              onChange={(id) => {
                if (id === 'single') router.push(`/incidents/list${window.location.search}`);
              }}
            />
          </>
        }
      />
      <IncidentFilters values={values} onChange={(id, value) => set({ [id]: value })} hasState={false} />
      {all.data !== undefined && (
        <FacetChips groups={all.data.groups} values={values} onChange={(id, value) => set({ [id]: value })} />
      )}
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className={classNames('flex min-w-0 flex-1 flex-col', hasSheet && 'mr-[480px]')}>
          {Object.keys(problems).length > 0 ? (
            <BadFilters problems={problems} fields={fields} onRemove={(id) => set({ [id]: null })} />
          ) : (
            <ViewGate query={groups}>
              {(view) =>
                view.groups.length === 0 ? (
                  isFiltered ? (
                    <EmptyState title={t('incidents.noneMatch')}>
                      <Button isSmall onClick={() => set(Object.fromEntries(FILTERS.map((id) => [id, null])))}>
                        {t('filter.clear')}
                      </Button>
                    </EmptyState>
                  ) : (
                    <EmptyState glyph="done" title={t('incidents.noneOpen')}>
                      {view.lastResolvedAt !== null && (
                        <p className="text-ink-3">
                          {t('incidents.lastResolved')} <Clock at={view.lastResolvedAt} />
                        </p>
                      )}
                    </EmptyState>
                  )
                ) : (
                  <DataGrid
                    label={t('incidents.groups')}
                    columns={hasSheet ? BESIDE_SHEET : values.sort?.endsWith('first') === true ? BY_AGE : COLUMNS}
                    rows={shown}
                    rowKey={(row) => row.fingerprint}
                    rowHeight={GROUP_ROW_PX}
                    currentKey={values.group}
                    onCurrent={(row) => set({ group: row.fingerprint })}
                    onOpen={(row) => router.push(`/incidents/list?fingerprint=${encodeURIComponent(row.fingerprint)}`)}
                    sort={values.sort ?? USUAL_ORDER}
                    onSort={sortBy}
                    ownsKeys
                    minWidth={hasSheet ? 420 : 780}
                  />
                )
              }
            </ViewGate>
          )}
          {!hasSheet && <ClosedGroups definition={values.definition} />}
        </div>
        {values.group !== undefined && groups.data !== undefined && (
          <GroupDetails
            fingerprint={values.group}
            group={groups.data.groups.find((row) => row.fingerprint === values.group)}
            onClose={() => set({ group: null })}
          />
        )}
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canFilter />
      </StatusLine>
    </>
  );
}
