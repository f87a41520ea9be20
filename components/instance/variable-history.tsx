'use client';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { CodeBlock } from '@/components/ui/code.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/** Each value that it had, newest first: who wrote it, and when. */
export function VariableHistory({ variable, onClose }: { variable: VariableRow; onClose: () => void }) {
  const history = useView('variable-history', { key: variable.key });
  return (
    <Dialog isOpen onClose={onClose} title={t('variable.historyTitle', { name: variable.name })} width="box" closeLabel={t('dialog.close')}>
      <ViewGate query={history}>
        {(view) => (
          <ol className="flex flex-col gap-3 p-5">
            {view.values.map((value) => (
              <li key={value.revision}>
                <p className="mb-1 flex gap-3 text-12 text-ink-2"><b className="font-medium text-ink">{value.type}</b><span>{value.writtenBy ?? '–'}</span><span className="ml-auto"><Clock at={value.writtenAt} /></span></p>
                <CodeBlock text={value.text ?? 'null'} label={t('variable.valueOf', { revision: value.revision })} copyLabel={t('copy.value')} isWrapped maxHeight={160} />
              </li>
            ))}
          </ol>
        )}
      </ViewGate>
    </Dialog>
  );
}
