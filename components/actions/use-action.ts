import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DoorError, checkOperation, runOperation } from '@/lib/console/client.ts';
import type { OperationName, OperationPreview, OperationRequest, OperationResult } from '@/lib/console/contract.ts';
import type { ActionDialogProps } from './action-dialog-props.ts';
import { afterOwnDeed } from './after-own-deed.ts';
import { isReasonComplete, useReason } from './reason-fields.tsx';
import { standingOf } from './standing.ts';
import { isTicked, toBeTicked } from './ticks.ts';
import type { Ticked } from './ticks.ts';

/** While the server or its database is away. */
const CHECKED_AGAIN_MS = 5_000;
/** Characters of a request from which on it is shown how much of it has gone out. */
const LARGE = 256 * 1024;
function isLarge(parameters: object | null): boolean {
  return (
    parameters !== null && Object.values(parameters).some((value) => typeof value === 'string' && value.length > LARGE)
  );
}

export type Action = ReturnType<typeof useAction>;

/** An operation on its way: what would happen, why, what was looked at; then its result, or what was in the way. */
export function useAction<N extends OperationName>(props: ActionDialogProps<N>) {
  const { operation, undoes } = props;
  const parameters = props.parameters ?? null;
  const isComplete = parameters !== null || undoes !== undefined;
  const client = useQueryClient();
  const reason = useReason();
  const [isRunning, setRunning] = useState(false);
  const [progress, setProgress] = useState<number | null>(null);
  const [result, setResult] = useState<OperationResult | null>(null);
  const [problem, setProblem] = useState<DoorError | null>(null);
  const [seenVersion, setSeenVersion] = useState(props.expectedVersion);
  const [submitted, setSubmitted] = useState(0);
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
  return {
    isComplete,
    reason,
    preview,
    standing,
    isRunning,
    progress,
    result,
    problem,
    seenVersion,
    submitted,
    ticked,
    setTicked,
    confirm,
    applyToNewState,
  };
}
