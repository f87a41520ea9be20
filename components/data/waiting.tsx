'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { Query } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';

/** So long nobody asks what is going on. */
const PATIENCE_MS = 4_000;
const SECOND_MS = 1_000;

/** What is shown until an answer comes; when that takes long, for how long already, and a way to give up. */
export function Waiting({ children }: { children?: ReactNode }) {
  const client = useQueryClient();
  const [waitedMs, setWaited] = useState(0);
  useEffect(() => {
    const begun = Date.now();
    const timer = setInterval(() => setWaited(Date.now() - begun), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      {waitedMs >= PATIENCE_MS && (
        <WaitingLine
          text={t('state.stillLoading', { seconds: Math.floor(waitedMs / SECOND_MS) })}
          label={t('state.cancelLoading')}
          onPress={() => void client.cancelQueries({ predicate: isAwaited })}
        />
      )}
      {children}
    </>
  );
}
/** On its way for the first time: what has been read before is not given up. */
function isAwaited({ state }: Query): boolean {
  return state.fetchStatus === 'fetching' && state.data === undefined;
}

/** As a query has it: nothing is there and nothing comes, because somebody gave up. */
export function isGivenUp({
  isPending,
  fetchStatus,
  isEnabled,
}: {
  readonly isPending: boolean;
  readonly fetchStatus: string;
  readonly isEnabled: boolean;
}): boolean {
  return isPending && isEnabled && fetchStatus === 'idle';
}

export function GivenUp({ onRetry }: { onRetry: () => void }) {
  return (
    <EmptyState glyph="ended" title={t('state.stopped')}>
      <Button isSmall onClick={onRetry}>
        {t('state.load')}
      </Button>
    </EmptyState>
  );
}

/** Over rows of the former filter, which stay and are paler until those of the next are there. */
export function Former({ isGivenUp: isStopped, onRetry }: { isGivenUp: boolean; onRetry: () => void }) {
  return (
    <>
      <span data-awaited hidden />
      {isStopped ? <WaitingLine text={t('state.former')} label={t('state.load')} onPress={onRetry} /> : <Waiting />}
    </>
  );
}

function WaitingLine({ text, label, onPress }: { text: string; label: string; onPress: () => void }) {
  return (
    <div className="flex flex-none items-center gap-2.5 border-b border-line-faint bg-surface px-3.5 py-1.5 text-12 text-ink-2">
      <span className="num flex-1">{text}</span>
      <Button isSmall onClick={onPress}>
        {label}
      </Button>
    </div>
  );
}
