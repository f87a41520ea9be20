import Link from 'next/link';
import { DefinitionHealthBar } from '@/components/definitions/definition-health-bar.tsx';
import { definitionName } from '@/components/data/definition-name.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionDurations, DefinitionRow } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definition-link.ts';
import { DurationCell } from './duration-cell.tsx';
import { StarButton } from './star-button.tsx';

/** What the list shows; `durations` come later than the rest. */
export function definitionColumns(
  durations: ReadonlyMap<string, DefinitionDurations> | undefined,
  onStar: (row: DefinitionRow) => void,
): readonly Column<DefinitionRow>[] {
  return [
    {
      id: 'star',
      head: '',
      width: '56px',
      cell: (row) => <StarButton row={row} onStar={onStar} />,
    },
    ...WHAT,
    ...COUNTS,
    {
      id: 'p95',
      head: t('definitions.p95'),
      width: '150px',
      isRight: true,
      cell: (row) => <DurationCell durations={durations?.get(row.definition.key)} />,
    },
    ...VERSIONS,
  ];
}

/** Which process it is. */
const WHAT: readonly Column<DefinitionRow>[] = [
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
    isExtra: true,
    cell: (row) => <span className="text-ink-2">{row.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8'}</span>,
  },
];

/** How its instances fare. */
const COUNTS: readonly Column<DefinitionRow>[] = [
  {
    id: 'health',
    head: t('column.health'),
    width: 'minmax(90px, .8fr)',
    isExtra: true,
    cell: (row) => <DefinitionHealthBar incidents={row.incidents} running={row.running} />,
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
    isExtra: true,
    isRight: true,
    cell: (row) => formatCount(row.completed),
  },
];

/** Which versions are still needed, and since when there is the newest. */
const VERSIONS: readonly Column<DefinitionRow>[] = [
  {
    id: 'inUse',
    head: t('definitions.inUse'),
    width: '124px',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px] text-ink-2">{row.versionsInUse.join(', ') || '–'}</div>
        {row.restingVersions > 0 && (
          <Link
            className="link block truncate text-12 leading-[17px]"
            href={`${definitionLink(row.definition)}?tab=versions`}
          >
            {tCount('definitions.restsOne', 'definitions.rests', row.restingVersions)}
          </Link>
        )}
      </>
    ),
  },
  {
    id: 'deployed',
    head: t('definitions.deployed'),
    width: '96px',
    isRight: true,
    cell: (row) => <Clock at={row.deployedAt} />,
  },
];
