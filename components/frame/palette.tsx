'use client';
import { ArrowRight, Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { usePerson } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { Kbd } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { AREAS } from './areas.ts';
import { pageCommands, pageModel } from './page-commands.ts';
import { type Asked, askedFor, keysIn } from './palette-text.ts';
import { applyTheme } from './theme.ts';

const SIGNS = [
  { sign: '>', does: 'palette.signCommands' },
  { sign: '#', does: 'palette.signEntry' },
  { sign: '@', does: 'palette.signPerson' },
  { sign: ':', does: 'palette.signElement' },
  { sign: '=', does: 'palette.signQuery' },
] as const;
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
  const entries = useEntries(text);
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
  // A field of one line would put lines together without anything between them.
  const pasteKeys = (event: ClipboardEvent<HTMLInputElement>) => {
    const keys = keysIn(event.clipboardData.getData('text'));
    if (keys.length < 2) return;
    event.preventDefault();
    setText(keys.join(' '));
    setAt(0);
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
          onPaste={pasteKeys}
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
      {entries.length === 0 && <p className="px-4 pb-3 text-ink-3">{t('palette.none')}</p>}
      <Signs />
    </div>
  );
}

/** What the first character of the text makes of it. */
function Signs() {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 border-t border-line px-4 py-2 text-12 text-ink-3">
      {SIGNS.map(({ sign, does }) => (
        <li key={sign} className="flex items-center gap-1.5">
          <Kbd>{sign}</Kbd> {t(does)}
        </li>
      ))}
    </ul>
  );
}

function useEntries(written: string): readonly Entry[] {
  const asked = askedFor(written);
  const commands = useCommands();
  const places = usePlaces();
  const people = usePeople(asked.kind === 'person');
  const elements = usePageElements(asked.kind === 'element');
  const found = useFound(asked);
  if (asked.kind === 'commands') return matching(commands, asked.text);
  if (asked.kind === 'person') return matching(people, asked.text);
  if (asked.kind === 'element') return matching(elements, asked.text);
  return asked.kind === 'anything' ? [...found, ...matching([...commands, ...places], asked.text)] : found;
}

function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const needle = text.toLowerCase();
  return entries.filter(
    ({ label, hint }) => label.toLowerCase().includes(needle) || (needle !== '' && hint.toLowerCase() === needle),
  );
}

/** What is named by what is written itself. */
function useFound(asked: Asked): readonly Entry[] {
  const router = useRouter();
  const { permissions } = usePerson();
  const needs = (permission: string) =>
    permissions.includes(permission) ? {} : { blockedBecause: t('action.needs', { permission }) };
  switch (asked.kind) {
    case 'entry':
      return asked.n === ''
        ? []
        : [
            {
              id: 'entry',
              label: t('palette.entry', { n: asked.n }),
              hint: t('nav.audit'),
              run: () => router.push(`/audit?entry=${asked.n}`),
              ...needs('audit.read'),
            },
          ];
    case 'keys':
      return [
        {
          id: 'keys',
          label: t('palette.keys', { count: asked.keys.length }),
          hint: asked.left === 0 ? '' : t('palette.keysLeft', { count: asked.left }),
          run: () => router.push(`/instances?key=${asked.keys.join(',')}`),
          ...needs('instance.read'),
        },
      ];
    case 'query':
      return asked.text === ''
        ? []
        : [
            {
              id: 'query',
              label: t('palette.query', { text: asked.text }),
              hint: t('nav.instances'),
              run: () => router.push(`/instances?q=${encodeURIComponent(asked.text)}`),
              ...needs('instance.read'),
            },
          ];
    case 'anything':
      return asked.text === ''
        ? []
        : [
            {
              id: 'go',
              label: t('palette.go', { text: asked.text }),
              hint: t('palette.goHint'),
              run: () => router.push(`/go/${encodeURIComponent(asked.text)}`),
            },
          ];
    default:
      return [];
  }
}

function useCommands(): readonly Entry[] {
  const router = useRouter();
  const person = usePerson();
  const start = person.operations.find((operation) => operation.name === 'instance.start');
  return [
    ...pageCommands().map(
      ({ id, blockedBecause, ...command }): Entry => ({
        ...command,
        id: `page-${id}`,
        ...(blockedBecause !== null && { blockedBecause }),
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
  ];
}

function usePlaces(): readonly Entry[] {
  const router = useRouter();
  const { permissions } = usePerson();
  const definitions = useView('definitions', {}, { isOff: !permissions.includes('definition.read') });
  return [
    ...AREAS.filter((area) => permissions.includes(area.permission)).map(
      (area): Entry => ({
        id: `area-${area.key}`,
        label: t(area.label),
        hint: `g ${area.key}`,
        run: () => router.push(area.href),
      }),
    ),
    ...(definitions.data?.rows ?? []).map(
      (row): Entry => ({
        id: `definition-${row.definition.key}`,
        label: definitionName(row.definition),
        // Two processes may have the same name.
        hint: t('palette.definition', { process: row.definition.processId }),
        run: () =>
          router.push(
            `/definitions/${encodeURIComponent(row.definition.processId)}/versions/${row.definition.version}`,
          ),
      }),
    ),
  ];
}

/** Whose failures are looked at. */
function usePeople(isAsked: boolean): readonly Entry[] {
  const router = useRouter();
  const { permissions } = usePerson();
  const people = useView('people', {}, { isOff: !isAsked || !permissions.includes('incident.triage') });
  return (people.data?.people ?? []).map(({ username, name }) => ({
    id: `person-${username}`,
    label: t('palette.person', { name }),
    hint: username,
    run: () => router.push(`/incidents?owner=${encodeURIComponent(username)}`),
  }));
}

function usePageElements(isAsked: boolean): readonly Entry[] {
  const model = pageModel();
  const elements = useModelElements(isAsked ? (model?.definitionKey ?? null) : null);
  return [...elements.values()].map(({ id, name }) => ({
    id: `element-${id}`,
    label: name,
    hint: id,
    run: () => model?.select(id),
  }));
}
