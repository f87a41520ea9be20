'use client';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import type { Correction, OperationPreview, Reason } from '@/lib/console/contract.ts';

interface ReasonValue {
  readonly code: string;
  readonly ticket: string;
  readonly note: string;
  readonly confirmation: string;
  readonly symptom: string;
  /** null: what is offered. */
  readonly expectedNext: string | null;
  readonly rollback: string | null;
}
export interface ReasonState {
  readonly value: ReasonValue;
  readonly change: (part: Partial<ReasonValue>) => void;
  readonly forRequest: (preview: OperationPreview) => Reason;
}

const LAST = 'wh-last-reason';
/** The last code and ticket of this browser session are offered again: repairs come in rows. */
export function useReason(): ReasonState {
  const [value, setValue] = useState<ReasonValue>(() => {
    const last = JSON.parse(sessionStorage.getItem(LAST) ?? '{}') as Partial<ReasonValue>;
    return {
      code: last.code ?? '',
      ticket: last.ticket ?? '',
      note: '',
      confirmation: '',
      symptom: '',
      expectedNext: null,
      rollback: null,
    };
  });
  return {
    value,
    change: (part) => setValue((before) => ({ ...before, ...part })),
    forRequest: ({ demands, correction }) => {
      sessionStorage.setItem(LAST, JSON.stringify({ code: value.code, ticket: value.ticket }));
      const note = value.note.trim();
      return {
        ...(value.code === '' ? {} : { code: value.code }),
        ...(value.ticket.trim() === '' || !demands.needsTicket ? {} : { ticket: value.ticket.trim() }),
        ...(note === '' ? {} : { note }),
        ...(demands.needsConfirmation ? { confirmation: value.confirmation.trim() } : {}),
        ...(correction === null ? {} : { correction: declared(value, correction) }),
      };
    },
  };
}

function declared(value: ReasonValue, offered: NonNullable<OperationPreview['correction']>): Correction {
  return {
    symptom: value.symptom.trim(),
    expectedNext: (value.expectedNext ?? offered.expectedNext).trim(),
    rollback: (value.rollback ?? offered.rollback).trim(),
  };
}

export function isReasonComplete(value: ReasonValue, { demands, confirmation, correction }: OperationPreview): boolean {
  if (correction !== null && Object.values(declared(value, correction)).includes('')) return false;
  return (
    (!demands.needsReason || value.code !== '') &&
    (!demands.needsTicket || value.ticket.trim() !== '') &&
    (!demands.needsConfirmation || value.confirmation.trim() === confirmation)
  );
}

/** Why, as far as the risk class asks. */
export function ReasonFields({
  reason,
  preview,
  isSubmitted,
}: {
  reason: ReasonState;
  preview: OperationPreview;
  isSubmitted: boolean;
}) {
  const reasons = useView('reasons', {});
  const { value, change } = reason;
  const { demands, confirmation, correction } = preview;
  const missing = (isMissing: boolean) => (isSubmitted && isMissing ? t('action.missing') : null);
  return (
    <section className="flex flex-col gap-3" aria-label={t('action.why')}>
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={t('reason.code')}
          need={demands.needsReason ? t('field.required') : t('field.optional')}
          value={value.code}
          error={missing(demands.needsReason && value.code === '')}
          onChange={(event) => change({ code: event.target.value })}
        >
          <option value="">{t('reason.choose')}</option>
          {reasons.data?.codes.map((code) => (
            <option key={code.code} value={code.code}>
              {code.label}
            </option>
          ))}
        </SelectField>
        {demands.needsTicket && (
          <TextField
            label={t('reason.ticket')}
            need={t('field.required')}
            value={value.ticket}
            placeholder={reasons.data?.ticketExample}
            error={missing(value.ticket.trim() === '')}
            onChange={(event) => change({ ticket: event.target.value })}
            className="mono"
          />
        )}
      </div>
      {correction !== null && <CorrectionFields value={value} change={change} offered={correction} missing={missing} />}
      <TextArea
        label={t('reason.note')}
        need={t('field.optional')}
        rows={2}
        value={value.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      {demands.needsConfirmation && confirmation !== null && (
        <TextField
          label={t('reason.confirmation', { words: confirmation })}
          need={t('field.required')}
          value={value.confirmation}
          autoComplete="off"
          error={missing(value.confirmation.trim() !== confirmation)}
          onChange={(event) => change({ confirmation: event.target.value })}
          className="mono"
        />
      )}
    </section>
  );
}

/** The correction's template: what is wrong is said by the person, the rest is offered. */
function CorrectionFields({
  value,
  change,
  offered,
  missing,
}: {
  value: ReasonValue;
  change: ReasonState['change'];
  offered: NonNullable<OperationPreview['correction']>;
  missing: (isMissing: boolean) => string | null;
}) {
  const [expectedNext, rollback] = [value.expectedNext ?? offered.expectedNext, value.rollback ?? offered.rollback];
  return (
    <>
      <TextArea
        label={t('correction.symptom')}
        need={t('field.required')}
        rows={2}
        placeholder={t('correction.symptomHint')}
        value={value.symptom}
        error={missing(value.symptom.trim() === '')}
        onChange={(event) => change({ symptom: event.target.value })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextArea
          label={t('correction.expectedNext')}
          need={t('field.required')}
          rows={2}
          value={expectedNext}
          error={missing(expectedNext.trim() === '')}
          onChange={(event) => change({ expectedNext: event.target.value })}
        />
        <TextArea
          label={t('correction.rollback')}
          need={t('field.required')}
          rows={2}
          value={rollback}
          error={missing(rollback.trim() === '')}
          onChange={(event) => change({ rollback: event.target.value })}
        />
      </div>
    </>
  );
}
