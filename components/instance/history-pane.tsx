'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { ElementTimeLine } from './element-time-line.tsx';
import { ElementTree } from './element-tree.tsx';

type HistoryView = 'tree' | 'time';
const VIEWS: readonly { id: HistoryView; label: string }[] = [{ id: 'tree', label: t('history.tree') }, { id: 'time', label: t('history.timeLine') }];

/** What happened in the instance: as a tree, or as bars on a time axis. `isTab`: in a narrow window it is a tab. */
export function HistoryPane({ instance, selected, onSelect, isTab = false }: { instance: InstanceView; selected: string | null; onSelect: (elementId: string | null) => void; isTab?: boolean }) {
  const { values, set } = useUrlState();
  const view = values.history === 'time' ? 'time' : 'tree';
  return (
    <section aria-label={t('tree.label')} className={classNames('flex min-h-0 flex-col', isTab ? 'flex-1' : classNames('flex-none border-r border-line', view === 'time' ? 'w-[38%]' : 'w-[268px]'))}>
      <div className="flex h-9 flex-none items-center justify-between border-b border-line pr-1.5 pl-3.5">
        <h2 className="font-semibold">{t('tree.label')}</h2>
        <Segmented label={t('history.view')} value={view} options={VIEWS} onChange={(id) => set({ history: id === 'tree' ? null : id })} />
      </div>
      {view === 'tree' ? <ElementTree instance={instance} selected={selected} onSelect={onSelect} /> : <ElementTimeLine instance={instance} selected={selected} onSelect={onSelect} />}
    </section>
  );
}
