'use client';
import { ArrowDown, ArrowUp, Plus } from 'lucide-react';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { readPath, writeName } from '@/lib/console/filter/written-value.ts';
import { type ChosenColumn, columnName, otherColumns, readColumns } from './instance-columns.tsx';

const MAX_VARIABLES = 20;

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
  const [chosen, setChosen] = useState(columns);
  const [path, setPath] = useState('');
  const names = useView('variable-names', {});
  const move = (index: number, step: number) =>
    setChosen((before) => {
      const next = [...before];
      const [moved] = next.splice(index, 1);
      if (moved !== undefined) next.splice(index + step, 0, moved);
      return next;
    });
  const read = readPath(path.trim());
  const id = `var.${path.trim()}`;
  const canAdd =
    read !== null &&
    !read.ignoresCase &&
    !chosen.some((each) => each.id === id) &&
    chosen.filter((each) => each.id.startsWith('var.')).length < MAX_VARIABLES;
  const add = () => {
    if (canAdd) {
      setChosen([...chosen, { id, width: null }]);
      setPath('');
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('columns.title')}
      subtitle={t('columns.note')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <Button kind="ghost" onClick={() => setChosen(readColumns(undefined))}>
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
        {chosen.map((column, index) => {
          const name = columnName(column.id);
          return (
            <li key={column.id} className="flex h-9 items-center gap-2 border-b border-line-faint">
              <label className="inline-flex min-w-0 flex-1 items-center gap-2">
                <input
                  type="checkbox"
                  checked
                  aria-label={t('columns.shown', { column: name })}
                  onChange={() => setChosen(chosen.filter((each) => each.id !== column.id))}
                  className="size-4 accent-[var(--accent)]"
                />
                <span className="truncate">
                  {column.id.startsWith('var.') ? <span className="mono">{name}</span> : name}
                </span>
              </label>
              <input
                aria-label={t('columns.width', { column: name })}
                inputMode="numeric"
                placeholder="auto"
                value={column.width ?? ''}
                onChange={(event) => {
                  const digits = event.target.value.replace(/\D/g, '').slice(0, 4);
                  setChosen(
                    chosen.map((each) =>
                      each.id === column.id ? { ...each, width: digits === '' ? null : Number(digits) } : each,
                    ),
                  );
                }}
                className="h-[26px] w-[64px] rounded-2 border border-control bg-surface px-1.5 text-12 dark:bg-canvas"
              />
              <IconButton
                isSmall
                icon={ArrowUp}
                label={t('columns.up', { column: name })}
                onClick={() => move(index, -1)}
                blockedBecause={index === 0 ? '–' : null}
              />
              <IconButton
                isSmall
                icon={ArrowDown}
                label={t('columns.down', { column: name })}
                onClick={() => move(index, 1)}
                blockedBecause={index === chosen.length - 1 ? '–' : null}
              />
            </li>
          );
        })}
        {otherColumns(chosen).map((other) => (
          <li key={other} className="flex h-9 items-center border-b border-line-faint text-ink-2">
            <label className="inline-flex items-center gap-2">
              <input
                type="checkbox"
                checked={false}
                aria-label={t('columns.shown', { column: columnName(other) })}
                onChange={() => setChosen([...chosen, { id: other, width: null }])}
                className="size-4 accent-[var(--accent)]"
              />
              {columnName(other)}
            </label>
          </li>
        ))}
      </ul>
      <form
        className="flex items-end gap-2 px-5 pb-4"
        onSubmit={(event) => {
          event.preventDefault();
          add();
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
        <Button type="submit" icon={Plus} disabled={!canAdd}>
          {t('columns.add')}
        </Button>
      </form>
    </Dialog>
  );
}
