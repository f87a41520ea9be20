'use client';
import { List, Mail, Pause, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { SuspendDefinitionDialog } from '@/components/actions/suspension-dialogs.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { restingMarks } from '@/components/instance/instance-marks.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Tabs, tabPanelId } from '@/components/ui/tabs.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { DefinitionElements } from './definition-elements.tsx';
import { DefinitionJobs } from './definition-jobs.tsx';
import { DefinitionVersions } from './definition-versions.tsx';
import { definitionLink } from './definitions-page.tsx';

/** One process: how it runs, and where it fails. */
export function DefinitionPage({ process, version }: { process: string; version: string }) {
  const definition = useView('definition', { process, version });
  return <PageGate query={definition} area={{ label: t('nav.definitions'), href: '/definitions' }}>{(view) => <DefinitionBody view={view} />}</PageGate>;
}

function DefinitionBody({ view }: { view: DefinitionView }) {
  const { values, set } = useUrlState();
  const selected = values.element ?? null;
  const sources = useView('job-definitions', { definition: view.definition.key });
  const resting = useMemo(() => restingMarks(sources.data?.rows ?? []), [sources.data]);
  const tab = values.tab === 'versions' || values.tab === 'jobs' ? values.tab : 'elements';
  return (
    <>
      <DefinitionHead view={view} />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <div className="min-h-[200px] flex-[1.3]">
          <Diagram definitionKey={view.definition.key} counts={values.view === 'plain' ? [] : running(view)} marks={values.view === 'plain' ? [] : resting} selected={selected} onSelect={(element) => set({ element })} root={values.root ?? null} onRoot={(root) => set({ root })} isList={values.view === 'list'} onList={(isList) => set({ view: isList ? 'list' : null })}
            controls={<Segmented label={t('view.label')} value={values.view === 'plain' ? 'plain' : 'counts'} options={[{ id: 'counts', label: t('view.counts') }, { id: 'plain', label: t('view.plain') }]} onChange={(id) => set({ view: id === 'counts' ? null : id })} />} />
        </div>
        <section aria-label={t('definitions.details')} className="flex min-h-[200px] flex-1 flex-col border-t border-line bg-surface">
          <Tabs moreLabel={t('tabs.more')} name="definition" label={t('definitions.details')} value={tab} items={[{ id: 'elements', label: t('tab.elements') }, { id: 'jobs', label: t('tab.jobDefinitions') }, { id: 'versions', label: t('tab.versions'), count: view.versions.length }]} onChange={(id) => set({ tab: id === 'elements' ? null : id })} />
          <div id={tabPanelId('definition')} role="tabpanel" aria-labelledby={`definition-tab-${tab}`} className="min-h-0 flex-1 overflow-auto">
            {tab === 'elements' ? <DefinitionElements view={view} selected={selected} onSelect={(element) => set({ element })} /> : tab === 'jobs' ? <DefinitionJobs view={view} selected={selected} onSelect={(element) => set({ element })} /> : <DefinitionVersions view={view} />}
          </div>
        </section>
      </div>
    </>
  );
}
/** On a definition the past is a table's matter: the map shows where tokens stand now. */
function running(view: DefinitionView) { return view.elements.map((each) => ({ ...each, completed: 0, cancelled: 0 })); }

function DefinitionHead({ view }: { view: DefinitionView }) {
  const router = useRouter();
  const [isSuspending, setSuspending] = useState(false);
  const { definition } = view;
  const query = `definition=${encodeURIComponent(`${definition.processId}:${definition.version}`)}`;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.definitions'), href: '/definitions' }, { label: definition.name ?? definition.processId }, { label: `v${definition.version}` }]} />
      <PageHead title={definition.name ?? definition.processId}
        beside={<>
          <select aria-label={t('column.version')} value={definition.version} onChange={(event) => router.push(definitionLink({ processId: definition.processId, version: Number(event.target.value) }))} className="h-7 rounded-2 border border-line-strong bg-surface px-1.5 text-12 font-medium dark:bg-raised">
            {view.versions.map((each, index) => <option key={each.key} value={each.version}>v{each.version}{index === 0 ? ` ${t('definitions.newest')}` : ''}</option>)}
          </select>
          {view.isSuspended && <Pill kind="suspended">{t('word.suspended')}</Pill>}
          <Pill kind="active">{t('definitions.running', { count: formatCount(view.running) })}</Pill>
          {view.incidents > 0 && <Pill kind="incident">{tCount('count.incident', 'count.incidents', view.incidents, formatCount(view.incidents))}</Pill>}
        </>}
        facts={<>
          <Fact label={t('definitions.deployed')}><Clock at={view.deployedAt} /></Fact><Fact label={t('fact.file')}>{view.resourceName}</Fact><Fact label={t('fact.notation')}>{view.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8'}</Fact>
          <Fact label={t('word.completed')}>{formatCount(view.completed)}</Fact><Fact label={t('word.cancelled')}>{formatCount(view.cancelled)}</Fact>
          {view.tenantId !== null && <Fact label={t('fact.tenant')}>{view.tenantId}</Fact>}
          {view.incidents > 0 && <Link className="link" href={`/incidents?${query}`}>{t('definitions.openIncidents')}</Link>}
        </>}
        actions={<>
          <ActionButton operation="instance.start" kind="primary" icon={Play} onClick={() => router.push(`/instances/start?definition=${encodeURIComponent(definition.processId)}&version=${definition.version}`)}>{t('instances.startShort')}</ActionButton>
          <ActionButton operation={view.isSuspended ? 'definition.resume' : 'definition.suspend'} icon={view.isSuspended ? Play : Pause} onClick={() => setSuspending(true)}>{t(view.isSuspended ? 'suspend.resume' : 'suspend.do')}</ActionButton>
          <Button icon={Mail} onClick={() => router.push(`/messages?tab=waiting&${query}`)}>{t('nav.messages')}</Button>
          <Button icon={List} onClick={() => router.push(`/instances?state=running&${query}`)}>{t('nav.instances')}</Button>
        </>} />
      {isSuspending && <SuspendDefinitionDialog definitionKey={definition.key} isSuspended={view.isSuspended} where={`${definition.processId} v${definition.version}`} onClose={() => setSuspending(false)} />}
    </>
  );
}
