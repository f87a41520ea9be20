'use client';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { fieldInWords, valueInWords } from '@/components/messages/field-words.ts';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Diff, hasChangedLines } from '@/components/ui/code.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { readMoments } from '@/components/ui/format.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { OperationName, OperationPreview } from '@/lib/console/contract.ts';
import type { ActionDialogProps } from './action-dialog-props.ts';
import { ActionResult } from './action-result.tsx';
import { useIsChangingHere } from './changing.ts';
import { ChecksColumn } from './checks-column.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ReasonFields } from './reason-fields.tsx';
import { RequestNote } from './request-note.tsx';
import { SampleList } from './sample-list.tsx';
import { type Action, useAction } from './use-action.ts';
import { useConfirmation } from './use-confirmation.ts';

/** One dialog for all operations: what will happen, the change, checks, why; then what came of it. */
export function ActionDialog<N extends OperationName>(props: ActionDialogProps<N>) {
  useIsChangingHere();
  const action = useAction(props);
  const { result, preview, standing, confirm } = action;
  const [isRequestShown, setRequestShown] = useState(false);
  const body = useFirstMissing(action.submitted);
  const confirmation = useConfirmation(standing, () => void confirm());
  const risk = preview.data?.risk;
  return (
    <Dialog
      isOpen
      onClose={props.onClose}
      title={props.title}
      subtitle={props.where}
      width="wide"
      closeLabel={t('dialog.close')}
      aside={
        risk !== undefined && (
          <span title={preview.data?.riskBecause}>
            <RiskMeter risk={risk}>{t(`risk.${risk}`)}</RiskMeter>
          </span>
        )
      }
      foot={
        result !== null ? (
          <>
            <span className="flex-1" />
            <Button kind="primary" onClick={props.onClose}>
              {t('dialog.done')}
            </Button>
          </>
        ) : (
          <OpenFoot
            action={action}
            confirmation={confirmation}
            confirmLabel={props.confirmLabel}
            isRequestShown={isRequestShown}
            onRequest={() => setRequestShown((before) => !before)}
            onClose={props.onClose}
          />
        )
      }
    >
      <div ref={body} className="flex min-h-0 flex-1 max-[760px]:flex-col">
        {result !== null ? (
          <ActionResult
            ActionDialog={ActionDialog}
            operation={props.operation}
            result={result}
            outcome={props.outcome?.(result)}
            auditTarget={props.auditTarget ?? result.instanceKey ?? null}
            auditObject={props.auditObject ?? null}
          />
        ) : (
          <OpenBody
            action={action}
            form={props.form}
            isBoundByForm={props.onApply !== undefined}
            isRequestShown={isRequestShown}
          />
        )}
      </div>
    </Dialog>
  );
}

interface OpenFootProps {
  action: Action;
  confirmation: ReturnType<typeof useConfirmation>;
  confirmLabel: string;
  isRequestShown: boolean;
  onRequest: () => void;
  onClose: () => void;
}

/** Before the deed: how far it is, to what it is bound, and the buttons. */
function OpenFoot({ action, confirmation, confirmLabel, isRequestShown, onRequest, onClose }: OpenFootProps) {
  const { progress, preview, seenVersion, standing, isRunning } = action;
  const { isAwaited, ask } = confirmation;
  return (
    <>
      {progress !== null && (
        <progress
          aria-label={t('value.sending')}
          value={progress}
          max={1}
          className="h-1.5 w-40 accent-[var(--accent)]"
        />
      )}
      <span aria-live="polite" className="min-w-0 flex-1 truncate text-12 text-ink-2">
        {isAwaited
          ? t('action.awaited')
          : preview.data?.version !== null &&
            preview.data?.version !== undefined &&
            t('action.bound', { version: seenVersion ?? preview.data.version })}
      </span>
      <Button kind="ghost" aria-expanded={isRequestShown} disabled={preview.data === undefined} onClick={onRequest}>
        {t('request.title')}
      </Button>
      <Button shortcut="Esc" onClick={onClose}>
        {t('dialog.cancel')}
      </Button>
      <Button
        kind={preview.data?.risk === 'destructive' ? 'destructive' : 'primary'}
        shortcut="Ctrl ⏎"
        isBusy={isRunning || isAwaited}
        disabled={standing === 'incomplete' || standing === 'refused'}
        onClick={ask}
      >
        {confirmLabel}
      </Button>
    </>
  );
}

interface OpenBodyProps {
  action: Action;
  form: ReactNode;
  /** The form can be bound to what is there now. */
  isBoundByForm: boolean;
  isRequestShown: boolean;
}

/** Before the deed: the form, what will happen, the change and why; beside them the checks. */
function OpenBody({ action, form, isBoundByForm, isRequestShown }: OpenBodyProps) {
  const { preview, problem, applyToNewState, isComplete, reason, submitted, standing, ticked, setTicked } = action;
  const changed = preview.data?.checks.find((check) => check.result === 'blocked' && check.name === NOTHING_CHANGED);
  const failure = problem ?? preview.error;
  return (
    <>
      <div className="flex min-w-0 flex-[3] flex-col gap-4 overflow-auto p-5">
        {failure !== null && <ProblemNote error={failure} isChecking={problem === null} onApply={applyToNewState} />}
        {changed !== undefined && failure === null && isBoundByForm && (
          <ChangedNote evidence={changed.evidence} onApply={applyToNewState} />
        )}
        {form}
        <Effects preview={preview.data} isWaiting={!isComplete} />
        {preview.data?.sample != null && preview.data.sample.checked > 0 && <SampleList sample={preview.data.sample} />}
        {preview.data !== undefined &&
          preview.data.sample === null &&
          hasChangedLines(preview.data.before, preview.data.after) && (
            <section>
              <Caption>{t('action.change')}</Caption>
              <Diff
                before={preview.data.before}
                after={preview.data.after}
                label={t('action.change')}
                nameOf={fieldInWords}
                textOf={momentsInWords}
              />
            </section>
          )}
        {preview.data !== undefined && isRequestShown && <RequestNote request={preview.data.request} />}
        {preview.data !== undefined && (
          <ReasonFields reason={reason} preview={preview.data} isSubmitted={submitted > 0} />
        )}
      </div>
      <ChecksColumn
        preview={preview.data}
        isChecking={preview.isFetching || standing === 'awaited'}
        ticks={{ ticked, onChange: setTicked, isMissed: submitted > 0 }}
      />
    </>
  );
}

/** Who confirms too early is where the first thing is missing. `submitted`: how often it was confirmed. */
function useFirstMissing(submitted: number) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (submitted > 0) body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [submitted]);
  return body;
}

function momentsInWords(path: string, text: string): string {
  return readMoments(valueInWords(path, text));
}

/** The check that says whether somebody was faster. */
const NOTHING_CHANGED = 'Nothing changed since you looked';

/** Somebody was faster: who and what, before anything was sent. */
function ChangedNote({ evidence, onApply }: { evidence: string; onApply: () => void }) {
  return (
    <Note tone="warn" role="alert">
      <StateGlyph kind="overdue" size={15} />
      <div className="min-w-0">
        <b className="font-medium">{t('problem.conflict')}</b>
        <p>{readMoments(evidence)}</p>
        <div className="mt-1.5">
          <Button isSmall onClick={onApply}>
            {t('problem.look')}
          </Button>
        </div>
      </div>
    </Note>
  );
}

export function Caption({ children }: { children: ReactNode }) {
  return <h3 className="mb-1.5 text-12 font-semibold">{children}</h3>;
}

function Effects({ preview, isWaiting }: { preview: OperationPreview | undefined; isWaiting: boolean }) {
  return (
    <section aria-live="polite">
      <Caption>{t('action.effects')}</Caption>
      {preview === undefined ? (
        <p className="text-ink-3">{isWaiting ? t('action.fillIn') : t('action.checking')}</p>
      ) : (
        <ol className="list-decimal pl-5 text-ink-2">
          {preview.effects.map((effect) => (
            <li key={effect}>{readMoments(effect)}</li>
          ))}
        </ol>
      )}
    </section>
  );
}
