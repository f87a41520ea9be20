'use client';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { CopyTextButton } from '@/components/ui/copy-text-button.tsx';
import { DoorError, sendAccessRequest } from '@/lib/console/client.ts';
import type { Permission } from '@/lib/auth/permissions.ts';

/** Where somebody may not: tells the administrators what is missing and where, or copies that for whoever else. */
export function AskForAccess({ permission }: { permission: Permission }) {
  const person = usePerson();
  const [isSending, setSending] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly isDone: boolean } | null>(null);
  const page = () => `${window.location.pathname}${window.location.search}`;
  const ask = async () => {
    setSending(true);
    try {
      await sendAccessRequest({ permission, page: page() });
      setSaid({ text: t('access.asked'), isDone: true });
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      setSaid({ text: error.problem.message, isDone: error.problem.code === 'conflict' });
    } finally {
      setSending(false);
    }
  };
  return (
    <span className="inline-flex flex-wrap items-center justify-center gap-2">
      {said?.isDone !== true && (
        <Button isSmall icon={KeyRound} isBusy={isSending} onClick={() => void ask()}>
          {t('access.ask')}
        </Button>
      )}
      <CopyTextButton
        label={t('access.copy')}
        copied={t('access.copied')}
        text={() => t('access.text', { who: person.name, permission, page: `${window.location.origin}${page()}` })}
      />
      <span role="status" className="text-12 text-ink-2">
        {said?.text ?? ''}
      </span>
    </span>
  );
}
