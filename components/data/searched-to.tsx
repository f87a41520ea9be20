'use client';
import { type MessageKey, t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { Instant } from '@/lib/console/views/shared.ts';

/** A search that has not come to the end: how far it is, and the way on. */
export function SearchedTo({
  at,
  isSearching,
  onSearchOn,
  word = 'search.asFar',
}: {
  at: Instant;
  isSearching: boolean;
  onSearchOn: () => void;
  word?: MessageKey;
}) {
  return (
    <div role="status" className="flex items-center justify-center gap-2 px-3.5 py-2.5 text-12 text-ink-2">
      <span>
        {t(word)} <Clock at={at} />
      </span>
      <Button isSmall onClick={onSearchOn} disabled={isSearching}>
        {t(isSearching ? 'search.searching' : 'search.on')}
      </Button>
    </div>
  );
}
