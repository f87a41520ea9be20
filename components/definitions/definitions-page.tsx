'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { DataGrid } from '@/components/ui/data-grid.tsx';
import { timeZone } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { DefinitionRow } from '@/lib/console/views/definition-view.ts';
import { definitionColumns } from './definition-columns.tsx';
import { definitionLink } from './definition-link.ts';
import { DefinitionTiles } from './definition-tiles.tsx';
import { useStar } from './use-star.ts';

const TWO_LINES_PX = 48;

const AS = [
  { id: 'list', label: t('definitions.asList') },
  { id: 'tiles', label: t('definitions.asTiles') },
] as const;
const SHOWN: readonly [Shown, ...Shown[]] = [
  { id: 'all', label: t('definitions.showAll'), isShown: () => true },
  { id: 'starred', label: t('definitions.showStarred'), isShown: (row) => row.isStarred },
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
  readonly id: 'all' | 'starred' | 'incidents' | 'old' | 'never';
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
  const isTiles = values.view === 'tiles';
  const durations = useView('definition-durations', {});
  const durationsByKey = useMemo(
    () => durations.data && new Map(durations.data.rows.map((each) => [each.key, each])),
    [durations.data],
  );
  const star = useStar();
  const columns = useMemo(() => definitionColumns(durationsByKey, star), [durationsByKey, star]);
  useShortcuts({
    '*': () => {
      const row = definitions.data?.rows.find(({ definition }) => definition.key === current);
      if (row !== undefined) star(row);
    },
  });
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
      <div className="flex flex-none flex-wrap items-center gap-2 px-[var(--page-x)] pb-3">
        <Segmented
          label={t('definitions.show')}
          value={show.id}
          options={SHOWN}
          onChange={(id) => set({ show: id === 'all' ? null : id })}
        />
        <Segmented
          label={t('definitions.as')}
          value={isTiles ? 'tiles' : 'list'}
          options={AS}
          onChange={(id) => set({ view: id === 'list' ? null : id })}
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
            // Sorted once more by nothing but the star: the order within stays.
            const rows = view.rows
              .filter((row) => show.isShown(row) && isNamed(row, text))
              .toSorted((a, b) => Number(b.isStarred) - Number(a.isStarred));
            return rows.length === 0 ? (
              <EmptyState title={t(view.rows.length === 0 ? 'definitions.none' : 'definitions.noneSuch')} />
            ) : isTiles ? (
              <DefinitionTiles
                rows={rows}
                durations={durationsByKey}
                current={current}
                onCurrent={setCurrent}
                onStar={star}
              />
            ) : (
              <DataGrid
                label={t('nav.definitions')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.definition.key}
                rowHeight={TWO_LINES_PX}
                currentKey={current}
                onCurrent={(row) => setCurrent(row.definition.key)}
                onOpen={(row) => router.push(definitionLink(row.definition))}
                ownsKeys
                minWidth={1100}
              />
            );
          }}
        </ViewGate>
      </div>
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys also={[{ keys: ['*'], does: t('keys.starRow') }]} />
      </StatusLine>
    </>
  );
}
