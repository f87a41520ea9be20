'use client';
import { Download, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { newRows } from '@/components/data/new-rows.ts';
import { SearchedTo } from '@/components/data/searched-to.tsx';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useMay } from '@/components/data/person.tsx';
import { useList, useView } from '@/components/data/use-view.ts';
import { ListGate } from '@/components/data/list-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { formatClock, formatCount, formatExactTime, formatTime, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { AuditRow } from '@/lib/console/views/audit-view.ts';
import { ExportLogDialog } from './audit-dialogs.tsx';
import { AuditEntry } from './audit-entry.tsx';
import { useAuditFields } from './audit-fields.ts';
import { ChainLine } from './chain-line.tsx';
import { ReasonWord } from './reason-word.tsx';
import { OutcomeWord } from './outcome-word.tsx';
import { useChainCheck } from './use-chain-check.ts';

const TWO_LINES_PX = 46;
const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();
const COLUMNS: readonly Column<AuditRow>[] = [
  { id: 'n', head: t('column.number'), width: '64px', cell: (row) => <span className="mono text-ink-2">{row.n}</span> },
  {
    id: 'at',
    head: t('column.time'),
    width: '104px',
    cell: (row) => (
      <time className="num" title={formatExactTime(row.at)}>
        {isToday(row.at) ? formatClock(row.at) : formatTime(row.at, Date.now())}
      </time>
    ),
  },
  {
    id: 'who',
    head: t('column.who'),
    width: 'minmax(140px, 1fr)',
    cell: (row) => (
      <span className="flex items-center gap-2">
        <Avatar name={row.actorName ?? row.actorKind} />
        <span className="min-w-0">
          <span className="block truncate leading-4">{row.actorName ?? t(`actor.${row.actorKind}`)}</span>
          <span className="block truncate text-12 text-ink-3">{row.actorRole ?? t(`actor.${row.actorKind}`)}</span>
        </span>
      </span>
    ),
  },
  {
    id: 'what',
    head: t('audit.whatWhere'),
    width: 'minmax(180px, 1.6fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-4 font-medium">{row.operationLabel}</div>
        <div className="truncate text-12 text-ink-3">
          {[row.businessKey ?? row.instanceKey ?? row.targetName ?? row.targetKey, row.elementId]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </>
    ),
  },
  {
    id: 'why',
    head: t('column.why'),
    width: 'minmax(120px, 1fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-4">
          {row.reasonCode !== null ? (
            <ReasonWord code={row.reasonCode} />
          ) : (
            (row.text ?? row.outcomeText ?? <span className="text-ink-3">{t('audit.noReason')}</span>)
          )}
        </div>
        {row.ticket !== null && <div className="mono truncate leading-4 text-ink-3">{row.ticket}</div>}
      </>
    ),
  },
  { id: 'outcome', head: t('column.outcome'), width: '110px', cell: (row) => <OutcomeWord outcome={row.outcome} /> },
];
/** Who did what, when, why, and what came of it. */
export function AuditPage() {
  const { values, set } = useUrlState();
  const fields = useAuditFields();
  const filter = useMemo(
    (): Readonly<Record<string, string>> =>
      Object.fromEntries(
        [...fields.map(({ id }) => id), 'kind'].flatMap((id) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    [fields, values],
  );
  const list = useList('audit', { ...filter, limit: 100 });
  const totals = useView('audit-totals', {});
  const isSystemHidden = values.kind !== 'all';
  const mayVerify = useMay('audit.verify');
  const { check, start, stop } = useChainCheck();
  const [isExporting, setExporting] = useState(false);
  const problems = badFilters(list.error);
  const onFilter = (only: Readonly<Record<string, string>>) =>
    set({ ...Object.fromEntries(Object.keys(filter).map((id) => [id, null])), ...only });
  const searched = list.searchedTo !== null && (
    <SearchedTo
      at={list.searchedTo}
      isSearching={list.isFetchingNextPage}
      onSearchOn={list.searchOn}
      word="audit.searchedTo"
    />
  );
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.audit') }]} />
      <PageHead
        title={t('nav.audit')}
        beside={
          totals.data != null &&
          totals.data.total !== null && (
            <span className="num text-12 text-ink-2">
              {t('audit.today', { today: formatCount(totals.data.today ?? 0), total: formatCount(totals.data.total) })}
            </span>
          )
        }
        actions={
          <>
            <ActionButton operation="audit.export" icon={Download} onClick={() => setExporting(true)}>
              {t('audit.export')}
            </ActionButton>
            {mayVerify && (
              <Button icon={ShieldCheck} onClick={start} disabled={check?.kind === 'checking'}>
                {t('chain.verify')}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-none items-center gap-3 px-[var(--page-x)] pb-3">
        <div className="flex-1">
          <FilterBar
            label={t('filter.label')}
            addLabel={t('filter.add')}
            applyLabel={t('filter.apply')}
            removeLabel={(field) => t('filter.remove', { field })}
            fields={fields}
            values={values}
            problems={problems}
            unknown={unknownParameters(values, [...fields.map((field) => field.id), 'entry', 'kind'])}
            onChange={(id, value) => set({ [id]: value })}
          />
        </div>
        <button
          type="button"
          aria-pressed={isSystemHidden}
          onClick={() => set({ kind: isSystemHidden ? 'all' : null })}
        >
          <Tag>{t(isSystemHidden ? 'audit.systemHidden' : 'audit.systemShown')}</Tag>
        </button>
      </div>
      {check !== null && <ChainLine check={check} onStop={stop} />}
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className="flex min-w-0 flex-1 flex-col">
          <ListGate
            list={list}
            filters={{ problems, onRemove: (id) => set({ [id]: null }) }}
            skeletonRows={12}
            empty={
              list.searchedTo !== null ? (
                <EmptyState title={t('search.nothingYet')}>{searched}</EmptyState>
              ) : (
                <EmptyState title={t('audit.none')} />
              )
            }
          >
            <DataGrid
              label={t('nav.audit')}
              columns={COLUMNS}
              rows={list.rows}
              rowKey={(row) => String(row.n)}
              rowHeight={TWO_LINES_PX}
              currentKey={values.entry}
              onCurrent={(row) => set({ entry: String(row.n) })}
              onEndReached={list.loadMore}
              ownsKeys
              newLabel={newRows}
              minWidth={700}
              foot={searched}
            />
          </ListGate>
        </div>
        {values.entry !== undefined && (
          <AuditEntry
            n={values.entry}
            ways={{ onEntry: (n) => set({ entry: n === null ? null : String(n) }), onFilter }}
          />
        )}
      </div>
      {isExporting && <ExportLogDialog filter={filter} onClose={() => setExporting(false)} />}
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canOpen={false} canFilter />
      </StatusLine>
    </>
  );
}
