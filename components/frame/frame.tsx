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
import { classNames } from '@/components/ui/class-names.ts';
import type { DoorError } from '@/lib/console/client.ts';
import { watchPageFocus } from '@/components/ui/page-focus.ts';
import { AreaGate } from './area-gate.tsx';
import { Mark } from './brand.tsx';
import { CrumbsProvider } from './crumbs.tsx';
import { KeySheet } from './key-sheet.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { SessionOverDialog, StaleNotice } from './stale-notice.tsx';
import { TopBar } from './top-bar.tsx';
import { useFrameKeys } from './use-frame-keys.ts';
import { useKeptPage } from './use-kept-page.ts';

const FOLD_KEY = 'wh-nav-folded';
const RAIL_UP_TO_PX = 1024;
/** Pages whose subject is a diagram: the map needs the room. */
const DIAGRAM_PAGE = /^\/(instances\/\d+|definitions\/.+|batches\/new)/;
const UNAUTHENTICATED = 401;
/** Nobody is listened to yet: asked until there is an answer. */
const ASKED_AGAIN_MS = 4_000;

/** Navigation, top bar and page for whoever is signed in; everybody else goes to the door. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useView('me', {});
  // Somebody who was inside keeps the page: a dialog over it says that the session is over.
  const isOutside = me.error?.status === UNAUTHENTICATED && me.data === undefined;
  useEffect(() => {
    if (isOutside)
      window.location.assign(`/sign-in?next=${encodeURIComponent(window.location.pathname + window.location.search)}`);
  }, [isOutside]);
  const { refetch } = me;
  // From the first try that failed, and while it is asked again.
  const [lost, setLost] = useState<DoorError | null>(null);
  const failure = me.error ?? me.failureReason;
  useEffect(() => {
    if (failure !== null) setLost(failure);
  }, [failure]);
  const isLost = lost !== null && lost.status !== UNAUTHENTICATED && me.data === undefined;
  useEffect(() => {
    if (!isLost) return;
    const timer = setInterval(() => void refetch({ cancelRefetch: false }), ASKED_AGAIN_MS);
    return () => clearInterval(timer);
  }, [isLost, refetch]);
  if (me.data === undefined) {
    return (
      <EmptyFrame>
        {isLost ? (
          <>
            <h1 className="sr-only">{t('page.notShown')}</h1>
            <Refusal error={lost} onRetry={() => void refetch()} />
          </>
        ) : (
          <span role="status" className="sr-only">
            {t('state.loading')}
          </span>
        )}
      </EmptyFrame>
    );
  }
  return (
    <PersonProvider person={me.data}>
      <LiveProvider>
        <CrumbsProvider>
          <FrameBody>{children}</FrameBody>
        </CrumbsProvider>
      </LiveProvider>
    </PersonProvider>
  );
}

/** The frame as far as it is known before it is known who looks at it. */
function EmptyFrame({ children }: { children: ReactNode }) {
  const isFolded = DIAGRAM_PAGE.test(usePathname());
  return (
    <div
      className={classNames(
        'grid h-screen grid-rows-[var(--top-h)_minmax(0,1fr)] max-[1024px]:grid-cols-[var(--nav-w-closed)_minmax(0,1fr)]',
        isFolded ? 'grid-cols-[var(--nav-w-closed)_minmax(0,1fr)]' : 'grid-cols-[var(--nav-w)_minmax(0,1fr)]',
      )}
    >
      <div
        className={classNames(
          'row-span-2 border-r border-line bg-side',
          isFolded ? 'px-2' : 'px-2.5 max-[1024px]:px-2',
        )}
      >
        <div
          className={classNames(
            'flex h-[var(--top-h)] items-center gap-[9px] text-[14.5px] font-semibold tracking-[-0.015em]',
            isFolded ? 'justify-center' : 'px-1.5 max-[1024px]:justify-center',
          )}
        >
          <Mark />
          <span className={isFolded ? 'sr-only' : 'max-[1024px]:sr-only'}>Wheelhouse</span>
        </div>
      </div>
      <div className="border-b border-line bg-surface" />
      <main className="min-h-0 overflow-auto">{children}</main>
    </div>
  );
}

function FrameBody({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null);
  const { isFolded, fold } = useFolding();
  const find = useCallback(() => setOpen('palette'), []);
  const help = useCallback(() => setOpen('keys'), []);
  const close = () => setOpen(null);
  useKeptPage();
  useFrameKeys({ onFind: find, onHelp: help, onFold: fold });
  useEffect(watchPageFocus, []);
  return (
    <div
      className="grid h-screen"
      style={{
        gridTemplate: `var(--top-h) minmax(0, 1fr) / ${isFolded ? 'var(--nav-w-closed)' : 'var(--nav-w)'} minmax(0, 1fr)`,
      }}
    >
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-[var(--z-menu)] focus:rounded-2 focus:bg-raised focus:px-3 focus:py-1.5"
      >
        {t('frame.skip')}
      </a>
      <Navigation isFolded={isFolded} onFold={fold} />
      <TopBar onFind={find} onHelp={help} />
      <main
        id="main"
        tabIndex={-1}
        className="relative flex min-h-0 min-w-0 flex-col overflow-hidden focus-visible:shadow-none"
      >
        <StaleNotice />
        <DialogHost>
          <AreaGate>{children}</AreaGate>
        </DialogHost>
      </main>
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
