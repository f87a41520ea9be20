'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { HealthBar } from '@/components/ui/bars.tsx';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionRow } from '@/lib/console/views/definition-view.ts';

export function definitionLink({ processId, version }: { processId: string; version: number }): string { return `/definitions/${encodeURIComponent(processId)}/versions/${version}`; }

const COLUMNS: readonly Column<DefinitionRow>[] = [
  { id: 'name', head: t('column.definition'), width: 'minmax(190px, 2fr)', cell: (row) => <><div className="truncate leading-[17px]"><Link className="link font-medium" href={definitionLink(row.definition)}>{row.definition.name ?? row.definition.processId}</Link></div><div className="mono truncate leading-[17px] text-ink-3">{row.definition.processId}</div></> },
  { id: 'version', head: t('column.version'), width: '110px', cell: (row) => <>v{row.definition.version} {row.versionTag !== null && <Tag>{row.versionTag}</Tag>}{row.isSuspended && <Tag tone="warning">{t('word.suspended')}</Tag>}</> },
  { id: 'notation', head: t('fact.notation'), width: '104px', cell: (row) => <span className="text-ink-2">{row.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8'}</span> },
  { id: 'health', head: t('column.health'), width: 'minmax(90px, .8fr)', cell: (row) => <HealthBar label={t('definitions.healthOf', { incidents: row.incidents, running: row.running })} parts={[{ value: row.incidents, tone: 'incident' }, { value: Math.max(0, row.running - row.incidents), tone: 'active' }]} /> },
  { id: 'running', head: t('column.running'), width: '90px', isRight: true, cell: (row) => <Link className="hover:underline" href={`/instances?state=running&definition=${encodeURIComponent(row.definition.processId)}`}>{formatCount(row.running)}</Link> },
  { id: 'incidents', head: t('nav.incidents'), width: '90px', isRight: true, cell: (row) => <Link className={row.incidents > 0 ? 'font-semibold text-incident-text hover:underline' : 'text-ink-3'} href={`/incidents?definition=${encodeURIComponent(row.definition.processId)}`}>{formatCount(row.incidents)}</Link> },
  { id: 'completed', head: t('word.completed'), width: '96px', isRight: true, cell: (row) => formatCount(row.completed) },
  { id: 'inUse', head: t('definitions.inUse'), width: '120px', cell: (row) => <span className="text-ink-2">{row.versionsInUse.join(', ') || '–'}</span> },
  { id: 'deployed', head: t('definitions.deployed'), width: '96px', isRight: true, cell: (row) => <Clock at={row.deployedAt} /> },
];
const TWO_LINES_PX = 48;

export function DefinitionsPage() {
  const router = useRouter();
  const [current, setCurrent] = useState<string | null>(null);
  const definitions = useView('definitions', {});
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.definitions') }]} />
      <PageHead title={t('nav.definitions')} beside={definitions.data !== undefined && <span className="text-ink-2">{t('definitions.count', { count: definitions.data.rows.length })}</span>} />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <ViewGate query={definitions}>
          {(view) => (view.rows.length === 0 ? <EmptyState title={t('definitions.none')} /> : <DataGrid label={t('nav.definitions')} columns={COLUMNS} rows={view.rows} rowKey={(row) => row.definition.key} rowHeight={TWO_LINES_PX} currentKey={current} onCurrent={(row) => setCurrent(row.definition.key)} onOpen={(row) => router.push(definitionLink(row.definition))} ownsKeys minWidth={940} />)}
        </ViewGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}><ListKeys /></StatusLine>
    </>
  );
}
