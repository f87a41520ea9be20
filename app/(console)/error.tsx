'use client';
import { t } from '@/components/messages/messages.ts';
import { ErrorState } from '@/components/ui/panel-states.tsx';

/** The frame stays; the page says what it knows. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState
      title={t('page.failed')}
      detail={error.digest ?? error.message}
      retryLabel={t('state.retry')}
      onRetry={reset}
    />
  );
}
