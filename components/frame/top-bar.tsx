'use client';
import { ChevronRight, CircleHelp, Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Fragment } from 'react';
import { useLive } from '@/components/data/live-provider.tsx';
import { t } from '@/components/messages/messages.ts';
import { Bell } from '@/components/notices/bell.tsx';
import { IconButton, Kbd } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { Menu, MenuItem } from '@/components/ui/menu.tsx';
import { formatClock } from '@/components/ui/format.ts';
import { type Crumb, useCrumbs } from './crumbs.tsx';

export function TopBar({ onFind, onHelp }: { onFind: () => void; onHelp: () => void }) {
  const router = useRouter();
  const all = useCrumbs();
  const crumbs = folded(all);
  return (
    <header className="flex min-w-0 items-center gap-4 border-b border-line bg-surface pr-3 pl-[var(--page-x)]">
      <nav aria-label={t('top.crumbs')} className="flex min-w-0 flex-1 items-center gap-1 whitespace-nowrap text-ink-2">
        {crumbs.map((crumb, index) => (
          <Fragment key={`${crumb.href ?? ''} ${crumb.label}`}>
            {index > 0 && <ChevronRight size={14} className="flex-none text-ink-3" aria-hidden />}
            {crumb === FOLD ? (
              <Menu
                trigger={
                  <button
                    type="button"
                    aria-label={t('top.moreCrumbs')}
                    className="flex-none rounded-1 px-1 hover:bg-hover hover:text-ink"
                  >
                    …
                  </button>
                }
              >
                {all.map((each) => (
                  <MenuItem
                    key={`${each.href ?? ''} ${each.label}`}
                    onSelect={() => {
                      if (each.href !== undefined) router.push(each.href);
                    }}
                  >
                    {each.label}
                  </MenuItem>
                ))}
              </Menu>
            ) : index === crumbs.length - 1 ? (
              <span aria-current="page" className="truncate font-medium text-ink">
                {crumb.label}
              </span>
            ) : crumb.href === undefined ? (
              <span className="truncate">{crumb.label}</span>
            ) : (
              <Link
                href={crumb.href}
                className={classNames('truncate hover:text-ink hover:underline', index === 0 && 'flex-none')}
              >
                {crumb.label}
              </Link>
            )}
          </Fragment>
        ))}
      </nav>
      <button
        type="button"
        onClick={onFind}
        className="flex h-[30px] w-[340px] min-w-[180px] flex-shrink max-[1100px]:w-[240px] items-center gap-2 rounded-2 border border-line bg-sunken pr-1.5 pl-2.5 text-ink-3 hover:border-line-strong"
      >
        <Search size={15} strokeWidth={1.75} aria-hidden />
        <span className="flex-1 truncate text-left">{t('top.find')}</span>
        <Kbd>Ctrl</Kbd>
        <Kbd className="-ml-1">K</Kbd>
      </button>
      <div className="flex flex-1 items-center justify-end gap-1.5">
        <LiveDot />
        <Bell />
        <IconButton icon={CircleHelp} label={t('top.help')} shortcut="?" onClick={onHelp} />
      </div>
    </header>
  );
}

const MAX_CRUMBS = 4;
const FOLD: Crumb = { label: '…' };
/** Of a longer chain the ends; the menu in between lists all of it. */
function folded(crumbs: readonly Crumb[]): readonly Crumb[] {
  return crumbs.length <= MAX_CRUMBS ? crumbs : [...crumbs.slice(0, 1), FOLD, ...crumbs.slice(-2)];
}

function LiveDot() {
  const { state, lastAt } = useLive();
  const text =
    state === 'down'
      ? t('live.down', { time: formatClock(lastAt) })
      : state === 'live'
        ? t('live.on')
        : t('live.connecting');
  return (
    <span
      role="status"
      data-live={state}
      className="inline-flex h-[26px] items-center gap-1.5 whitespace-nowrap px-2 text-12 text-ink-2"
    >
      <i
        className={classNames(
          'size-[7px] rounded-full',
          state === 'live'
            ? 'bg-done shadow-[0_0_0_3px_var(--done-soft)]'
            : state === 'down'
              ? 'bg-warning shadow-[0_0_0_3px_var(--warning-soft)]'
              : 'bg-ended',
        )}
      />
      {text}
    </span>
  );
}
