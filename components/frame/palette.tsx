'use client';
import { ArrowRight, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { usePerson } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { AREAS } from './areas.ts';
import { pageCommands } from './page-commands.ts';
import { applyTheme } from './theme.ts';

interface Entry {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  readonly run: () => void;
  readonly blockedBecause?: string;
}

/** One box for places, ids and commands. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('palette.title')} width="box" closeLabel={t('dialog.close')}>
      {isOpen && <PaletteBody onClose={onClose} />}
    </Dialog>
  );
}

function PaletteBody({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(text.trim());
  const currentId = entries[at]?.id;
  // What the arrow keys reach is in sight.
  useEffect(() => {
    if (currentId !== undefined) document.getElementById(`palette-${currentId}`)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);
  const run = (entry: Entry | undefined) => {
    if (entry === undefined || entry.blockedBecause !== undefined) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((before) => Math.min(entries.length - 1, before + 1));
    else if (event.key === 'ArrowUp') setAt((before) => Math.max(0, before - 1));
    else if (event.key === 'Enter') run(entries[at]);
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className="flex items-center gap-2 border-b border-line px-4">
        <Search size={16} className="text-ink-3" aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls="palette-list"
          aria-activedescendant={currentId === undefined ? undefined : `palette-${currentId}`}
          aria-label={t('palette.title')}
          value={text}
          placeholder={t('palette.placeholder')}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          className="h-11 flex-1 bg-transparent text-14 outline-none placeholder:text-ink-3 focus-visible:shadow-none"
        />
      </div>
      <div
        role="listbox"
        id="palette-list"
        tabIndex={-1}
        aria-label={t('palette.results')}
        className="max-h-[360px] overflow-auto p-1.5"
      >
        {entries.map((entry, index) => (
          <div
            key={entry.id}
            id={`palette-${entry.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={entry.blockedBecause !== undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => run(entry)}
            onKeyDown={onKeyDown}
            className={classNames(
              'flex min-h-8 items-center gap-2 rounded-2 px-2.5',
              index === at && 'bg-hover',
              entry.blockedBecause !== undefined && 'text-ink-3',
            )}
          >
            <ArrowRight size={14} className="flex-none text-ink-3" aria-hidden />
            <span className="truncate">{entry.label}</span>
            <span className="ml-auto truncate text-12 text-ink-3">{entry.blockedBecause ?? entry.hint}</span>
          </div>
        ))}
      </div>
    </div>
  );
}

function useEntries(text: string): readonly Entry[] {
  const router = useRouter();
  const person = usePerson();
  const canSeeDefinitions = person.permissions.includes('definition.read');
  const definitions = useView('definitions', {}, { isOff: !canSeeDefinitions });
  const needle = text.toLowerCase();
  const start = person.operations.find((operation) => operation.name === 'instance.start');
  const entries: Entry[] =
    text === ''
      ? []
      : [
          {
            id: 'go',
            label: t('palette.go', { text }),
            hint: t('palette.goHint'),
            run: () => router.push(`/go/${encodeURIComponent(text)}`),
          },
        ];
  const all: Entry[] = [
    ...pageCommands().map(
      ({ id, blockedBecause, ...command }): Entry => ({
        ...command,
        id: `page-${id}`,
        ...(blockedBecause !== null && { blockedBecause }),
      }),
    ),
    ...AREAS.filter((area) => person.permissions.includes(area.permission)).map(
      (area): Entry => ({
        id: `area-${area.key}`,
        label: t(area.label),
        hint: `g ${area.key}`,
        run: () => router.push(area.href),
      }),
    ),
    ...(start === undefined
      ? []
      : [
          {
            id: 'start',
            label: t('palette.start'),
            hint: '',
            run: () => router.push('/instances/start'),
            ...(start.isAllowed ? {} : { blockedBecause: start.missing ?? '' }),
          },
        ]),
    { id: 'light', label: t('palette.light'), hint: '', run: () => applyTheme('light') },
    { id: 'dark', label: t('palette.dark'), hint: '', run: () => applyTheme('dark') },
    ...(definitions.data?.rows ?? []).map(
      (row): Entry => ({
        id: `definition-${row.definition.key}`,
        label: row.definition.name ?? row.definition.processId,
        hint: t('palette.definition'),
        run: () =>
          router.push(
            `/definitions/${encodeURIComponent(row.definition.processId)}/versions/${row.definition.version}`,
          ),
      }),
    ),
  ];
  return [...entries, ...all.filter((entry) => entry.label.toLowerCase().includes(needle))];
}
