'use client';
import { useMemo } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { usePageModel } from '@/components/frame/page-commands.ts';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { restingMarks, usualMarks } from '@/components/instance/instance-marks.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { SplitLine, useSplit } from '@/components/ui/split.tsx';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import type { TabItem } from '@/components/ui/tabs.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { DefinitionCalls } from './definition-calls.tsx';
import { DefinitionElements } from './definition-elements.tsx';
import { DefinitionEvents } from './definition-events.tsx';
import { DefinitionHead } from './definition-head.tsx';
import { DefinitionIncidents } from './definition-incidents.tsx';
import { DefinitionJobs } from './definition-jobs.tsx';
import { DefinitionNotes } from './definition-notes.tsx';
import { DefinitionStatistics } from './definition-statistics.tsx';
import { DefinitionTimers } from './definition-timers.tsx';
import { comparedWith, DefinitionVersions } from './definition-versions.tsx';
import { VersionsSideBySide } from './versions-side-by-side.tsx';

type TabId = 'elements' | 'incidents' | 'jobs' | 'timers' | 'messages' | 'calls' | 'statistics' | 'notes' | 'versions';
const TABS: readonly TabId[] = [
  'elements',
  'incidents',
  'jobs',
  'timers',
  'messages',
  'calls',
  'statistics',
  'notes',
  'versions',
];
const VIEWS = [
  { id: 'counts', label: t('view.counts') },
  { id: 'duration', label: t('view.duration') },
  { id: 'plain', label: t('view.plain') },
] as const;

/** One process: how it runs, and where it fails. */
export function DefinitionPage({ process, version }: { process: string; version: string }) {
  const definition = useView('definition', { process, version });
  return (
    <PageGate query={definition} area={{ label: t('nav.definitions'), href: '/definitions' }}>
      {(view) => <DefinitionBody view={view} />}
    </PageGate>
  );
}

function DefinitionBody({ view }: { view: DefinitionView }) {
  const { values, set } = useUrlState();
  const selected = values.element ?? null;
  const tab = TABS.find((id) => id === values.tab) ?? 'elements';
  // The drawing shows only what is held; the tab's counts are read with it where they are shown.
  const sources = useView(
    'job-definitions',
    { definition: view.definition.key },
    tab === 'jobs' ? {} : { only: 'definition' },
  );
  const resting = useMemo(() => restingMarks(sources.data?.rows ?? []), [sources.data]);
  const compared = tab === 'versions' ? comparedWith(view, values.with) : undefined;
  const select = (element: string) => set({ element });
  const split = useSplit('definition', 57);
  usePageModel(view.definition.key, select);
  const isTimed = values.view === 'duration';
  const statistics = useView('definition-statistics', { definition: view.definition.key }, { isOff: !isTimed });
  const marks = useMemo(() => (isTimed ? usualMarks(statistics.data) : resting), [isTimed, statistics.data, resting]);
  return (
    <>
      <DefinitionHead view={view} />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <div style={split.upper} className="flex min-h-[200px] flex-col">
          {compared !== undefined ? (
            <VersionsSideBySide
              view={view}
              other={compared}
              selected={selected}
              onSelect={(element) => set({ element })}
            />
          ) : (
            <Diagram
              definitionKey={view.definition.key}
              counts={values.view === 'plain' || isTimed ? [] : running(view)}
              marks={values.view === 'plain' ? [] : marks}
              selected={selected}
              onSelect={(element) => set({ element })}
              root={values.root ?? null}
              onRoot={(root) => set({ root })}
              isList={values.view === 'list'}
              onList={(isList) => set({ view: isList ? 'list' : null })}
              controls={
                <Segmented
                  label={t('view.label')}
                  value={VIEWS.find(({ id }) => id === values.view)?.id ?? 'counts'}
                  options={VIEWS}
                  onChange={(id) => set({ view: id === 'counts' ? null : id })}
                />
              }
            />
          )}
        </div>
        <SplitLine split={split} label={t('split.definition')} />
        <section
          aria-label={t('definitions.details')}
          style={split.lower}
          className="flex min-h-[200px] flex-col bg-surface"
        >
          <Tabs
            moreLabel={t('tabs.more')}
            name="definition"
            label={t('definitions.details')}
            value={tab}
            items={tabs(view)}
            onChange={(id) => set({ tab: id === 'elements' ? null : id, with: null })}
          />
          <div
            id={tabPanelId('definition')}
            role="tabpanel"
            aria-labelledby={`definition-tab-${tab}`}
            className="min-h-0 flex-1 overflow-auto"
          >
            {tab === 'elements' && <DefinitionElements view={view} selected={selected} onSelect={select} />}
            {tab === 'incidents' && <DefinitionIncidents view={view} selected={selected} />}
            {tab === 'jobs' && <DefinitionJobs view={view} selected={selected} onSelect={select} />}
            {tab === 'timers' && <DefinitionTimers view={view} selected={selected} />}
            {tab === 'messages' && <DefinitionEvents view={view} selected={selected} onSelect={select} />}
            {tab === 'calls' && <DefinitionCalls view={view} />}
            {tab === 'statistics' && <DefinitionStatistics view={view} selected={selected} onSelect={select} />}
            {tab === 'notes' && <DefinitionNotes view={view} selected={selected} onSelect={select} />}
            {tab === 'versions' && <DefinitionVersions view={view} onSelect={select} />}
          </div>
        </section>
      </div>
    </>
  );
}
/** On a definition the past is a table's matter: the map shows where tokens stand now. */
function running(view: DefinitionView) {
  return view.elements.map((each) => ({ ...each, completed: 0, cancelled: 0 }));
}

function tabs(view: DefinitionView): readonly TabItem<TabId>[] {
  return [
    { id: 'elements', label: t('tab.elements') },
    { id: 'incidents', label: t('nav.incidents'), count: view.incidents, isBad: view.incidents > 0 },
    { id: 'jobs', label: t('tab.jobDefinitions') },
    { id: 'timers', label: t('tab.timers') },
    { id: 'messages', label: t('tab.catches') },
    { id: 'calls', label: t('tab.calls') },
    { id: 'statistics', label: t('tab.statistics') },
    { id: 'notes', label: t('tab.notes') },
    { id: 'versions', label: t('tab.versions'), count: view.versions.length },
  ];
}
