import { useRef, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { saveFile } from '@/components/ui/save-file.ts';
import { DoorError, runOperation } from '@/lib/console/client.ts';
import type { OperationParameters } from '@/lib/console/contract.ts';
import { countedLines } from './counted-lines.ts';

export type ExportState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'running' | 'done'; readonly rows: number; readonly note: string | null }
  | { readonly kind: 'failed'; readonly message: string };

const FALLBACK_NAME = 'instances.csv';
/** The server says at the end of the file that it stopped before the end of the list. */
const CUT = /\r\n"?Cut after \d+ rows/;
/** Of the file, in which to look for that. */
const END_BYTES = 200;

/** Asks for the file, which is recorded, and fetches it while it counts the lines. */
export function useListExport() {
  const [state, setState] = useState<ExportState>({ kind: 'ready' });
  const stopped = useRef(new AbortController());
  const start = async (parameters: OperationParameters<'instance.export-list'>) => {
    const { signal } = stopped.current;
    setState({ kind: 'running', rows: 0, note: null });
    try {
      const response = await asked(parameters, signal);
      const { file, rows } = await countedLines(response.body, (sofar) =>
        setState({ kind: 'running', rows: sofar, note: null }),
      );
      const isCut = CUT.test(await file.slice(-END_BYTES).text());
      saveFile(file, response.name);
      setState({ kind: 'done', rows: isCut ? rows - 1 : rows, note: isCut ? t('export.cut') : null });
    } catch (error) {
      if (!signal.aborted) setState({ kind: 'failed', message: messageOf(error) });
    }
  };
  return { state, start, stop: () => stopped.current.abort(), reset: () => setState({ kind: 'ready' }) };
}

async function asked(
  parameters: OperationParameters<'instance.export-list'>,
  signal: AbortSignal,
): Promise<{ readonly body: ReadableStream<Uint8Array>; readonly name: string }> {
  const { exportKey = '', message } = await runOperation('instance.export-list', { parameters });
  const { ok, body, headers } = await fetch(`/api/exports/${exportKey}`, {
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
  });
  if (!ok || body === null) throw new Error(message);
  const named = /filename="([^"]+)"/.exec(headers.get('content-disposition') ?? '');
  return { body, name: named?.[1] ?? FALLBACK_NAME };
}

function messageOf(error: unknown): string {
  if (error instanceof DoorError) return error.problem.message;
  return error instanceof Error ? error.message : '';
}
