'use client';
import Link from 'next/link';
import { DefinitionName } from '@/components/data/definition-name';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { IncidentTypeWord } from '@/components/incidents/incident-type.tsx';
import { INSTANCE_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import { splitList } from '@/lib/console/filter/written-value.ts';
import type { InstanceRow } from '@/lib/console/views/instance-view.ts';

const NONE = <span className="text-ink-3">–</span>;
const quiet = (text: string | null) => (text === null ? NONE : <span title={text}>{text}</span>);

/** Every column that the list can have. */
const ALL: readonly Column<InstanceRow>[] = [
  {
    id: 'state',
    head: t('column.state'),
    width: '126px',
    cell: (row) => <StateWord kind={INSTANCE_LOOKS[row.state].glyph}>{t(INSTANCE_LOOKS[row.state].word)}</StateWord>,
  },
  {
    id: 'businessKey',
    head: t('column.businessKey'),
    width: 'minmax(128px, 1fr)',
    cell: (row) => (
      <Link className="link" href={`/instances/${row.key}`}>
        {row.businessKey ?? <span className="mono">{row.key}</span>}
      </Link>
    ),
  },
  {
    id: 'definition',
    head: t('column.definition'),
    width: 'minmax(130px, 1.1fr)',
    cell: (row) => <DefinitionName definition={row.definition} />,
  },
  {
    id: 'waitingAt',
    head: t('column.waitingAt'),
    width: 'minmax(120px, 1.1fr)',
    cell: (row) =>
      row.waitingAt.length === 0
        ? NONE
        : row.waitingAt.map((id, index) => (
            <span key={id}>
              {index > 0 && ', '}
              <ElementName definitionKey={row.definition.key} elementId={id} />
            </span>
          )),
  },
  {
    id: 'message',
    head: t('column.message'),
    width: 'minmax(110px, 1.5fr)',
    cell: (row) =>
      row.incidentMessage === null ? null : (
        <span className="text-ink-2" title={row.incidentMessage}>
          {row.incidentMessage}
        </span>
      ),
  },
  {
    id: 'started',
    head: t('column.started'),
    width: '96px',
    isRight: true,
    sort: 'started',
    cell: (row) => <Clock at={row.startedAt} />,
  },
  {
    id: 'duration',
    head: t('column.duration'),
    width: '104px',
    isRight: true,
    cell: (row) => (
      <span className="text-ink-2">
        <Age at={row.startedAt} until={row.endedAt} />
      </span>
    ),
  },
  {
    id: 'changed',
    head: t('column.changed'),
    width: '110px',
    isRight: true,
    cell: (row) => (row.changedAt === null ? NONE : <Clock at={row.changedAt} />),
  },
  {
    id: 'ended',
    head: t('column.ended'),
    width: '96px',
    isRight: true,
    sort: 'ended',
    cell: (row) => (row.endedAt === null ? NONE : <Clock at={row.endedAt} />),
  },
  {
    id: 'key',
    head: t('column.key'),
    width: '150px',
    cell: (row) => (
      <Link className="link mono" href={`/instances/${row.key}`}>
        {row.key}
      </Link>
    ),
  },
  {
    id: 'parent',
    head: t('column.parent'),
    width: '150px',
    cell: (row) =>
      row.parentInstanceKey === null ? (
        NONE
      ) : (
        <Link className="link mono" href={`/instances/${row.parentInstanceKey}`}>
          {row.parentInstanceKey}
        </Link>
      ),
  },
  { id: 'versionTag', head: t('column.versionTag'), width: '110px', cell: (row) => quiet(row.versionTag) },
  { id: 'tenant', head: t('column.tenant'), width: '110px', cell: (row) => quiet(row.tenantId) },
  { id: 'incidents', head: t('column.incidents'), width: '86px', isRight: true, cell: (row) => row.incidentCount },
  {
    id: 'incidentType',
    head: t('column.incidentType'),
    width: '150px',
    cell: (row) => (row.incidentType === null ? quiet(null) : <IncidentTypeWord type={row.incidentType} />),
  },
  {
    id: 'suspended',
    head: t('column.suspended'),
    width: '96px',
    cell: (row) => (row.isSuspended ? t('column.yes') : NONE),
  },
];
/** What a glance at an instance says itself. */
const GLANCED: readonly string[] = ['message', 'duration', 'changed', 'ended', 'key', 'tenant'];
const USUAL = ['state', 'businessKey', 'definition', 'waitingAt', 'message', 'started', 'changed', 'duration'];
const VARIABLE = 'var.';
const MIN_WIDTH = 40;
const MAX_WIDTH = 1_200;

/** One column of the choice; `width` in pixels where somebody chose one. */
export interface ChosenColumn {
  readonly id: string;
  readonly width: number | null;
}

/** `state,businessKey:220,var.amount`, or what is usual. A width stands behind the last colon. */
export function readColumns(text: string | undefined): readonly ChosenColumn[] {
  const chosen = splitList(text ?? '').flatMap((each): ChosenColumn[] => {
    const width = /:(\d{1,4})$/.exec(each);
    const id = width === null ? each : each.slice(0, width.index);
    if (!id.startsWith(VARIABLE) && !ALL.some((column) => column.id === id)) return [];
    return [{ id, width: width === null ? null : Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Number(width[1]))) }];
  });
  const distinct = chosen.filter((column, index) => chosen.findIndex((each) => each.id === column.id) === index);
  return distinct.length === 0 ? USUAL.map((id) => ({ id, width: null })) : distinct;
}

/** Null: as usual, which needs no place in the address. */
export function writeColumns(columns: readonly ChosenColumn[]): string | null {
  const text = columns.map(({ id, width }) => (width === null ? id : `${id}:${width}`)).join(',');
  return text === USUAL.join(',') ? null : text;
}

export function pathOf(id: string): string | null {
  return id.startsWith(VARIABLE) ? id.slice(VARIABLE.length) : null;
}
export function columnName(id: string): string {
  return pathOf(id) ?? ALL.find((column) => column.id === id)?.head ?? id;
}
/** Those that are not chosen, in their usual order. */
export function otherColumns(chosen: readonly ChosenColumn[]): readonly string[] {
  return ALL.map((column) => column.id).filter((id) => !chosen.some((each) => each.id === id));
}

/** Beside the glance the list keeps what it is ordered by, and what tells its rows apart. */
export function besideGlance(chosen: readonly ChosenColumn[], sort: string): readonly ChosenColumn[] {
  return chosen.filter(({ id }) => !GLANCED.includes(id) || sort.endsWith(id));
}

export function gridColumns(chosen: readonly ChosenColumn[]): readonly Column<InstanceRow>[] {
  return chosen.flatMap(({ id, width }): Column<InstanceRow>[] => {
    const path = pathOf(id);
    const column = path === null ? ALL.find((each) => each.id === id) : variableColumn(id, path);
    return column === undefined ? [] : [width === null ? column : { ...column, width: `${width}px` }];
  });
}

function variableColumn(id: string, path: string): Column<InstanceRow> {
  return {
    id,
    head: path,
    width: 'minmax(110px, 1fr)',
    cell: (row) => {
      const value = row.variables[path];
      if (value === undefined) return NONE;
      if (value.text === null) return <span className="text-ink-3">{value.type === 'Null' ? 'null' : value.type}</span>;
      return (
        <span className="mono" title={`${value.type}: ${value.text}${value.isCut ? '…' : ''}`}>
          {value.text}
          {value.isCut && '…'}
        </span>
      );
    },
  };
}
