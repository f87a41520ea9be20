import Link from 'next/link';
import { DefinitionName } from '@/components/data/definition-name';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { IncidentRow } from '@/lib/console/views/incident-view.ts';
import { incidentLink } from './incident-link.ts';
import { IncidentTypeWord } from './incident-type.tsx';

/** Of what is open nobody is to be told. */
const BY: Column<IncidentRow> = {
  id: 'by',
  head: t('incident.resolvedBy'),
  width: 'minmax(90px, .7fr)',
  cell: (row) =>
    row.resolvedBy === null ? (
      <span className="text-ink-3">–</span>
    ) : row.resolvedBatch === null ? (
      row.resolvedBy
    ) : (
      <Link
        className="link"
        title={t('incident.byBatch', { key: row.resolvedBatch })}
        href={`/batches/${row.resolvedBatch}`}
      >
        {row.resolvedBy}
      </Link>
    ),
};
const COLUMNS: readonly Column<IncidentRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '92px',
    cell: (row) => (
      <StateWord kind={row.isOpen ? 'incident' : 'done'}>{t(row.isOpen ? 'word.open' : 'word.resolved')}</StateWord>
    ),
  },
  {
    id: 'message',
    head: t('column.message'),
    width: 'minmax(180px, 2fr)',
    cell: (row) => (
      <span className="mono" title={row.message}>
        {row.message}
      </span>
    ),
  },
  {
    id: 'element',
    head: t('column.element'),
    width: 'minmax(120px, .9fr)',
    cell: (row) => <ElementName definitionKey={row.definition.key} elementId={row.elementId} />,
  },
  {
    id: 'instance',
    head: t('column.instance'),
    width: 'minmax(146px, 1fr)',
    cell: (row) => (
      <Link
        className={classNames('link', row.businessKey === null && row.instanceKey !== null && 'mono')}
        href={incidentLink(row)}
      >
        {row.businessKey ?? row.instanceKey ?? t('incident.atStart')}
      </Link>
    ),
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(130px, 1.2fr)',
    cell: (row) => <DefinitionName definition={row.definition} />,
  },
  {
    id: 'topic',
    head: t('column.topic'),
    width: 'minmax(104px, .9fr)',
    cell: (row) => (
      <span className="mono" title={row.jobType ?? undefined}>
        {row.jobType ?? '–'}
      </span>
    ),
  },
  {
    id: 'type',
    head: t('column.type'),
    width: 'minmax(140px, .8fr)',
    cell: (row) => <IncidentTypeWord type={row.type} />,
  },
  { id: 'raised', head: t('column.raised'), width: '80px', isRight: true, cell: (row) => <Clock at={row.raisedAt} /> },
  {
    id: 'age',
    head: t('fact.age'),
    width: '92px',
    isRight: true,
    cell: (row) => <Age at={row.raisedAt} until={row.resolvedAt} />,
  },
];
/** Left out where there is no room: the moment tells the age, and the filter the type. */
const WIDE_ONLY: readonly string[] = ['type', 'age'];

/** Columns of single incidents; who resolved them is told where others than open ones are shown. */
export const incidentColumns = ({
  isOpenOnly,
  isNarrow,
}: {
  readonly isOpenOnly: boolean;
  readonly isNarrow: boolean;
}): readonly Column<IncidentRow>[] =>
  (isOpenOnly ? COLUMNS : [...COLUMNS.slice(0, -2), BY, ...COLUMNS.slice(-2)]).filter(
    ({ id }) => !isNarrow || !WIDE_ONLY.includes(id),
  );
