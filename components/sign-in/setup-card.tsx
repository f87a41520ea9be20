'use client';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { DoorCard } from './door-card.tsx';

/** The first administrator, by the one-time token that the server has printed. */
export function SetupCard() {
  const [values, setValues] = useState({ token: '', name: '', username: '', password: '' });
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const change = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues((before) => ({ ...before, [name]: event.target.value }));
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
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
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <p className="text-ink-2">{t('setup.intro')}</p>
        {error !== null && (
          <Note tone="bad" role="alert">
            <StateGlyph kind="incident" />
            <span>{error}</span>
          </Note>
        )}
        <TextField
          label={t('setup.token')}
          value={values.token}
          required
          autoComplete="one-time-code"
          onChange={change('token')}
          className="mono"
        />
        <TextField label={t('setup.name')} value={values.name} required autoComplete="name" onChange={change('name')} />
        <TextField
          label={t('signIn.user')}
          value={values.username}
          required
          autoComplete="username"
          onChange={change('username')}
        />
        <TextField
          label={t('signIn.password')}
          type="password"
          value={values.password}
          required
          autoComplete="new-password"
          onChange={change('password')}
        />
        <Button type="submit" kind="primary" isBusy={isBusy} className="w-full">
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
