'use client';
import { usePathname } from 'next/navigation';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import type { MessageKey } from '@/components/messages/messages.ts';
import { Kbd } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { AREAS } from './areas.ts';

interface Key {
  readonly keys: readonly string[];
  readonly does: MessageKey;
}
const EVERYWHERE: readonly Key[] = [
  { keys: ['Ctrl', 'K'], does: 'keys.palette' },
  { keys: ['/'], does: 'keys.palette' },
  { keys: ['?'], does: 'keys.help' },
  { keys: ['['], does: 'keys.fold' },
  { keys: ['y'], does: 'views.copyLink' },
  { keys: ['Ctrl', 'Enter'], does: 'keys.confirm' },
  { keys: ['Esc'], does: 'keys.close' },
];
const IN_LISTS: readonly Key[] = [
  { keys: ['j'], does: 'keys.next' },
  { keys: ['k'], does: 'keys.previous' },
  { keys: ['Enter'], does: 'keys.openIt' },
  { keys: ['x'], does: 'keys.choose' },
  { keys: ['⇧', 'X'], does: 'keys.chooseTo' },
  { keys: ['Ctrl', 'A'], does: 'keys.chooseAll' },
  { keys: ['f'], does: 'keys.addFilter' },
];
const ON_DIAGRAMS: readonly Key[] = [
  { keys: ['+', '-', '0'], does: 'keys.zoom' },
  { keys: ['l'], does: 'keys.list' },
];
const LIST_PAGE =
  /^\/(incidents(\/list)?|instances|jobs|workers|messages|tasks(\/.+)?|batches(\/\d+)?|definitions|audit)$/;
/** What pages have besides, by their addresses: the first that fits. */
const ON_PAGES: readonly { readonly path: RegExp; readonly keys: readonly Key[] }[] = [
  {
    path: /^\/incidents$/,
    keys: [
      { keys: ['r'], does: 'keys.retry' },
      { keys: ['R'], does: 'keys.retryAll' },
      { keys: ['a'], does: 'keys.acknowledge' },
      { keys: ['s'], does: 'keys.snooze' },
      { keys: ['c'], does: 'keys.comment' },
      { keys: ['1'], does: 'keys.byOpen' },
      { keys: ['2'], does: 'keys.byLast' },
      { keys: ['3'], does: 'keys.byAge' },
      { keys: ['n'], does: 'keys.unowned' },
    ],
  },
  { path: /^\/incidents\/list$/, keys: [{ keys: ['r'], does: 'keys.retry' }] },
  { path: /^\/instances$/, keys: [{ keys: ['Space'], does: 'keys.glance' }] },
  { path: /^\/definitions$/, keys: [{ keys: ['*'], does: 'keys.star' }] },
  { path: /^\/batches\/\d+$/, keys: [{ keys: ['p'], does: 'keys.pause' }] },
  { path: /^\/messages$/, keys: [{ keys: ['r'], does: 'keys.replay' }] },
  {
    path: /^\/(instances\/\d+\/modify|batches\/new)$/,
    keys: [
      { keys: ['m'], does: 'keys.moveTool' },
      { keys: ['A'], does: 'keys.addTool' },
      { keys: ['C'], does: 'keys.cancelTool' },
      { keys: ['Ctrl', 'Z'], does: 'keys.undo' },
      { keys: ['Ctrl', 'Y'], does: 'keys.redo' },
      ...ON_DIAGRAMS,
    ],
  },
  {
    path: /^\/instances\/\d+$/,
    keys: [
      { keys: ['r'], does: 'keys.retry' },
      { keys: ['e'], does: 'keys.correct' },
      { keys: ['m'], does: 'keys.modify' },
      { keys: ['s'], does: 'keys.suspend' },
      { keys: ['w'], does: 'keys.watch' },
      { keys: ['1…9'], does: 'keys.tabs' },
      { keys: ['t'], does: 'keys.timeLine' },
      { keys: ['b'], does: 'keys.caller' },
      { keys: [','], does: 'keys.before' },
      { keys: ['.'], does: 'keys.after' },
      { keys: ['Home'], does: 'keys.first' },
      { keys: ['End'], does: 'keys.now' },
      ...ON_DIAGRAMS,
    ],
  },
  { path: /^\/(instances\/\d+\/|definitions\/)/, keys: ON_DIAGRAMS },
];

/** The keys of the page that is shown, those of lists where it is one, and those that work everywhere. */
export function KeySheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const path = usePathname();
  const { permissions } = usePerson();
  const here = ON_PAGES.find((each) => each.path.test(path))?.keys ?? [];
  const areas = AREAS.filter((area) => permissions.includes(area.permission)).map((area) => ({
    keys: ['g', area.key],
    text: t(area.label),
  }));
  return (
    <Dialog isOpen={isOpen} onClose={onClose} title={t('keys.title')} width="box" closeLabel={t('dialog.close')}>
      <div className="grid grid-cols-2 gap-x-8 gap-y-5 p-5">
        {here.length > 0 && <Section title={t('keys.page')} rows={inWords(here)} />}
        {LIST_PAGE.test(path) && <Section title={t('keys.lists')} rows={inWords(IN_LISTS)} />}
        <Section title={t('keys.everywhere')} rows={inWords(EVERYWHERE)} />
        <Section title={t('keys.areas')} rows={areas} />
      </div>
    </Dialog>
  );
}

interface Row {
  readonly keys: readonly string[];
  readonly text: string;
}
function inWords(keys: readonly Key[]): readonly Row[] {
  return keys.map((each) => ({ keys: each.keys, text: t(each.does) }));
}

function Section({ title, rows }: { title: string; rows: readonly Row[] }) {
  return (
    <section>
      <h3 className="mb-2 text-12 font-semibold">{title}</h3>
      <dl className="grid gap-y-1.5">
        {rows.map((row) => (
          <div key={row.keys.join(' ')} className="flex items-center gap-2">
            <dt className="flex w-[92px] flex-none gap-1">
              {row.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
              <span className="sr-only">{row.keys.join(' ')}</span>
            </dt>
            <dd className="text-ink-2">{row.text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
