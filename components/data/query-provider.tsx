'use client';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Toaster } from 'sonner';
import { DoorError } from '@/lib/console/client.ts';
import { isTold } from './concerned.ts';

/** Toasts stand above the row of buttons at the foot of a pane. */
const TOAST_FOOT_PX = 76;
const RETRIES = 2;
/** An answer, or a refusal, of so long ago is not asked for again by another part of the page. */
const STALE_MS = 5_000;
const CLIENT_FAULT = 400;
const SERVER_FAULT = 500;

/** What all pages share: answers already read, tooltips, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: STALE_MS,
            // What the channel tells is read when it changed, also while the page was hidden.
            refetchOnWindowFocus: ({ queryKey }) => !isTold(queryKey),
            retryOnMount: ({ state }) => !isRefusal(state.error) || state.errorUpdatedAt + STALE_MS < Date.now(),
            retry: (count, error) => count < RETRIES && !isRefusal(error),
          },
        },
      }),
  );
  return (
    <QueryClientProvider client={client}>
      <Tooltip.Provider>{children}</Tooltip.Provider>
      <Toaster
        position="bottom-right"
        offset={{ bottom: TOAST_FOOT_PX }}
        visibleToasts={3}
        duration={6000}
        toastOptions={{
          classNames: { description: 'text-ink-2!', actionButton: 'bg-accent! text-on-accent!' },
          style: {
            background: 'var(--raised)',
            color: 'var(--text)',
            borderColor: 'var(--line-strong)',
            fontFamily: 'var(--font-ui)',
          },
        }}
      />
    </QueryClientProvider>
  );
}
/** The server has understood and says no: asking again changes nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof DoorError && error.status >= CLIENT_FAULT && error.status < SERVER_FAULT;
}
