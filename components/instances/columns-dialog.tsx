'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { writeName } from '@/lib/console/filter/written-value.ts';
import { ChosenColumnItem } from './chosen-column-item.tsx';
import { type ChosenColumn, columnName, otherColumns } from './instance-columns.tsx';
import { type ColumnChoice, useColumnChoice } from './use-column-choice.ts';

/** Which columns the list has, in which order and how wide; any variable, or a place in its JSON, can be one. */
export function ColumnsDialog({
  columns,
  onApply,
  onClose,
}: {
  columns: readonly ChosenColumn[];
  onApply: (columns: readonly ChosenColumn[]) => void;
  onClose: () => void;
}) {
  const choice = useColumnChoice(columns);
  const { chosen, take, reset } = choice;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('columns.title')}
      subtitle={t('columns.note')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <Button kind="ghost" onClick={reset}>
            {t('columns.reset')}
          </Button>
          <span className="flex-1" />
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button kind="primary" onClick={() => onApply(chosen)} disabled={chosen.length === 0}>
            {t('columns.apply')}
          </Button>
        </>
      }
    >
      <ul aria-label={t('columns.basics')} className="px-5 py-3">
        {chosen.map((column, index) => (
          <ChosenColumnItem key={column.id} choice={choice} index={index} />
        ))}
        {otherColumns(chosen).map((other) => (
          <li key={other} className="flex h-9 items-center border-b border-line-faint text-ink-2">
            <label className="inline-flex items-center gap-2">
              <input
                type="checkbox"
                checked={false}
                aria-label={t('columns.shown', { column: columnName(other) })}
                onChange={() => take(other)}
                className="size-4 accent-[var(--accent)]"
              />
              {columnName(other)}
            </label>
          </li>
        ))}
      </ul>
      <VariableColumn choice={choice} />
    </Dialog>
  );
}

/** A column of a variable, or of a place in its JSON, by its path. */
function VariableColumn({ choice: { canAdd, addPath } }: { choice: ColumnChoice }) {
  const [path, setPath] = useState('');
  const names = useView('variable-names', {});
  return (
    <form
      className="flex items-end gap-2 px-5 pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!canAdd(path)) return;
        addPath(path);
        setPath('');
      }}
    >
      <label className="min-w-0 flex-1 text-12 font-medium text-ink-2">
        {t('columns.path')}
        <input
          list="column-variables"
          value={path}
          placeholder="order.total"
          onChange={(event) => setPath(event.target.value)}
          className="mt-1 block h-[30px] w-full rounded-2 border border-control bg-surface px-2.5 text-13 font-normal text-ink dark:bg-canvas"
        />
      </label>
      <datalist id="column-variables">
        {(names.data?.names ?? []).map((name) => (
          <option key={name} value={writeName(name)} />
        ))}
      </datalist>
      <Button type="submit" icon={Plus} disabled={!canAdd(path)}>
        {t('columns.add')}
      </Button>
    </form>
  );
}
