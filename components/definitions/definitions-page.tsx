'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useUrlState } from '@/components/data/use-url-state.ts';
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
import { Segmented } from '@/components/ui/segmented.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { DefinitionRow } from '@/lib/console/views/definition-view.ts';

export function definitionLink({ processId, version }: { processId: string; version: number }): string {
  return `/definitions/${encodeURIComponent(processId)}/versions/${version}`;
}

const COLUMNS: readonly Column<DefinitionRow>[] = [
  {
    id: 'name',
    head: t('column.definition'),
    width: 'minmax(172px, 2fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px]">
          <Link className="link font-medium" href={definitionLink(row.definition)}>
            {definitionName(row.definition)}
          </Link>
        </div>
        <div className="mono truncate leading-[17px] text-ink-3">{row.definition.processId}</div>
      </>
    ),
  },
  {
    id: 'version',
    head: t('column.version'),
    width: '124px',
    cell: (row) => (
      <>
        v{row.definition.version} {row.versionTag !== null && <Tag>{row.versionTag}</Tag>}
        {row.isSuspended && <Tag tone="warning">{t('word.suspended')}</Tag>}
      </>
    ),
  },
  {
    id: 'notation',
    head: t('fact.notation'),
    width: '96px',
    cell: (row) => <span className="text-ink-2">{row.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8'}</span>,
  },
  {
    id: 'health',
    head: t('column.health'),
    width: 'minmax(90px, .8fr)',
    cell: (row) => (
      <HealthBar
        label={t('definitions.healthOf', { incidents: row.incidents, running: row.running })}
        parts={[
          { value: row.incidents, tone: 'incident' },
          { value: Math.max(0, row.running - row.incidents), tone: 'active' },
        ]}
      />
    ),
  },
  {
    id: 'running',
    head: t('column.running'),
    width: '90px',
    isRight: true,
    cell: (row) => (
      <Link
        className="hover:underline"
        href={`/instances?state=running&definition=${encodeURIComponent(row.definition.processId)}`}
      >
        {formatCount(row.running)}
      </Link>
    ),
  },
  {
    id: 'incidents',
    head: t('nav.incidents'),
    width: '90px',
    isRight: true,
    cell: (row) => (
      <Link
        className={row.incidents > 0 ? 'font-semibold text-incident-text hover:underline' : 'text-ink-3'}
        href={`/incidents?definition=${encodeURIComponent(row.definition.processId)}`}
      >
        {formatCount(row.incidents)}
      </Link>
    ),
  },
  {
    id: 'completed',
    head: t('word.completed'),
    width: '96px',
    isRight: true,
    cell: (row) => formatCount(row.completed),
  },
  {
    id: 'inUse',
    head: t('definitions.inUse'),
    width: '112px',
    cell: (row) => <span className="text-ink-2">{row.versionsInUse.join(', ') || '–'}</span>,
  },
  {
    id: 'deployed',
    head: t('definitions.deployed'),
    width: '96px',
    isRight: true,
    cell: (row) => <Clock at={row.deployedAt} />,
  },
];
const TWO_LINES_PX = 48;

const SHOWN: readonly [Shown, ...Shown[]] = [
  { id: 'all', label: t('definitions.showAll'), isShown: () => true },
  { id: 'incidents', label: t('definitions.showIncidents'), isShown: (row) => row.incidents > 0 },
  {
    id: 'old',
    label: t('definitions.showOld'),
    isShown: (row) => row.versionsInUse.some((version) => version < row.definition.version),
  },
  {
    id: 'never',
    label: t('definitions.showNever'),
    isShown: (row) => row.running + row.completed + row.cancelled === 0,
  },
];
interface Shown {
  readonly id: 'all' | 'incidents' | 'old' | 'never';
  readonly label: string;
  readonly isShown: (row: DefinitionRow) => boolean;
}

function isNamed({ definition, versionTag }: DefinitionRow, text: string): boolean {
  return `${definition.name ?? ''} ${definition.processId} ${versionTag ?? ''}`
    .toLocaleLowerCase()
    .includes(text.trim().toLocaleLowerCase());
}

export function DefinitionsPage() {
  const router = useRouter();
  const [current, setCurrent] = useState<string | null>(null);
  const definitions = useView('definitions', {});
  const { values, set, replace } = useUrlState();
  const show = SHOWN.find(({ id }) => id === values.show) ?? SHOWN[0];
  const text = values.find ?? '';
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.definitions') }]} />
      <PageHead
        title={t('nav.definitions')}
        beside={
          definitions.data !== undefined && (
            <span className="text-ink-2">{t('definitions.count', { count: definitions.data.rows.length })}</span>
          )
        }
        actions={<ViewsMenu screen="definitions" values={values} replace={replace} />}
      />
      <div className="flex flex-none items-center gap-2 px-[var(--page-x)] pb-3">
        <Segmented
          label={t('definitions.show')}
          value={show.id}
          options={SHOWN}
          onChange={(id) => set({ show: id === 'all' ? null : id })}
        />
        <input
          type="search"
          aria-label={t('definitions.find')}
          placeholder={t('definitions.find')}
          value={text}
          onChange={(event) => set({ find: event.target.value === '' ? null : event.target.value })}
          className="h-7 w-60 rounded-2 border border-line-strong bg-surface px-2 text-12 placeholder:text-ink-3 dark:bg-raised"
        />
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <ViewGate query={definitions}>
          {(view) => {
            const rows = view.rows.filter((row) => show.isShown(row) && isNamed(row, text));
            return rows.length === 0 ? (
              <EmptyState title={t(view.rows.length === 0 ? 'definitions.none' : 'definitions.noneSuch')} />
            ) : (
              <DataGrid
                label={t('nav.definitions')}
                columns={COLUMNS}
                rows={rows}
                rowKey={(row) => row.definition.key}
                rowHeight={TWO_LINES_PX}
                currentKey={current}
                onCurrent={(row) => setCurrent(row.definition.key)}
                onOpen={(row) => router.push(definitionLink(row.definition))}
                ownsKeys
                minWidth={940}
              />
            );
          }}
        </ViewGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys />
      </StatusLine>
    </>
  );
}
