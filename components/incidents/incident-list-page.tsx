'use client';
import { RotateCw } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionIconButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useHostedDialog } from '@/components/actions/dialog-host.tsx';
import { RetryIncidentDialog } from '@/components/actions/retry-dialog.tsx';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { BarRoom } from '@/components/data/selection-bar.tsx';
import { useChosen } from '@/components/data/use-selection.ts';
import { newRows } from '@/components/data/new-rows.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { ListGate } from '@/components/data/list-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import { IncidentFilters, useIncidentFields } from './incident-filters.tsx';
import { IncidentsBulk } from './incidents-bulk.tsx';
import { incidentColumns } from './incident-columns.tsx';
import { incidentLink } from './incident-link.ts';
import { INCIDENT_TYPES } from './incident-type.tsx';
import { IncidentsShown } from './incidents-shown.tsx';

/** The engine's own are retried; what somebody reported is resolved at its instance. */
const canRetry = (row: IncidentRow) => row.isOpen && INCIDENT_TYPES.includes(row.type);
const FILTERS = ['state', 'definition', 'element', 'type', 'since', 'fingerprint', 'message'] as const;

export function IncidentListPage() {
  const router = useRouter();
  const { values, set, replace } = useUrlState();
  const [current, setCurrent] = useState<string | null>(null);
  const filter = useMemo(
    () =>
      Object.fromEntries(
        FILTERS.flatMap((id) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    [values],
  );
  const list = useList('incidents', { ...filter, limit: 100 });
  const fields = useIncidentFields({ values, hasState: true });
  // Together only open ones are worked on: where others are shown, all that match cannot be meant.
  const isOpenOnly = (values.state ?? 'open') === 'open';
  const count = useView('incident-count', filter, { isOff: !isOpenOnly });
  const chosen = useChosen(filter, isOpenOnly ? count.data : undefined, list);
  const isNarrow = useIsNarrow();
  const doing = useRetryColumn(list.rows.find((each) => each.key === current));
  const columns = [...incidentColumns({ isOpenOnly, isNarrow }), doing];
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.incidents'), href: '/incidents' }, { label: t('incidents.single') }]} />
      <PageHead
        title={t('incidents.single')}
        beside={
          isOpenOnly &&
          count.data !== undefined && (
            <span className="text-ink-2">
              {t(count.data.isExact ? 'incidents.match' : 'incidents.matchMore', {
                count: formatCount(count.data.value),
              })}
            </span>
          )
        }
        actions={
          <>
            <ViewsMenu screen="incident-list" values={values} replace={replace} />
            <IncidentsShown value="single" onOther={() => router.push('/incidents')} />
          </>
        }
      />
      <IncidentFilters values={values} onChange={(id, value) => set({ [id]: value })} hasState />
      <div className="relative flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <ListGate
          list={list}
          skeletonRows={12}
          filters={{ problems: badFilters(list.error), fields, onRemove: (id) => set({ [id]: null }) }}
          empty={
            Object.keys(filter).length === 0 ? (
              <EmptyState glyph="done" title={t('incidents.noneOpen')} />
            ) : (
              <EmptyState title={t('incidents.noneMatch')}>
                <Button isSmall onClick={() => set(Object.fromEntries(FILTERS.map((id) => [id, null])))}>
                  {t('filter.clear')}
                </Button>
              </EmptyState>
            )
          }
        >
          <DataGrid
            label={t('incidents.single')}
            columns={columns}
            rows={list.rows}
            rowKey={(row) => row.key}
            currentKey={current}
            onCurrent={(row) => setCurrent(row.key)}
            onOpen={(row) => router.push(incidentLink(row))}
            onEndReached={list.loadMore}
            ownsKeys
            newLabel={newRows}
            minWidth={894}
            selection={{ ...chosen.grid, rowLabel: (key) => t('incidents.choose', { key }) }}
            foot={<BarRoom chosen={chosen} />}
          />
        </ListGate>
        <IncidentsBulk chosen={chosen} rows={list.rows} />
      </div>
      <StatusLine right={t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })}>
        <ListKeys canFilter />
      </StatusLine>
    </>
  );
}

/** A button in each row, and `r` for the one where the person is. */
function useRetryColumn(current: IncidentRow | undefined): Column<IncidentRow> {
  const open = useHostedDialog();
  const mayRetry = useBlockedBecause('incident.retry') === null;
  const retry = (row: IncidentRow) =>
    open((close) => (
      <RetryIncidentDialog
        incidentKey={row.key}
        isWork={row.jobType !== null || row.jobKey === null}
        instanceKey={row.instanceKey}
        where={[row.businessKey ?? row.instanceKey ?? [], versionName(row.definition)].flat().join(' · ')}
        onClose={close}
      />
    ));
  useShortcuts({
    r: () => {
      if (current !== undefined && mayRetry && canRetry(current)) retry(current);
    },
  });
  return {
    id: 'do',
    head: t('column.actions'),
    width: '68px',
    isRight: true,
    cell: (row) =>
      canRetry(row) && (
        <ActionIconButton
          operation="incident.retry"
          icon={RotateCw}
          label={t('incident.retry')}
          onClick={() => retry(row)}
        />
      ),
  };
}
