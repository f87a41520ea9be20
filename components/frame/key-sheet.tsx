'use client';
import { t } from '@/components/messages/messages.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { Kbd } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { AREAS } from './areas.ts';

const KEYS: readonly { readonly keys: readonly string[]; readonly does: MessageKey }[] = [
  { keys: ['Ctrl', 'K'], does: 'keys.palette' }, { keys: ['/'], does: 'keys.palette' }, { keys: ['j'], does: 'keys.next' }, { keys: ['k'], does: 'keys.previous' }, { keys: ['Enter'], does: 'keys.open' },
  { keys: ['f'], does: 'keys.filter' }, { keys: ['r'], does: 'keys.retry' }, { keys: ['e'], does: 'keys.correct' }, { keys: ['['], does: 'keys.fold' },
  { keys: ['+', '-', '0'], does: 'keys.zoom' }, { keys: ['l'], does: 'keys.list' }, { keys: ['Ctrl', 'Enter'], does: 'keys.confirm' }, { keys: ['Esc'], does: 'keys.close' },
];
export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('keys.title')} width="box" closeLabel={t('dialog.close')}>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-2 p-5">
        {[...KEYS.map((row) => ({ keys: row.keys, text: t(row.does) })), ...AREAS.map((area) => ({ keys: ['g', area.key], text: t(area.label) }))].map((row) => (
          <div key={row.keys.join('+')} className="flex items-center gap-2"><dt className="flex w-[92px] gap-1">{row.keys.map((key) => <Kbd key={key}>{key}</Kbd>)}<span className="sr-only">{row.keys.join(' ')}</span></dt><dd className="text-ink-2">{row.text}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}
