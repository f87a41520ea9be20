'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { fieldInWords, valueInWords } from '@/components/messages/field-words.ts';
import { t } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Diff } from '@/components/ui/code.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { readMoments } from '@/components/ui/format.ts';
import { Note } from '@/components/ui/panel.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import { DoorError, checkOperation, runOperation } from '@/lib/console/client.ts';
import type { OperationName, OperationPreview, OperationRequest, OperationResult } from '@/lib/console/contract.ts';
import type { ActionDialogProps } from './action-dialog-props.ts';
import { ActionResult } from './action-result.tsx';
import { afterOwnDeed } from './after-own-deed.ts';
import { useIsChangingHere } from './changing.ts';
import { ChecksColumn } from './checks-column.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ReasonFields, isReasonComplete, useReason } from './reason-fields.tsx';
import { RequestNote } from './request-note.tsx';
import { SampleList } from './sample-list.tsx';
import { standingOf } from './standing.ts';
import { isTicked, toBeTicked } from './ticks.ts';
import type { Ticked } from './ticks.ts';
import { useConfirmation } from './use-confirmation.ts';

/** One dialog for all operations: what will happen, the change, checks, why; then what came of it. */
export function ActionDialog<N extends OperationName>(props: ActionDialogProps<N>) {
  const { operation, undoes, onClose } = props;
  const parameters = props.parameters ?? null;
  useIsChangingHere();
  const isComplete = parameters !== null || undoes !== undefined;
  const client = useQueryClient();
  const reason = useReason();
  const [isRunning, setRunning] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [result, setResult] = useState<OperationResult | null>(null);
  const [problem, setProblem] = useState<DoorError | null>(null);
  const [seenVersion, setSeenVersion] = useState(props.expectedVersion);
  const [submitted, setSubmitted] = useState(0);
  const [isRequestShown, setRequestShown] = useState(false);
  const [ticked, setTicked] = useState<Ticked>(new Set());
  const preview = useQuery<OperationPreview, DoorError>({
    queryKey: ['check', operation, parameters, seenVersion ?? null, undoes ?? null],
    enabled: isComplete && result === null,
    queryFn: () =>
      checkOperation(operation, { parameters, expectedVersion: seenVersion, ...(undoes !== undefined && { undoes }) }),
    placeholderData: (before) => before,
    staleTime: 0,
    // What was so when the dialog was open the last time is nothing to decide by.
    gcTime: 0,
    // What was written stays meanwhile.
    refetchInterval: ({ state }) => (state.error?.problem.code === 'unavailable' ? CHECKED_AGAIN_MS : false),
  });
  const standing = standingOf(preview, { isComplete, isBeingWritten: props.parameters === undefined });
  const confirm = async () => {
    setSubmitted((times) => times + 1);
    if (
      standing !== 'open' ||
      isRunning ||
      result !== null ||
      preview.data === undefined ||
      !isReasonComplete(reason.value, preview.data)
    )
      return;
    const looked = toBeTicked(preview.data);
    if (!looked.every((check) => isTicked(ticked, check))) return;
    setRunning(true);
    setProblem(null);
    try {
      const run =
        props.run ??
        ((request: Omit<OperationRequest<N>, 'mode'>) =>
          runOperation(operation, request, isLarge(request.parameters) ? setProgress : undefined));
      const done = await run({
        parameters,
        ...(undoes !== undefined && { undoes }),
        reason: { ...reason.forRequest(preview.data), looked: looked.map((check) => check.name) },
        expectedVersion: seenVersion ?? preview.data.version ?? undefined,
        ...(preview.data.state !== null && { expectedState: preview.data.state }),
      });
      await afterOwnDeed(client, done);
      setResult(done);
    } catch (error) {
      if (!(error instanceof DoorError)) throw error;
      setProblem(error);
    } finally {
      setRunning(false);
      setProgress(null);
    }
  };
  const applyToNewState = () => {
    setProblem(null);
    setSeenVersion(undefined);
    props.onApply?.();
    void client.invalidateQueries();
  };
  const body = useFirstMissing(submitted);
  const { isAwaited, ask } = useConfirmation(standing, () => void confirm());
  const isChanged =
    preview.data?.checks.some((check) => check.result === 'blocked' && check.name === NOTHING_CHANGED) ?? false;
  const failure = problem ?? preview.error;
  const risk = preview.data?.risk;
  return (
    <Dialog
      isOpen
      onClose={onClose}
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
            <Button kind="primary" onClick={onClose}>
              {t('dialog.done')}
            </Button>
          </>
        ) : (
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
            <Button
              kind="ghost"
              aria-expanded={isRequestShown}
              disabled={preview.data === undefined}
              onClick={() => setRequestShown((before) => !before)}
            >
              {t('request.title')}
            </Button>
            <Button shortcut="Esc" onClick={onClose}>
              {t('dialog.cancel')}
            </Button>
            <Button
              kind={risk === 'destructive' ? 'destructive' : 'primary'}
              shortcut="Ctrl ⏎"
              isBusy={isRunning || isAwaited}
              disabled={standing === 'incomplete' || standing === 'refused'}
              onClick={ask}
            >
              {props.confirmLabel}
            </Button>
          </>
        )
      }
    >
      <div ref={body} className="flex min-h-0 flex-1 max-[760px]:flex-col">
        {result !== null ? (
          <ActionResult
            ActionDialog={ActionDialog}
            operation={operation}
            result={result}
            outcome={props.outcome?.(result)}
            auditTarget={props.auditTarget ?? result.instanceKey ?? null}
            auditObject={props.auditObject ?? null}
          />
        ) : (
          <>
            <div className="flex min-w-0 flex-[3] flex-col gap-4 overflow-auto p-5">
              {failure !== null && (
                <ProblemNote error={failure} isChecking={problem === null} onApply={applyToNewState} />
              )}
              {isChanged && failure === null && props.onApply !== undefined && (
                <ChangedNote
                  evidence={preview.data?.checks.find((check) => check.name === NOTHING_CHANGED)?.evidence ?? ''}
                  onApply={applyToNewState}
                />
              )}
              {props.form}
              <Effects preview={preview.data} isWaiting={!isComplete} />
              {preview.data?.sample != null && preview.data.sample.checked > 0 && (
                <SampleList sample={preview.data.sample} />
              )}
              {preview.data !== undefined && preview.data.sample === null && hasChange(preview.data) && (
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
        )}
      </div>
    </Dialog>
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

/** While the server or its database is away. */
const CHECKED_AGAIN_MS = 5_000;
/** Characters of a request from which on it is shown how much of it has gone out. */
const LARGE = 256 * 1024;
function isLarge(parameters: object | null): boolean {
  return (
    parameters !== null && Object.values(parameters).some((value) => typeof value === 'string' && value.length > LARGE)
  );
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
function hasChange(preview: OperationPreview): boolean {
  return JSON.stringify(preview.before) !== JSON.stringify(preview.after);
}
