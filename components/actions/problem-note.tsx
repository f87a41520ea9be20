'use client';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { DoorError } from '@/lib/console/client.ts';

/** Why nothing was done. A conflict can be looked at and tried on the new state, with what was written kept. */
export function ProblemNote({ error, onApply }: { error: DoorError; onApply: () => void }) {
  const { code, message, permission, rolesWithPermission, fields, reference } = error.problem;
  return (
    <Note tone={code === 'conflict' ? 'warn' : 'bad'} role="alert">
      <StateGlyph kind={code === 'conflict' ? 'overdue' : 'incident'} size={15} />
      <div className="min-w-0">
        <b className="font-medium">{code === 'conflict' ? t('problem.conflict') : t('problem.nothingDone')}</b>
        <p>{message}</p>
        {permission !== undefined && <p>{t('state.needs', { permission, roles: rolesWithPermission?.join(', ') || t('state.noRole') })}</p>}
        {fields?.filter((field) => !message.endsWith(field.message)).map((field) => <p key={field.path}>{field.message}</p>)}
        {reference !== '' && code === 'failed' && <p className="mono text-ink-2">{reference}</p>}
        {code === 'conflict' && <div className="mt-1.5"><Button isSmall onClick={onApply}>{t('problem.look')}</Button></div>}
      </div>
    </Note>
  );
}
