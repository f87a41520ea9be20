import { History, Pencil, Trash2 } from 'lucide-react';
import { ActionIconButton } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import type { SimpleColumn } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { DownloadValue } from './download-value.tsx';
import { VariableWriter } from './variable-writer.tsx';

interface Rows {
  readonly instance: InstanceView;
  /** What is not of the selected element is shown pale. */
  readonly isOwn: (row: VariableRow) => boolean;
  readonly nameOf: (elementId: string | null) => string;
  readonly onSelect: (elementId: string) => void;
  readonly onCorrect: (row: VariableRow) => void;
  readonly onRemove: (row: VariableRow) => void;
  readonly onStory: (row: VariableRow) => void;
}

export function variableColumns(rows: Rows): readonly SimpleColumn<VariableRow>[] {
  return [...valueColumns(rows), ...writeColumns(rows), deedColumn(rows)];
}

function valueColumns({ isOwn, nameOf, onSelect }: Rows): readonly SimpleColumn<VariableRow>[] {
  return [
    {
      id: 'name',
      head: t('column.name'),
      width: '23%',
      cell: (row) => (
        <span className={classNames('mono font-medium', !isOwn(row) && 'text-ink-2')} title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      id: 'type',
      head: t('column.type'),
      width: '76px',
      cell: (row) => <span className="text-ink-2">{row.type}</span>,
    },
    {
      id: 'value',
      head: t('column.value'),
      cell: (row) => (
        <span className={classNames('mono', !isOwn(row) && 'text-ink-2')} title={row.text ?? undefined}>
          {writtenValue(row)}
        </span>
      ),
    },
    {
      id: 'scope',
      head: t('column.scope'),
      width: '12%',
      cell: (row) => <ScopeCell row={row} isOwn={isOwn(row)} name={nameOf(row.scopeElementId)} onSelect={onSelect} />,
    },
  ];
}

function writeColumns({ instance, nameOf }: Rows): readonly SimpleColumn<VariableRow>[] {
  return [
    {
      id: 'by',
      head: t('column.writtenBy'),
      width: '13%',
      isExtra: true,
      cell: (row) => (
        <VariableWriter
          write={{ author: row.author, at: row.updatedAt, isOfInstance: row.scopeElementId === null }}
          name={row.writtenBy === null ? null : nameOf(row.writtenBy)}
          instance={instance}
        />
      ),
    },
    {
      id: 'at',
      head: t('column.at'),
      width: '64px',
      isRight: true,
      isExtra: true,
      cell: (row) => <Clock at={row.updatedAt} />,
    },
  ];
}

function deedColumn({ instance, onCorrect, onRemove, onStory }: Rows): SimpleColumn<VariableRow> {
  const isChangeable = (row: VariableRow) => instance.endedAt === null && row.isAlive;
  return {
    id: 'do',
    head: t('column.actions'),
    width: '136px',
    isRight: true,
    cell: (row) => (
      <span className="inline-flex">
        {(row.isCut || row.type === 'File' || row.type === 'Bytes') && <DownloadValue variable={row} />}
        {isChangeable(row) && (
          <ActionIconButton
            operation="variable.set"
            icon={Pencil}
            label={t('variable.correct', { name: row.name })}
            onClick={() => onCorrect(row)}
          />
        )}
        <IconButton
          isSmall
          icon={History}
          label={t('variable.history', { name: row.name })}
          onClick={() => onStory(row)}
        />
        {isChangeable(row) && (
          <ActionIconButton
            operation="variable.remove"
            icon={Trash2}
            label={t('variable.remove', { name: row.name })}
            onClick={() => onRemove(row)}
          />
        )}
      </span>
    ),
  };
}

function ScopeCell({
  row,
  isOwn,
  name,
  onSelect,
}: {
  row: VariableRow;
  isOwn: boolean;
  name: string;
  onSelect: (elementId: string) => void;
}) {
  const { scopeElementId } = row;
  if (scopeElementId === null)
    return (
      <span className="text-ink-2" title={isOwn ? undefined : `${name} · ${t('variable.inherited')}`}>
        {name}
        {!isOwn && <span className="sr-only"> · {t('variable.inherited')}</span>}
      </span>
    );
  return (
    <button
      type="button"
      className="link max-w-full truncate text-left"
      onClick={(event) => {
        event.stopPropagation();
        onSelect(scopeElementId);
      }}
    >
      {name}
    </button>
  );
}

function writtenValue(row: VariableRow): string {
  if (row.type === 'Null') return 'null';
  if (row.type === 'Bytes' || row.type === 'File')
    return [row.info?.filename, t('variable.bytes', { size: Math.floor(row.size / 4) * 3 })]
      .filter((part) => part !== undefined)
      .join(' · ');
  if (row.text === null) return 'null';
  return row.type === 'String' ? JSON.stringify(row.text) : row.text;
}
