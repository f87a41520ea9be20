import { useEffect } from 'react';
import { toast } from 'sonner';
import { useLive } from '@/components/data/live-provider.tsx';
import { t } from '@/components/messages/messages.ts';

const LINK = 'a[href^="/"]:not([target]):not([download])';

/**
 * While the server is away a link would lead to the browser's own error page, and what is written here would be gone. It
 * is followed as soon as somebody answers: the channel alone may be what is blocked.
 */
export function useKeptPage(): void {
  const { state, isSessionOver } = useLive();
  const isAway = state === 'down' && !isSessionOver;
  useEffect(() => {
    if (!isAway) return;
    let isLetThrough = false;
    const follow = async (link: HTMLAnchorElement) => {
      if (!(await isAnybodyThere())) {
        toast.error(t('live.away'));
        return;
      }
      isLetThrough = true;
      link.click();
      isLetThrough = false;
    };
    const listen = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>(LINK) : null;
      if (link === null || isLetThrough || opensElsewhere(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void follow(link);
    };
    document.addEventListener('click', listen, { capture: true });
    return () => document.removeEventListener('click', listen, { capture: true });
  }, [isAway]);
}

function opensElsewhere({ ctrlKey, metaKey, shiftKey, button }: MouseEvent): boolean {
  return ctrlKey || metaKey || shiftKey || button !== 0;
}

/** Any answer is one. */
async function isAnybodyThere(): Promise<boolean> {
  try {
    await fetch('/api/health', { cache: 'no-store' });
    return true;
  } catch {
    return false;
  }
}
