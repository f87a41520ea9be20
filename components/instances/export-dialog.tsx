'use client';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';
import { type ExportState, useListExport } from './use-list-export.ts';

type Scope = 'selection' | 'page' | 'all';
interface ExportDialogProps {
  readonly columns: readonly string[];
  readonly sort: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly matching: BoundedCount | undefined;
  readonly loaded: readonly string[];
  readonly chosen: { readonly selection: InstanceSelection; readonly count: number } | null;
  readonly onClose: () => void;
}

/** Which instances are written to the file, and how far the writing is. */
export function ExportDialog(props: ExportDialogProps) {
  const { columns, sort, chosen, onClose } = props;
  const [scope, setScope] = useState<Scope>(chosen === null ? 'all' : 'selection');
  const { state, start, stop, reset } = useListExport();
  const isRunning = state.kind === 'running';
  const close = () => {
    stop();
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('export.title')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={close}>{t(state.kind === 'done' ? 'dialog.done' : 'dialog.cancel')}</Button>
          {state.kind !== 'done' && (
            <Button
              kind="primary"
              icon={Download}
              isBusy={isRunning}
              onClick={() => void start({ selection: selectionOf(scope, props), sort, columns })}
            >
              {t('export.do')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 p-5">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-12 font-medium text-ink-2">{t('export.scope')}</legend>
          {scopesOf(props).map(([id, label]) => (
            <label key={id} className="inline-flex items-center gap-2">
              <input
                type="radio"
                name="scope"
                checked={scope === id}
                disabled={isRunning}
                onChange={() => {
                  setScope(id);
                  reset();
                }}
                className="size-4 accent-[var(--accent)]"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <p className="text-12 text-ink-2">{t('export.note')}</p>
        <p role="status" className={state.kind === 'failed' ? 'text-incident-text' : undefined}>
          {stateWords(state)}
        </p>
      </div>
    </Dialog>
  );
}

function scopesOf({ chosen, loaded, matching }: ExportDialogProps): readonly (readonly [Scope, string])[] {
  const all = `${formatCount(matching?.value ?? 0)}${matching?.isExact === false ? '+' : ''}`;
  return [
    ...(chosen === null ? [] : [['selection', t('export.selection', { count: formatCount(chosen.count) })] as const]),
    ['page', t('export.page', { count: formatCount(loaded.length) })],
    ['all', t('export.all', { count: all })],
  ];
}

function selectionOf(scope: Scope, { chosen, loaded, filter }: ExportDialogProps): InstanceSelection {
  if (scope === 'selection' && chosen !== null) return chosen.selection;
  return scope === 'page' ? { keys: loaded } : { filter };
}

function stateWords(state: ExportState): string {
  switch (state.kind) {
    case 'ready':
      return '';
    case 'running':
      return t('export.progress', { rows: formatCount(state.rows) });
    case 'done':
      return `${t('export.done', { rows: formatCount(state.rows) })} ${state.note ?? ''}`;
    case 'failed':
      return t('export.failed', { message: state.message });
  }
}
