'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';

/** Leaving by a link, or closing the tab, asks first while something is planned. */
export function LeaveGuard({ isPlanned, onLeave }: { isPlanned: boolean; onLeave: () => void }) {
  const router = useRouter();
  const [leavingTo, setLeavingTo] = useState<string | null>(null);
  useEffect(() => {
    if (!isPlanned) return;
    const closing = (event: BeforeUnloadEvent) => event.preventDefault();
    const following = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (
        !(link instanceof HTMLAnchorElement) ||
        link.target === '_blank' ||
        link.origin !== window.location.origin ||
        link.closest('[role="dialog"]') !== null
      )
        return;
      event.preventDefault();
      event.stopPropagation();
      setLeavingTo(link.pathname + link.search);
    };
    window.addEventListener('beforeunload', closing);
    document.addEventListener('click', following, true);
    return () => {
      window.removeEventListener('beforeunload', closing);
      document.removeEventListener('click', following, true);
    };
  }, [isPlanned]);
  return (
    <Dialog
      isOpen={leavingTo !== null}
      onClose={() => setLeavingTo(null)}
      title={t('modify.leaveTitle')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={() => setLeavingTo(null)}>{t('modify.stay')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              onLeave();
              if (leavingTo !== null) router.push(leavingTo);
            }}
          >
            {t('modify.leaveNow')}
          </Button>
        </>
      }
    >
      <p className="p-5 text-ink-2">{t('modify.leaveText')}</p>
    </Dialog>
  );
}
