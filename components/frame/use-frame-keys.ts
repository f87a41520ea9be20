'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { toast } from 'sonner';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { AREAS } from './areas.ts';

const SEQUENCE_MS = 1200;
const isWriting = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable], [role="menu"]') !== null;

/** Keys that work on every page: palette, help, `g` and a letter, folding, the link to what is seen. */
export function useFrameKeys({
  onFind,
  onHelp,
  onFold,
}: {
  onFind: () => void;
  onHelp: () => void;
  onFold: () => void;
}): void {
  const router = useRouter();
  const { permissions } = usePerson();
  const pressedG = useRef(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onFind();
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isWriting(event.target) ||
        document.querySelector('[role="dialog"]') !== null
      )
        return;
      if (Date.now() - pressedG.current < SEQUENCE_MS) {
        pressedG.current = 0;
        const area = AREAS.find((each) => each.key === event.key && permissions.includes(each.permission));
        if (area !== undefined) {
          event.preventDefault();
          event.stopImmediatePropagation();
          router.push(area.href);
          return;
        }
      }
      if (event.key === 'g') pressedG.current = Date.now();
      else if (event.key === '?') onHelp();
      else if (event.key === '/') onFind();
      else if (event.key === '[') onFold();
      else if (event.key === 'y')
        void navigator.clipboard.writeText(window.location.href).then(() => toast(t('views.copied')));
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', listen, true);
    return () => document.removeEventListener('keydown', listen, true);
  }, [router, permissions, onFind, onHelp, onFold]);
}
