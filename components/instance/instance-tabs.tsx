'use client';
import { useMay } from '@/components/data/person.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import type { TabItem } from '@/components/ui/tabs.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { CalledTab } from './called-tab.tsx';
import { DecisionsTab } from './decisions-tab.tsx';
import { EventsTab } from './events-tab.tsx';
import { HistoryPane } from './history-pane.tsx';
import { IncidentsTab } from './incidents-tab.tsx';
import { JobsTab } from './jobs-tab.tsx';
import { ListenersTab } from './listeners-tab.tsx';
import { MessagesTab } from './messages-tab.tsx';
import { ModelTab } from './model-tab.tsx';
import { OperationsTab } from './operations-tab.tsx';
import { isShown, onlyOne, type SelectedElements, type SelectElement } from './selected-elements.ts';
import { SelectionDetails } from './selection-details.tsx';
import { TasksTab } from './tasks-tab.tsx';
import type { TabId } from './tab-ids.ts';
import { useShownTab } from './use-shown-tab.ts';
import { VariablesTab } from './variables-tab.tsx';

/** Tabs that a digit opens. */
const MOST_KEYS = 9;
export function InstanceTabs({
  instance,
  moment,
  selected,
  onSelect,
}: {
  instance: InstanceView;
  moment: StoryMoment | undefined;
  selected: SelectedElements;
  onSelect: SelectElement;
}) {
  const { tab, choose, isNarrow } = useShownTab();
  const variables = useView('instance-variables', { instance: instance.key, ...(moment && { at: moment.at }) });
  const jobs = useList('jobs', { instance: instance.key, limit: 100 });
  const mayAudit = useMay('audit.read');
  const isHere = (row: { readonly elementId: string | null }) => isShown(selected, row.elementId);
  const only = onlyOne(selected);
  const items: TabItem<TabId>[] = [
    ...(isNarrow
      ? [
          { id: 'details' as const, label: t('details.label') },
          { id: 'history' as const, label: t('tree.label') },
        ]
      : []),
    {
      id: 'variables',
      label: t('tab.variables'),
      count:
        variables.data === undefined
          ? undefined
          : `${variables.data.rows.filter((row) => row.isAlive).length}${variables.data.next !== null ? '+' : ''}`,
    },
    { id: 'incidents', label: t('tab.incidents'), count: instance.incidentCount, isBad: instance.incidentCount > 0 },
    {
      id: 'jobs',
      label: t('tab.jobs'),
      count: jobs.isPending
        ? undefined
        : `${jobs.rows.filter((job) => job.endedAt === null).length}${jobs.hasNextPage ? '+' : ''}`,
    },
    { id: 'tasks', label: t('tab.tasks'), count: instance.tasks.filter((task) => task.endedAt === null).length },
    {
      id: 'messages',
      label: t('tab.messages'),
      count: instance.subscriptions.filter((each) => each.closedAt === null).length,
    },
    { id: 'called', label: t('tab.called'), count: (instance.calledTree ?? instance.called).length },
    { id: 'decisions', label: t('tab.decisions') },
    { id: 'model', label: t('tab.model') },
    { id: 'listeners', label: t('tab.listeners') },
    ...(mayAudit ? [{ id: 'operations' as const, label: t('tab.operations') }] : []),
    { id: 'events', label: t('tab.events') },
  ];
  useShortcuts(Object.fromEntries(items.slice(0, MOST_KEYS).map(({ id }, n) => [String(n + 1), () => choose(id)])));
  return (
    <section aria-label={t('tabs.label')} className="flex min-w-0 flex-1 flex-col">
      <Tabs
        moreLabel={t('tabs.more')}
        name="instance"
        label={t('tabs.label')}
        value={tab}
        items={items}
        onChange={choose}
        aside={
          selected.length > 0 && (
            <button
              type="button"
              onClick={() => onSelect(null)}
              title={t('tabs.all')}
              className="max-w-[104px] truncate rounded-1 bg-accent-soft px-1.5 text-11 leading-5 text-accent-text"
            >
              {only === null ? (
                t('select.count', { count: selected.length })
              ) : (
                <ElementName definitionKey={instance.definition.key} elementId={only} />
              )}{' '}
              ×
            </button>
          )
        }
      />
      <div
        id={tabPanelId('instance')}
        role="tabpanel"
        aria-labelledby={`instance-tab-${tab}`}
        className="flex min-h-0 flex-1 flex-col overflow-auto"
      >
        {tab === 'details' && (
          <SelectionDetails instance={instance} at={moment?.at ?? null} selected={selected} onSelect={onSelect} isTab />
        )}
        {tab === 'history' && (
          <HistoryPane
            instance={instance}
            isPast={moment !== undefined}
            selected={selected}
            onSelect={onSelect}
            isTab
          />
        )}
        {tab === 'variables' && <VariablesTab instance={instance} moment={moment} selected={selected} />}
        {tab === 'incidents' && <IncidentsTab instance={instance} selected={selected} />}
        {tab === 'jobs' && (
          <JobsTab
            instance={instance}
            rows={jobs.rows.filter(isHere)}
            isPending={jobs.isPending}
            error={jobs.data === undefined ? jobs.error : null}
            onRetry={() => void jobs.refetch()}
            onMore={jobs.hasNextPage ? jobs.loadMore : undefined}
          />
        )}
        {tab === 'tasks' && <TasksTab instance={instance} rows={instance.tasks.filter(isHere)} />}
        {tab === 'messages' && <MessagesTab instance={instance} rows={instance.subscriptions.filter(isHere)} />}
        {tab === 'called' && <CalledTab instance={instance} selected={selected} />}
        {tab === 'decisions' && <DecisionsTab instance={instance} selected={selected} />}
        {tab === 'model' &&
          (selected.length === 0 ? [null] : selected).map((elementId) => (
            <ModelTab
              key={elementId}
              instance={instance}
              elementId={elementId}
              isNamed={selected.length > 1}
              variables={variables.data?.rows ?? []}
            />
          ))}
        {tab === 'listeners' && <ListenersTab instance={instance} selected={selected} jobs={jobs.rows} />}
        {tab === 'events' && <EventsTab instance={instance} moment={moment} selected={selected} />}
        {tab === 'operations' && <OperationsTab instanceKey={instance.key} />}
      </div>
    </section>
  );
}
