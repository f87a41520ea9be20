import { definitionName } from '@/components/data/definition-name';
import { t } from '@/components/messages/messages.ts';
import type { Column } from '@/components/ui/data-grid.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { TaskRow } from '@/lib/console/views/task-view.ts';

export const TASK_COLUMNS: readonly Column<TaskRow>[] = [
  {
    id: 'name',
    head: t('column.task'),
    width: 'minmax(150px, 2fr)',
    cell: (row) => (
      <>
        <div className="truncate leading-[17px] font-medium">{row.name}</div>
        <div className="truncate text-12 leading-[17px] text-ink-3">
          {row.businessKey === null ? '' : `${row.businessKey} · `}
          {row.definition === null ? t('tasks.noProcess') : definitionName(row.definition)}
        </div>
      </>
    ),
  },
  {
    id: 'who',
    head: t('column.assignee'),
    width: 'minmax(84px, 1fr)',
    cell: (row) =>
      row.assignee === null ? (
        <span className="text-ink-3">{t('word.nobody')}</span>
      ) : row.isMine ? (
        <b className="font-medium">{t('word.me')}</b>
      ) : (
        row.assignee
      ),
  },
  {
    id: 'due',
    head: t('column.due'),
    width: '112px',
    isRight: true,
    cell: (row) =>
      row.dueAt === null ? (
        <span className="text-ink-3">–</span>
      ) : row.dueAt < Date.now() ? (
        <StateWord kind="overdue">
          <Clock at={row.dueAt} />
        </StateWord>
      ) : (
        <Clock at={row.dueAt} />
      ),
  },
  { id: 'priority', head: t('column.priority'), width: '74px', isRight: true, cell: (row) => row.priority },
  { id: 'created', head: t('column.since'), width: '84px', isRight: true, cell: (row) => <Clock at={row.createdAt} /> },
];
