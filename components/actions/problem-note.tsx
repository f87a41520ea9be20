'use client';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { readMoments } from '@/components/ui/format.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { DoorError } from '@/lib/console/client.ts';

/**
 * Why nothing was done; or that this is not certain, where the answer did not come. A conflict can be looked at and
 * tried on the new state, with what was written kept.
 */
export function ProblemNote({
  error,
  isChecking = false,
  onApply,
}: {
  error: DoorError /** It was asked what would happen, no more. */;
  isChecking?: boolean;
  onApply: () => void;
}) {
  const { code, message, fields, reference } = error.problem;
  const isAway = code === 'unavailable';
  return (
    <Note tone={code === 'conflict' ? 'warn' : 'bad'} role="alert">
      <StateGlyph kind={code === 'conflict' ? 'overdue' : 'incident'} size={15} />
      <div className="min-w-0">
        <b className="font-medium">
          {t(
            code === 'conflict'
              ? 'problem.conflict'
              : !isAway
                ? 'problem.nothingDone'
                : isChecking
                  ? 'problem.notChecked'
                  : 'problem.notConfirmed',
          )}
        </b>
        <p>
          {readMoments(message)}
          {isAway && ` ${t(isChecking ? 'problem.checkedAgain' : 'problem.isKept')}`}
        </p>
        {fields
          ?.filter((field) => !message.endsWith(field.message))
          .map((field) => (
            <p key={field.path}>{field.message}</p>
          ))}
        {reference !== '' && code === 'failed' && <p className="mono text-ink-2">{reference}</p>}
        {code === 'conflict' && (
          <div className="mt-1.5">
            <Button isSmall onClick={onApply}>
              {t('problem.look')}
            </Button>
          </div>
        )}
      </div>
    </Note>
  );
}
