'use client';
import { useEffect, useState } from 'react';
import { useLive } from '@/components/data/live-provider.tsx';
import { usePerson } from '@/components/data/person.tsx';
import { DoorError, fetchQuery } from '@/lib/console/client.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { formatClock } from '@/components/ui/format.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';

const BANNER_AFTER_MS = 60_000;

/** While the live channel is down: an amber line over the page, after a minute a banner. */
export function StaleNotice() {
  const { state, downSince, lastAt } = useLive();
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (downSince === null) return;
    const timer = setTimeout(() => setLong(true), Math.max(0, downSince + BANNER_AFTER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [downSince]);
  if (state !== 'down') return null;
  if (!isLong) return <div data-testid="stale-line" className="h-0.5 flex-none bg-warning" />;
  return (
    <div
      role="alert"
      className="flex flex-none items-center gap-2.5 border-b border-warning-line bg-warning-soft px-[var(--page-x)] py-1.5"
    >
      <StateGlyph kind="overdue" size={15} />
      <span className="flex-1">{t('live.stale', { time: formatClock(lastAt) })}</span>
      <Button isSmall onClick={() => window.location.reload()}>
        {t('live.reload')}
      </Button>
    </div>
  );
}

/** Over the page, so that nothing written is lost: signing in happens in another tab. */
export function SessionOverDialog() {
  const { isSessionOver, resume } = useLive();
  const person = usePerson();
  const [isClosed, setClosed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // A session that ends again is said again.
  useEffect(() => {
    if (!isSessionOver) setClosed(false);
  }, [isSessionOver]);
  const goOn = async () => {
    try {
      const me = await fetchQuery('me', {});
      // Somebody else sees other things: nothing of this page is theirs.
      if (me.username !== person.username) window.location.reload();
      setProblem(null);
      resume();
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      setProblem(error.problem.code === 'unauthenticated' ? t('session.notYet') : error.problem.message);
    }
  };
  return (
    <Dialog
      isOpen={isSessionOver && !isClosed}
      onClose={() => setClosed(true)}
      title={t('session.over')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={() => void goOn()}>{t('session.done')}</Button>
          <a
            href="/sign-in?next=/"
            target="_blank"
            rel="noreferrer"
            className="inline-flex h-[30px] items-center rounded-2 bg-accent px-[11px] font-medium text-on-accent hover:bg-accent-hover"
          >
            {t('signIn.do')}
          </a>
        </>
      }
    >
      <p className="p-5">{t('session.kept')}</p>
      {problem !== null && (
        <p role="alert" className="px-5 pb-5 text-incident-text">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
