'use client';
import { MessageSquarePlus } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { TextArea } from '@/components/ui/field.tsx';
import { Clock } from '@/components/ui/time.tsx';

/** Where the cursor goes by a key. */
export const COMMENT_FIELD = 'group-comment';

/** What people found out about a group of failures, newest first. */
export function GroupComments({ incidentKey }: { incidentKey: string }) {
  const view = useView('incident-comments', { incident: incidentKey });
  const { run, isRunning } = useRunOperation();
  const [text, setText] = useState('');
  const write = async () => {
    if (await run('incident.comment', { parameters: { incidentKey, text } })) setText('');
  };
  return (
    <section aria-label={t('triage.comments')}>
      <h3 className="mb-1.5 text-12 font-semibold">{t('triage.comments')}</h3>
      <div id={COMMENT_FIELD}>
        <TextArea
          label={t('triage.newComment')}
          rows={2}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="mt-1.5 mb-2 flex justify-end">
        <ActionButton
          operation="incident.comment"
          isSmall
          icon={MessageSquarePlus}
          isBusy={isRunning}
          blockedBecause={text.trim() === '' ? t('triage.write') : null}
          onClick={() => void write()}
        >
          {t('triage.comment')}
        </ActionButton>
      </div>
      <ol className="flex flex-col gap-2.5">
        {view.data?.comments.map((comment) => (
          <li key={comment.key} className="flex gap-2">
            <Avatar name={comment.author} />
            <div className="min-w-0">
              <p className="text-12 text-ink-2">
                <b className="font-medium text-ink">{comment.author}</b> <Clock at={comment.writtenAt} />
              </p>
              <p className="break-words whitespace-pre-wrap">{comment.text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
