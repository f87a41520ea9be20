'use client';
import Link from 'next/link';
import { useView } from '@/components/data/use-view.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionVersion, DefinitionView } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definition-link.ts';
import { LastStarted, Needed } from './version-retirement.tsx';
import { VersionChanges } from './version-changes.tsx';

/** The version that the address names, apart from the one that is shown. */
export function comparedWith(view: DefinitionView, version: string | undefined): DefinitionVersion | undefined {
  return view.versions.find((each) => String(each.version) === version && each.key !== view.definition.key);
}

/** Every version; another one can be compared with the one that is shown. */
export function DefinitionVersions({ view, onSelect }: { view: DefinitionView; onSelect: (id: string) => void }) {
  const { values, set } = useUrlState();
  const asked = useView('definition-retirement', { definition: view.definition.key });
  const retirement = new Map((asked.data?.versions ?? []).map((each) => [each.key, each]));
  const other = comparedWith(view, values.with);
  if (other !== undefined)
    return <VersionChanges view={view} other={other} onSelect={onSelect} onClose={() => set({ with: null })} />;
  return (
    <SimpleTable<DefinitionVersion>
      label={t('tab.versions')}
      rows={view.versions}
      rowKey={(row) => row.key}
      currentKey={view.definition.key}
      columns={[
        {
          id: 'version',
          head: t('column.version'),
          cell: (row) => (
            <>
              <Link
                className="link font-medium"
                href={definitionLink({ processId: view.definition.processId, version: row.version })}
              >
                v{row.version}
              </Link>{' '}
              {row.versionTag !== null && <Tag>{row.versionTag}</Tag>}
            </>
          ),
        },
        {
          id: 'started',
          head: t('versions.lastStarted'),
          cell: (row) => <LastStarted retirement={retirement.get(row.key)} />,
        },
        {
          id: 'needed',
          head: t('versions.needed'),
          cell: (row) => <Needed retirement={retirement.get(row.key)} />,
        },
        { id: 'deployed', head: t('definitions.deployed'), cell: (row) => <Clock at={row.deployedAt} /> },
        {
          id: 'running',
          head: t('column.running'),
          width: '110px',
          isRight: true,
          cell: (row) => formatCount(row.running),
        },
        {
          id: 'incidents',
          head: t('nav.incidents'),
          width: '110px',
          isRight: true,
          cell: (row) => (
            <span className={row.incidents > 0 ? 'font-semibold text-incident-text' : 'text-ink-3'}>
              {formatCount(row.incidents)}
            </span>
          ),
        },
        {
          id: 'do',
          head: t('column.actions'),
          width: '190px',
          isRight: true,
          cell: (row) =>
            row.key !== view.definition.key && (
              <button type="button" className="link" onClick={() => set({ with: String(row.version) })}>
                {t('versions.compare', { version: view.definition.version })}
              </button>
            ),
        },
      ]}
    />
  );
}
