'use client';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { ActionsOff } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { usePageModel } from '@/components/frame/page-commands.ts';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { SplitLine, useSplit } from '@/components/ui/split.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { HistoryPane } from './history-pane.tsx';
import { InstanceActionsProvider } from './instance-actions.tsx';
import { instanceAt } from './instance-at.ts';
import { InstanceDiagram } from './instance-diagram.tsx';
import { InstanceHead } from './instance-head.tsx';
import { useInstanceHref } from './instance-link.tsx';
import { InstanceTabs } from './instance-tabs.tsx';
import { OthersHere } from './others-here.tsx';
import { readSelected, type SelectElement, writeSelected } from './selected-elements.ts';
import { SelectionDetails } from './selection-details.tsx';
import { useStory } from './use-story.ts';
import { useWholeInstance } from './use-whole-instance.ts';
import { TimeTravel } from './time-travel.tsx';

/** Everything about one instance, and the right next step. */
export function InstancePage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => (
        <InstanceActionsProvider instance={view}>
          <InstanceInTime instance={view} />
        </InstanceActionsProvider>
      )}
    </PageGate>
  );
}

/** Shows now, or the moment in the address; in the past nothing can be done. */
function InstanceInTime({ instance }: { instance: InstanceView }) {
  const { values, set } = useUrlState();
  const { moments, isWhole, read } = useStory(instance.key);
  // Moments are numbered from the first one: which one is meant is known when it has been read.
  const index = isWhole ? momentIndex(values.at, moments.length) : null;
  // Layers that tell of each run need all of them, too.
  const isAllNeeded = index !== null || values.view === 'duration' || values.ends === 'yes';
  const { whole, isWhole: hasAll } = useWholeInstance(instance, isAllNeeded);
  const shown = useMemo(() => (index === null ? whole : instanceAt(whole, moments, index)), [whole, moments, index]);
  const travel = moments.length > 1 && (
    <TimeTravel
      definitionKey={instance.definition.key}
      moments={moments}
      index={index}
      reading={isWhole && hasAll ? null : isWhole ? whole.history.length : read}
      onMove={(to) => {
        // Until the first moment has been read, only it and now have a number that stays.
        if (isWhole || to === null || to === 0) set({ at: to === null ? null : String(to + 1) });
      }}
    />
  );
  const moment = index === null ? undefined : moments[index];
  return (
    <ActionsOff because={moment === undefined ? null : t('travel.off')}>
      <InstanceBody instance={shown} moment={moment} travel={travel} />
    </ActionsOff>
  );
}

/** Events are numbered from 1 in the address; the last one, or one that is not there, is now. */
function momentIndex(text: string | undefined, count: number): number | null {
  const n = Number(text);
  return Number.isInteger(n) && n >= 1 && n < count ? n - 1 : null;
}

function InstanceBody({
  instance,
  moment,
  travel,
}: {
  instance: InstanceView;
  moment: StoryMoment | undefined;
  travel: ReactNode;
}) {
  const router = useRouter();
  const instanceHref = useInstanceHref();
  const { values, set } = useUrlState();
  const isNarrow = useIsNarrow();
  const selected = useMemo(() => readSelected(values.element), [values.element]);
  const split = useSplit('instance', 56);
  const select: SelectElement = (elementId, isAdding = false) =>
    set({ element: writeSelected(selected, elementId, isAdding), scope: null });
  usePageModel(instance.definition.key, select);
  const open = (elementId: string) => {
    const called = instance.called.filter((call) => call.elementId === elementId);
    const [first] = called;
    // Of several one is chosen from the list.
    if (called.length > 1) {
      set({ element: elementId, tab: 'called' });
      return;
    }
    const href = first === undefined ? null : instanceHref(first.instanceKey);
    if (href !== null) router.push(href);
  };
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          ...instance.callers.map((call) => ({
            label: call.businessKey ?? call.instanceKey,
            href: instanceHref(call.instanceKey) ?? undefined,
          })),
          ...(instance.callers.length === 0
            ? [
                {
                  label: definitionName(instance.definition),
                  href: `/definitions/${encodeURIComponent(instance.definition.processId)}/versions/${instance.definition.version}`,
                },
              ]
            : []),
          { label: instance.businessKey ?? instance.key },
        ]}
      />
      <InstanceHead instance={instance} moment={moment} />
      <div className="relative flex min-h-0 flex-1 border-t border-line">
        <div className="flex min-w-0 flex-1 flex-col">
          <div
            style={split.upper}
            className={classNames(
              'relative flex min-h-[300px] flex-col',
              // Over the drawing, whose ground would hide it.
              moment !== undefined &&
                'after:pointer-events-none after:absolute after:inset-0 after:shadow-[inset_0_0_0_3px_var(--ended)]',
            )}
          >
            <div className="min-h-0 flex-1">
              <InstanceDiagram
                instance={instance}
                at={moment?.at ?? null}
                selected={selected}
                onSelect={select}
                onOpen={open}
              />
            </div>
            <div className="pointer-events-none absolute top-2.5 right-[52px] flex max-w-[300px]">
              <OthersHere instanceKey={instance.key} />
            </div>
            {travel !== false && <div className="flex-none bg-surface px-3 pt-1.5 pb-2">{travel}</div>}
          </div>
          <SplitLine split={split} label={t('split.instance')} />
          <div style={split.lower} className="flex min-h-[220px] bg-surface">
            {!isNarrow && (
              <HistoryPane instance={instance} isPast={moment !== undefined} selected={selected} onSelect={select} />
            )}
            <InstanceTabs instance={instance} moment={moment} selected={selected} onSelect={select} />
          </div>
        </div>
        {!isNarrow && (
          <SelectionDetails instance={instance} at={moment?.at ?? null} selected={selected} onSelect={select} />
        )}
      </div>
    </>
  );
}
