'use client';
import { fieldInWords } from '@/components/messages/field-words.ts';
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
  const named = code === 'invalid' ? (fields ?? []).filter(({ path }) => path !== '') : [];
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
          {named.length === 0 && readMoments(message)}
          {isAway && ` ${t(isChecking ? 'problem.checkedAgain' : 'problem.isKept')}`}
        </p>
        {named.map((field) => (
          <p key={field.path}>
            {fieldName(field.path)}: {readMoments(field.message)}
          </p>
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

/** `parameters.businessKey` and `reason.note` are what the form calls them, without where they stand in the request. */
function fieldName(path: string): string {
  return fieldInWords(path.replace(/^(parameters|reason)\./, ''));
}
