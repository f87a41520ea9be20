'use client';
import { useMemo } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { ListFilterBar } from '@/components/data/list-filter-bar.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import type { FilterField } from '@/components/ui/filter-bar.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import { useJobFields } from './job-fields.ts';
import { JobFigures } from './job-figures.tsx';
import { JobPacePanel } from './job-pace-panel.tsx';
import { JobsList } from './jobs-list.tsx';
import { TimerCalendar } from './timer-calendar.tsx';

const OPEN = 'open';
const SHOWN = [
  { id: 'incident,retrying', label: t('jobs.failing') },
  { id: 'overdue', label: t('jobs.late') },
  { id: 'leased', label: t('jobs.leased') },
  { id: 'suspended', label: t('jobs.suspended') },
  { id: OPEN, label: t('jobs.open') },
  { id: 'completed,cancelled', label: t('jobs.ended') },
] as const;
/** What has been held longest stands at the end of what is newest. */
const OLDEST_FIRST: readonly string[] = ['leased'];
const NOT_FILTERS = ['sort', 'job', 'saved', 'view', 'range'];
const AS = [
  { id: 'list', label: t('jobs.asList') },
  { id: 'calendar', label: t('jobs.asCalendar') },
  { id: 'pace', label: t('jobs.asPace') },
] as const;

/** Every job over all definitions: what runs by itself, and the work of workers. */
export function JobsPage() {
  const { values, set, replace } = useUrlState();
  const as = AS.find(({ id }) => id === values.view)?.id ?? 'list';
  const isList = as === 'list';
  const fields = useJobFields();
  const filter = useJobFilter(fields, values);
  const sort = values.sort ?? (OLDEST_FIRST.includes(filter.state) ? 'created' : '-created');
  const list = useList('jobs', { ...filter, sort, limit: 100 }, { isOff: !isList });
  const count = useView('job-count', filter, { isOff: !isList });
  const problems = badFilters(list.error);
  const order = isList ? orderNote(sort, filter.state, values.topic) : null;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.jobs') }]} />
      <PageHead
        title={t('nav.jobs')}
        beside={
          <span className="text-ink-2">
            {isList &&
              count.data !== undefined &&
              Object.keys(problems).length === 0 &&
              t(count.data.isExact ? 'jobs.match' : 'jobs.matchMore', { count: formatCount(count.data.value) })}
          </span>
        }
        isLong={false}
        facts={<JobFigures />}
        actions={<ViewsMenu screen="jobs" values={values} replace={replace} />}
      />
      <div className="flex flex-none flex-col gap-2 px-[var(--page-x)] pb-3">
        <div className="flex flex-wrap items-center gap-2">
          <Segmented
            label={t('jobs.as')}
            value={as}
            options={AS}
            onChange={(id) => set({ view: id === 'list' ? null : id, range: null })}
          />
          {isList && (
            <Segmented<string>
              label={t('jobs.show')}
              value={filter.state}
              options={SHOWN}
              onChange={(id) => set({ state: id === OPEN ? null : id, sort: null })}
            />
          )}
        </div>
        {isList && (
          <ListFilterBar
            fields={fields}
            address={values}
            values={SHOWN.some(({ id }) => id === values.state) ? withoutState(values) : values}
            problems={problems}
            besides={NOT_FILTERS}
            onChange={(id, value) => set({ [id]: value })}
          />
        )}
        {order !== null && <p className="text-12 text-ink-3">{t(order)}</p>}
      </div>
      {isList ? (
        <JobsList list={list} count={count.data} filter={filter} fields={fields} sort={sort} problems={problems} />
      ) : (
        <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface">
          {as === 'calendar' ? (
            <TimerCalendar />
          ) : (
            <div className="p-[var(--page-x)]">
              <JobPacePanel />
            </div>
          )}
        </div>
      )}
      <StatusLine
        right={
          !isList
            ? t('status.zone', { zone: timeZone })
            : t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })
        }
      >
        {isList && <ListKeys canOpen={false} canFilter />}
      </StatusLine>
    </>
  );
}

type JobFilter = Readonly<Record<string, string>> & { readonly state: string };

/** Without a state the list shows what is open; what has ended is asked for. */
function useJobFilter(fields: readonly FilterField[], values: Readonly<Record<string, string>>): JobFilter {
  return useMemo(
    () => ({
      state: OPEN,
      ...Object.fromEntries(
        fields.flatMap(({ id }) => {
          const value = values[id];
          return value === undefined ? [] : [[id, value]];
        }),
      ),
    }),
    [fields, values],
  );
}

/** What the order of the rows means, where it says more than the column that is sorted by. */
function orderNote(sort: string, state: string, topic: string | undefined): 'jobs.byDue' | 'jobs.byPriority' | null {
  if (sort === 'due' || sort === '-due') return 'jobs.byDue';
  const isOneTopic = topic !== undefined && !topic.includes(',');
  return isOneTopic && state !== 'incident' && state !== 'completed,cancelled' ? 'jobs.byPriority' : null;
}

/** The row of views says it already. */
function withoutState({ state: _, ...rest }: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return rest;
}
