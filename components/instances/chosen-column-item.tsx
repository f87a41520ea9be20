import { ArrowDown, ArrowUp } from 'lucide-react';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { columnName } from './instance-columns.tsx';
import type { ColumnChoice } from './use-column-choice.ts';

/** Digits of a width in pixels. */
const MOST_DIGITS = 4;

/** A column that is shown: it can be taken out, made wider or narrower, and moved. */
export function ChosenColumnItem({
  choice: { chosen, leaveOut, resize, move },
  index,
}: {
  choice: ColumnChoice;
  index: number;
}) {
  const column = chosen[index];
  if (column === undefined) return null;
  const name = columnName(column.id);
  return (
    <li className="flex h-9 items-center gap-2 border-b border-line-faint">
      <label className="inline-flex min-w-0 flex-1 items-center gap-2">
        <input
          type="checkbox"
          checked
          aria-label={t('columns.shown', { column: name })}
          onChange={() => leaveOut(column.id)}
          className="size-4 accent-[var(--accent)]"
        />
        <span className="truncate">{column.id.startsWith('var.') ? <span className="mono">{name}</span> : name}</span>
      </label>
      <input
        aria-label={t('columns.width', { column: name })}
        inputMode="numeric"
        placeholder="auto"
        value={column.width ?? ''}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').slice(0, MOST_DIGITS);
          resize(column.id, digits === '' ? null : Number(digits));
        }}
        className="h-[26px] w-[64px] rounded-2 border border-control bg-surface px-1.5 text-12 dark:bg-canvas"
      />
      <IconButton
        isSmall
        icon={ArrowUp}
        label={t('columns.up', { column: name })}
        onClick={() => move(index, -1)}
        blockedBecause={index === 0 ? t('columns.isFirst') : null}
      />
      <IconButton
        isSmall
        icon={ArrowDown}
        label={t('columns.down', { column: name })}
        onClick={() => move(index, 1)}
        blockedBecause={index === chosen.length - 1 ? t('columns.isLast') : null}
      />
    </li>
  );
}
