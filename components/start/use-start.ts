import { type RefObject, useEffect, useRef, useState } from 'react';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { isWritten, type ValueDraft, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import type { FormHandle } from '@/components/forms/schema-form.tsx';
import { t } from '@/components/messages/messages.ts';
import type { VariableInput } from '@/lib/console/contract.ts';
import type { StartFormView, StartLikeView } from '@/lib/console/views/definition-view.ts';

/** The start that is being prepared: of which definition, with which key and values. */
export function useStart() {
  const { values } = useUrlState();
  const process = values.definition ?? '';
  const like = useView('start-like', { instance: values.like ?? '' }, { isOff: values.like === undefined });
  const mayNot = useBlockedBecause('instance.start');
  const query = useView(
    'start-form',
    { process, version: values.version },
    { isOff: process === '' || mayNot !== null },
  );
  const writing = useStartWriting(like.data);
  const handle = useRef<FormHandle>(null);
  const [brokenKey, setBrokenKey] = useState<string | null>(null);
  const target = query.data !== undefined && process !== '' ? query.data : null;
  // Values of another instance are more than its form asks for.
  const asked = target === null || like.data !== undefined ? null : target.form;
  const isFillable = asked !== null && asked.kind !== 'missing' && brokenKey !== target?.definition.key;
  return {
    process,
    like,
    query,
    target,
    /** The form that asks for the values; null: they are written by name. */
    asked,
    handle,
    onBroken: () => setBrokenKey(target?.definition.key ?? null),
    ...writing,
    isFromFields: isFillable && asked.kind === 'fields',
    blockedBecause: blockedBecause(target, isFillable || isWritten(writing.drafts)),
    /** What is handed over; null where the form says what is wrong. */
    written: () => (isFillable ? submitted(handle) : writtenValues(writing.drafts)),
  };
}

/** Key and values as they are written; those of the instance that is started like come first. */
function useStartWriting(like: StartLikeView | undefined) {
  const { set } = useUrlState();
  const [businessKey, setBusinessKey] = useState('');
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const [isFilled, setFilled] = useState(false);
  useEffect(() => {
    if (like === undefined || isFilled) return;
    setFilled(true);
    setBusinessKey(like.businessKey ?? '');
    setDrafts(like.variables.map(({ name, type, text }, n) => ({ id: n + 1, name, type, text: text ?? '' })));
    set({ definition: like.definition.processId, version: String(like.definition.version) });
  }, [like, isFilled, set]);
  return { businessKey, setBusinessKey, drafts, setDrafts };
}

function submitted(handle: RefObject<FormHandle | null>): readonly VariableInput[] | null {
  const answer = handle.current?.submit();
  return answer?.isValid === true ? answer.variables : null;
}

/** Why nothing can be started; null: it can. */
function blockedBecause(target: StartFormView | null, isReady: boolean): string | null {
  if (target === null) return t('start.choose');
  if (target.isSuspended) return t('start.suspended');
  if (!target.hasNoneStart) return t('start.noneStart');
  return isReady ? null : t('start.invalid');
}
