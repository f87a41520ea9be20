'use client';
import { FileUp, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { unknownParameters } from '@/components/data/unknown-parameters.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button, Kbd } from '@/components/ui/button.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { FilterBar } from '@/components/ui/filter-bar.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import type { InstanceFilter } from '@/lib/console/contract.ts';
import { BulkActions } from './bulk-actions.tsx';
import { INSTANCE_COLUMNS, useInstanceFields } from './instance-columns.tsx';
import { useSelection } from './use-selection.ts';

const VIEWS = [
  { id: 'running', label: t('instances.running'), state: 'running' }, { id: 'incident', label: t('instances.withIncident'), state: 'incident' },
  { id: 'completed', label: t('instances.completed'), state: 'completed' }, { id: 'cancelled', label: t('instances.cancelled'), state: 'cancelled' }, { id: 'all', label: t('instances.all'), state: null },
] as const;
const DEFAULT_SORT = '-started';
const NOT_FILTERS = new Set(['sort', 'view']);

/** Any set of instances: filters in the address, a grid that loads as it is scrolled. */
export function InstancesPage() {
  const router = useRouter();
  const { values, set } = useUrlState();
  const [current, setCurrent] = useState<string | null>(null);
  const { fields, filters } = useInstanceFields(values);
  // Without any filter the list shows what runs; the chip says so.
  const isBare = Object.keys(values).every((name) => NOT_FILTERS.has(name)) && values.view !== 'all';
  const shown: Record<string, string> = useMemo(() => (isBare ? { state: 'running' } : filters), [isBare, filters]);
  const filter = shown as InstanceFilter;
  const sort = values.sort ?? DEFAULT_SORT;
  const list = useList('instances', { ...filter, sort, limit: 100 });
  const count = useView('instance-count', filter);
  const chosen = useSelection();
  const hasChosen = chosen.selection.isAll || chosen.selection.keys.size > 0;
  // What matches another filter is another choice.
  const filterText = JSON.stringify(shown);
  const [chosenFor, setChosenFor] = useState(filterText);
  if (chosenFor !== filterText) { setChosenFor(filterText); chosen.clear(); }
  const change = (id: string, value: string | null) => set(isBare ? { state: 'running', [id]: value, view: id === 'state' && value === null ? 'all' : null } : { [id]: value, ...(value === null && Object.keys(shown).length === 1 ? { view: 'all' } : { view: null }) });
  const clear = () => set({ ...Object.fromEntries(Object.keys(shown).map((id) => [id, null])), view: 'all' });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances') }]} />
      <PageHead title={t('nav.instances')} beside={<span className="text-ink-2">{count.data !== undefined && t(count.data.isExact ? 'instances.match' : 'instances.matchMore', { count: formatCount(count.data.value) })}</span>}
        actions={<><Button icon={FileUp} onClick={() => router.push('/instances/bundle')}>{t('bundle.open')}</Button><ActionButton operation="instance.start" icon={Play} onClick={() => router.push('/instances/start')}>{t('instances.start')}</ActionButton></>} />
      <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
        <div className="flex"><div className="inline-flex gap-px rounded-2 border border-line p-0.5">
          {VIEWS.map((view) => <button key={view.id} type="button" aria-pressed={shown.state === view.state || (view.state === null && values.view === 'all' && shown.state === undefined)} onClick={() => set({ ...Object.fromEntries(Object.keys(filters).map((id) => [id, null])), state: view.state, view: view.state === null ? 'all' : null })} className="h-6 rounded-1 px-2.5 text-12 font-medium text-ink-2 hover:text-ink aria-pressed:bg-press aria-pressed:text-ink">{view.label}</button>)}
        </div></div>
        <FilterBar label={t('filter.label')} addLabel={t('filter.add')} applyLabel={t('filter.apply')} removeLabel={(field) => t('filter.remove', { field })} fields={fields} values={shown} unknown={unknownParameters(values, [...fields.map((field) => field.id), ...NOT_FILTERS])} onChange={change} />
      </div>
      <div className="relative flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        {list.error !== null && list.data === undefined ? <Refusal error={list.error} onRetry={() => void list.refetch()} />
          : list.isPending ? <SkeletonRows label={t('state.loading')} count={14} />
          : list.rows.length === 0 ? <EmptyState title={Object.keys(shown).length === 0 ? t('instances.none') : t('filter.nothing', { count: Object.keys(shown).length })}>{Object.keys(shown).length > 0 && <Button isSmall onClick={clear}>{t('filter.clear')}</Button>}</EmptyState>
          : <DataGrid label={t('nav.instances')} columns={INSTANCE_COLUMNS} rows={list.rows} rowKey={(row) => row.key} currentKey={current} onCurrent={(row) => setCurrent(row.key)} onOpen={(row) => router.push(`/instances/${row.key}`)} sort={sort} onSort={(next) => set({ sort: next })} onEndReached={list.loadMore} minWidth={820} ownsKeys
              selection={{ isChosen: chosen.isChosen, onToggle: chosen.toggle, isAllLoaded: list.rows.every((row) => chosen.isChosen(row.key)), onToggleAll: () => (list.rows.every((row) => chosen.isChosen(row.key)) ? chosen.clear() : chosen.choose(list.rows.map((row) => row.key))), rowLabel: (key) => t('bulk.row', { key }), allLabel: t('bulk.loaded') }} foot={hasChosen ? <div className="h-16" /> : undefined} />}
        <BulkActions selection={chosen.selection} matching={count.data} filter={shown} onAll={chosen.chooseAll} onClear={chosen.clear} />
      </div>
      <StatusLine right={t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })}><span className="flex items-center gap-1"><Kbd>J</Kbd><Kbd>K</Kbd> {t('keys.move')}</span><span className="flex items-center gap-1"><Kbd>Enter</Kbd> {t('keys.open')}</span><span className="flex items-center gap-1"><Kbd>F</Kbd> {t('keys.filter')}</span></StatusLine>
    </>
  );
}
export function InstanceLink({ instanceKey, businessKey }: { instanceKey: string; businessKey: string | null }) {
  return <Link className="link" href={`/instances/${instanceKey}`}>{businessKey ?? <span className="mono">{instanceKey}</span>}</Link>;
}
