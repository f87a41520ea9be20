'use client';
import { signIn } from 'next-auth/react';
import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { formatTime } from '@/components/ui/format.ts';
import { Note } from '@/components/ui/panel.tsx';
import { useIsHydrated } from '@/components/ui/use-is-hydrated.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { DoorCard } from './door-card.tsx';

interface DemoAccount {
  readonly username: string;
  readonly name: string;
  readonly role: string;
  readonly password: string;
}
const BLOCKED = 'blocked:';

/**
 * User and password; one sentence for all causes of a refusal. They are read from their fields: a password manager fills
 * those before the page answers.
 */
export function SignInCard({ next, demoAccounts }: { next: string; demoAccounts: readonly DemoAccount[] }) {
  const form = useRef<HTMLFormElement>(null);
  const isHydrated = useIsHydrated();
  const [isShown, setShown] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, password } = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setError(null);
    // It throws where the server cannot be reached.
    const answer = await signIn('credentials', { username, password, redirect: false }).catch(() => null);
    if (answer?.ok === true && answer.error === null) {
      window.location.assign(next);
      return;
    }
    setBusy(false);
    setError(wordsOf(answer?.error ?? null));
  };
  return (
    <DoorCard title={t('signIn.title')}>
      <form ref={form} method="post" onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        {error !== null && (
          <Note tone="bad" role="alert">
            <StateGlyph kind="incident" />
            <span>{error}</span>
          </Note>
        )}
        <TextField label={t('signIn.user')} name="username" autoComplete="username" required />
        <TextField
          label={t('signIn.password')}
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete="current-password"
          required
          help={
            <button type="button" className="link" onClick={() => setShown(!isShown)}>
              {t(isShown ? 'signIn.hide' : 'signIn.show')}
            </button>
          }
        />
        <Button type="submit" kind="primary" isBusy={isBusy} disabled={!isHydrated} className="w-full">
          {t('signIn.do')}
        </Button>
      </form>
      {demoAccounts.length > 0 && (
        <section className="mt-5 border-t border-line pt-4">
          <h2 className="mb-1.5 text-12 font-semibold">{t('signIn.demo')}</h2>
          <ul>
            {demoAccounts.map((account) => (
              <li key={account.username}>
                <button
                  type="button"
                  onClick={() => {
                    fill(form.current, 'username', account.username);
                    fill(form.current, 'password', account.password);
                  }}
                  className="flex h-8 w-full items-center gap-2 rounded-2 px-2 text-left hover:bg-hover"
                >
                  <b className="font-medium">{account.name}</b>
                  <span className="mono text-ink-3">{account.username}</span>
                  <span className="ml-auto text-12 text-ink-2">{account.role}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DoorCard>
  );
}
function fill(form: HTMLFormElement | null, name: string, value: string): void {
  const field = form?.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

function wordsOf(error: string | null): string {
  if (error?.startsWith(BLOCKED) === true)
    return t('signIn.blocked', { until: formatTime(Date.parse(error.slice(BLOCKED.length)), Date.now()) });
  return error === 'CredentialsSignin' ? t('signIn.wrong') : t('signIn.failed');
}
