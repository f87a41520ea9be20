'use client';
import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { DialogHost } from '@/components/actions/dialog-host.tsx';
import { LiveProvider } from '@/components/data/live-provider.tsx';
import { PersonProvider } from '@/components/data/person.tsx';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { watchPageFocus } from '@/components/ui/page-focus.ts';
import { CrumbsProvider } from './crumbs.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { SessionOverDialog, StaleNotice } from './stale-notice.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';

const FOLD_KEY = 'wh-nav-folded';
const RAIL_UP_TO_PX = 1024;
/** Pages whose subject is a diagram: the map needs the room. */
const DIAGRAM_PAGE = /^\/(instances\/\d+|definitions\/.+|batches\/new)/;
const UNAUTHENTICATED = 401;

/** Navigation, top bar and page for whoever is signed in; everybody else goes to the door. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useView('me', {});
  // Somebody who was inside keeps the page: a dialog over it says that the session is over.
  const isOutside = me.error?.status === UNAUTHENTICATED && me.data === undefined;
  useEffect(() => {
    if (isOutside) window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  }, [isOutside]);
  if (me.data === undefined) {
    return <main className="grid h-full place-items-center">{me.error !== null && !isOutside ? <Refusal error={me.error} onRetry={() => void me.refetch()} /> : <span role="status" className="sr-only">{t('state.loading')}</span>}</main>;
  }
  return <PersonProvider person={me.data}><LiveProvider><CrumbsProvider><FrameBody>{children}</FrameBody></CrumbsProvider></LiveProvider></PersonProvider>;
}

function FrameBody({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const { isFolded, fold } = useFolding();
  const find = useCallback(() => setOpen('palette'), []);
  const help = useCallback(() => setOpen('keys'), []);
  const close = () => setOpen(null);
  useFrameKeys({ onFind: find, onHelp: help, onFold: fold });
  useEffect(watchPageFocus, []);
  return (
    <div className="grid h-screen" style={{ gridTemplate: `var(--top-h) minmax(0, 1fr) / ${isFolded ? 'var(--nav-w-closed)' : 'var(--nav-w)'} minmax(0, 1fr)` }}>
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-[var(--z-menu)] focus:rounded-2 focus:bg-raised focus:px-3 focus:py-1.5">{t('frame.skip')}</a>
      <Navigation isFolded={isFolded} onFold={fold} />
      <TopBar onFind={find} onHelp={help} />
      <main id="main" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col overflow-hidden focus-visible:shadow-none"><StaleNotice /><DialogHost>{children}</DialogHost></main>
      <SessionOverDialog />
      <Palette isOpen={open === 'palette'} onClose={close} />
      <KeySheet isOpen={open === 'keys'} onClose={close} />
    </div>
  );
}

function useFolding(): { isFolded: boolean; fold: () => void } {
  const path = usePathname();
  const [chosen, setChosen] = useState<boolean | null>(() => {
    const stored = localStorage.getItem(FOLD_KEY);
    return stored === null ? null : stored === 'true';
  });
  const [isNarrow, setNarrow] = useState(() => window.innerWidth <= RAIL_UP_TO_PX);
  useEffect(() => {
    const measure = () => setNarrow(window.innerWidth <= RAIL_UP_TO_PX);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  const isFolded = isNarrow || (chosen ?? DIAGRAM_PAGE.test(path));
  const fold = useCallback(() => {
    setChosen(!isFolded);
    localStorage.setItem(FOLD_KEY, String(!isFolded));
  }, [isFolded]);
  return { isFolded, fold };
}
