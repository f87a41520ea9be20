'use client';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { saveFile } from '@/components/ui/save-file.ts';
import { DoorError, runOperation } from '@/lib/console/client.ts';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import type { BoundedCount } from '@/lib/console/views/shared.ts';

type Scope = 'selection' | 'page' | 'all';
type State =
  | { readonly kind: 'ready' }
  | { readonly kind: 'running' | 'done'; readonly rows: number; readonly note: string | null }
  | { readonly kind: 'failed'; readonly message: string };
interface ExportDialogProps {
  readonly columns: readonly string[];
  readonly sort: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly matching: BoundedCount | undefined;
  readonly loaded: readonly string[];
  readonly chosen: { readonly selection: InstanceSelection; readonly count: number } | null;
  readonly onClose: () => void;
}
/** Bytes of UTF-8. */
const NEW_LINE = 10;
const QUOTE = 34;

/** Asks for the file, which is recorded, and fetches it while it counts the lines. */
export function ExportDialog({ columns, sort, filter, matching, loaded, chosen, onClose }: ExportDialogProps) {
  const [scope, setScope] = useState<Scope>(chosen === null ? 'all' : 'selection');
  const [state, setState] = useState<State>({ kind: 'ready' });
  const stopped = useRef(new AbortController());
  const scopes: readonly (readonly [Scope, string])[] = [
    ...(chosen === null ? [] : [['selection', t('export.selection', { count: formatCount(chosen.count) })] as const]),
    ['page', t('export.page', { count: formatCount(loaded.length) })],
    [
      'all',
      t('export.all', { count: `${formatCount(matching?.value ?? 0)}${matching?.isExact === false ? '+' : ''}` }),
    ],
  ];
  const selection: InstanceSelection =
    scope === 'selection' && chosen !== null ? chosen.selection : scope === 'page' ? { keys: loaded } : { filter };
  const start = async () => {
    setState({ kind: 'running', rows: 0, note: null });
    try {
      const { exportKey = '', message } = await runOperation('instance.export-list', {
        parameters: { selection, sort, columns },
      });
      const response = await fetch(`/api/exports/${exportKey}`, {
        credentials: 'same-origin',
        cache: 'no-store',
        signal: stopped.current.signal,
      });
      if (!response.ok || response.body === null) throw new Error(message);
      const { file, rows } = await received(response.body, (sofar) =>
        setState({ kind: 'running', rows: sofar, note: null }),
      );
      const isCut = /\r\n"?Cut after \d+ rows/.test(await file.slice(-200).text());
      saveFile(
        file,
        /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'instances.csv',
      );
      setState({ kind: 'done', rows: isCut ? rows - 1 : rows, note: isCut ? t('export.cut') : null });
    } catch (error) {
      if (stopped.current.signal.aborted) return;
      setState({
        kind: 'failed',
        message: error instanceof DoorError ? error.problem.message : error instanceof Error ? error.message : '',
      });
    }
  };
  const close = () => {
    stopped.current.abort();
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
            <Button kind="primary" icon={Download} isBusy={state.kind === 'running'} onClick={() => void start()}>
              {t('export.do')}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 p-5">
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-12 font-medium text-ink-2">{t('export.scope')}</legend>
          {scopes.map(([id, label]) => (
            <label key={id} className="inline-flex items-center gap-2">
              <input
                type="radio"
                name="scope"
                checked={scope === id}
                disabled={state.kind === 'running'}
                onChange={() => {
                  setScope(id);
                  setState({ kind: 'ready' });
                }}
                className="size-4 accent-[var(--accent)]"
              />
              {label}
            </label>
          ))}
        </fieldset>
        <p className="text-12 text-ink-2">{t('export.note')}</p>
        <p role="status" className={state.kind === 'failed' ? 'text-incident-text' : undefined}>
          {state.kind === 'running'
            ? t('export.progress', { rows: formatCount(state.rows) })
            : state.kind === 'done'
              ? `${t('export.done', { rows: formatCount(state.rows) })} ${state.note ?? ''}`
              : state.kind === 'failed'
                ? t('export.failed', { message: state.message })
                : ''}
        </p>
      </div>
    </Dialog>
  );
}

/** Reads the file and counts its lines; a break inside quotes is no line. */
async function received(
  body: ReadableStream<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<{ file: Blob; rows: number }> {
  const chunks: BlobPart[] = [];
  let lines = 0;
  let isQuoted = false;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    for (const byte of next.value) {
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEW_LINE && !isQuoted) lines += 1;
    }
    chunks.push(new Uint8Array(next.value));
    onRows(Math.max(0, lines - 1));
  }
  return { file: new Blob(chunks, { type: 'text/csv' }), rows: Math.max(0, lines - 1) };
}
