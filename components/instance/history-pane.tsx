'use client';
import { useMemo } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { ElementInstanceNode, InstanceView } from '@/lib/console/views/instance-view.ts';
import { ElementTimeLine } from './element-time-line.tsx';
import { ElementTree } from './element-tree.tsx';
import type { SelectedElements, SelectElement } from './selected-elements.ts';
import { NODE_LOOKS } from './state-words.ts';
import { treeRows } from './tree-rows.ts';
import { useWholeHistory } from './use-whole-history.ts';

type HistoryView = 'tree' | 'time';
const VIEWS: readonly { id: HistoryView; label: string }[] = [
  { id: 'tree', label: t('history.tree') },
  { id: 'time', label: t('history.timeLine') },
];

const STATES: readonly ElementInstanceNode['state'][] = ['active', 'incident', 'completed', 'cancelled'];

/** What happened in the instance: as a tree, or as bars on a time axis. `isTab`: in a narrow window it is a tab. */
export function HistoryPane({
  instance,
  isPast,
  selected,
  onSelect,
  isTab = false,
}: {
  instance: InstanceView;
  isPast: boolean;
  selected: SelectedElements;
  onSelect: SelectElement;
  isTab?: boolean;
}) {
  const elements = useModelElements(instance.definition.key);
  const { nodes, loadMore, isCut } = useWholeHistory(instance, isPast);
  const { values, set } = useUrlState();
  const view = values.history === 'time' ? 'time' : 'tree';
  useShortcuts({ t: () => set({ history: view === 'tree' ? 'time' : null }) });
  const text = values.node ?? '';
  const state = STATES.find((each) => each === values.nodeState) ?? '';
  const isFiltered = text !== '' || state !== '';
  // Of the past it is not kept.
  const isResting = instance.isSuspended && !isPast;
  // What waited between elements in the past is not told by its jobs of today.
  const transitions = isPast ? undefined : instance.transitions;
  const all = useMemo(
    () => treeRows({ key: instance.key, history: nodes, ...(transitions !== undefined && { transitions }) }),
    [instance.key, nodes, transitions],
  );
  const rows = useMemo(() => {
    const wanted = text.toLocaleLowerCase();
    return isFiltered
      ? all.filter(
          ({ node }) =>
            (state === '' || node.state === state) &&
            `${elements.get(node.elementId)?.name ?? ''} ${node.elementId}`.toLocaleLowerCase().includes(wanted),
        )
      : all;
  }, [all, text, state, isFiltered, elements]);
  return (
    <section
      aria-label={t('tree.label')}
      className={classNames(
        'flex min-h-0 flex-col',
        isTab ? 'flex-1' : classNames('flex-none border-r border-line', view === 'time' ? 'w-[38%]' : 'w-[268px]'),
      )}
    >
      <div className="flex h-9 flex-none items-center justify-between border-b border-line pr-1.5 pl-3.5">
        <h2 className="font-semibold">{t('tree.label')}</h2>
        <Segmented
          label={t('history.view')}
          value={view}
          options={VIEWS}
          onChange={(id) => set({ history: id === 'tree' ? null : id })}
        />
      </div>
      <HistoryFilter
        text={text}
        state={state}
        onText={(next) => set({ node: next })}
        onState={(next) => set({ nodeState: next })}
      />
      {view === 'tree' ? (
        <ElementTree
          instance={instance}
          isResting={isResting}
          rows={rows}
          hasEnds={values.ends === 'yes'}
          onEnd={loadMore}
          selected={selected}
          onSelect={onSelect}
        />
      ) : (
        <ElementTimeLine
          instance={instance}
          isResting={isResting}
          rows={rows}
          onEnd={loadMore}
          selected={selected}
          onSelect={onSelect}
        />
      )}
      {rows.length === 0 && isFiltered && <p className="p-2.5 text-12 text-ink-3">{t('history.nothing')}</p>}
      {isCut && <p className="border-t border-line-faint p-2.5 text-11 text-ink-3">{t('tree.cut')}</p>}
    </section>
  );
}

function HistoryFilter({
  text,
  state,
  onText,
  onState,
}: {
  text: string;
  state: string;
  onText: (text: string | null) => void;
  onState: (state: string | null) => void;
}) {
  return (
    <div className="flex h-8 flex-none items-center gap-1.5 border-b border-line-faint px-2">
      <input
        type="search"
        aria-label={t('history.filter')}
        placeholder={t('history.filter')}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className="h-6 min-w-0 flex-1 rounded-1 bg-transparent px-1.5 text-12 placeholder:text-ink-3"
      />
      <select
        aria-label={t('history.state')}
        value={state}
        onChange={(event) => onState(event.target.value)}
        className="h-6 max-w-[92px] rounded-1 border border-line bg-surface px-1 text-11 text-ink-2"
      >
        <option value="">{t('history.allStates')}</option>
        {STATES.map((each) => (
          <option key={each} value={each}>
            {t(NODE_LOOKS[each].word)}
          </option>
        ))}
      </select>
    </div>
  );
}
