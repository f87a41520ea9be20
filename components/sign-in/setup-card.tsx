'use client';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { useIsHydrated } from '@/components/ui/use-is-hydrated.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { DoorCard } from './door-card.tsx';

/** The first administrator, by the one-time token that the server has printed. */
export function SetupCard() {
  const isHydrated = useIsHydrated();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    const response = await fetch('/api/setup', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(values),
    });
    if (response.ok) {
      window.location.assign('/sign-in');
      return;
    }
    const body: unknown = await response.json().catch(() => null);
    setBusy(false);
    setError(messageOf(body) ?? t('setup.failed'));
  };
  return (
    <DoorCard title={t('setup.title')}>
      <form method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <p className="text-ink-2">{t('setup.intro')}</p>
        {error !== null && (
          <Note tone="bad" role="alert">
            <StateGlyph kind="incident" />
            <span>{error}</span>
          </Note>
        )}
        <TextField label={t('setup.token')} name="token" required autoComplete="one-time-code" className="mono" />
        <TextField label={t('setup.name')} name="name" required autoComplete="name" />
        <TextField label={t('signIn.user')} name="username" required autoComplete="username" />
        <TextField label={t('signIn.password')} type="password" name="password" required autoComplete="new-password" />
        <Button type="submit" kind="primary" isBusy={isBusy} disabled={!isHydrated} className="w-full">
          {t('setup.do')}
        </Button>
      </form>
    </DoorCard>
  );
}
function messageOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const error = body.error;
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string'
    ? error.message
    : null;
}
