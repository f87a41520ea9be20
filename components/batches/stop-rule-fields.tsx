'use client';
import { type ReactNode, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField, TextField } from '@/components/ui/field.tsx';
import type { StopRule } from '@/lib/console/contract.ts';
import { isNumber, isPercent, stopRuleOf, USUAL_STOP_RULE } from './stop-rule-draft.ts';

/** `part`: of the parameters of whatever makes a batch; null: nothing can be made of what is written. */
interface StopRuleForm {
  readonly part: { readonly stopRule?: StopRule } | null;
  readonly fields: ReactNode;
}

/** When the batch pauses by itself, with the usual rule until somebody writes another. */
export function useStopRule(): StopRuleForm {
  const [draft, setDraft] = useState(USUAL_STOP_RULE);
  const rule = stopRuleOf(draft);
  const set = (part: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...part }));
  const nothing = draft.percent === '' && draft.failed === '' ? t('stop.nothing') : null;
  return {
    part: rule === null ? null : rule === undefined ? {} : { stopRule: rule },
    fields: (
      <fieldset className="min-w-0">
        <CheckField label={t('stop.on')} checked={draft.isOn} onChange={(isOn) => set({ isOn })} />
        {draft.isOn && (
          <>
            <div className="mt-1 grid max-w-[540px] grid-cols-3 gap-3">
              <NumberField
                label={t('stop.percent')}
                value={draft.percent}
                error={isPercent(draft.percent) ? nothing : t('stop.percentError')}
                onChange={(percent) => set({ percent })}
              />
              <NumberField
                label={t('stop.ofAtLeast')}
                value={draft.ofAtLeast}
                error={isNumber(draft.ofAtLeast, draft.percent === '') ? null : t('stop.numberError')}
                onChange={(ofAtLeast) => set({ ofAtLeast })}
              />
              <NumberField
                label={t('stop.failed')}
                value={draft.failed}
                error={isNumber(draft.failed, true) ? null : t('stop.numberError')}
                onChange={(failed) => set({ failed })}
              />
            </div>
            <p className="mt-1 text-12 text-ink-3">{t('stop.help')}</p>
          </>
        )}
      </fieldset>
    ),
  };
}

function NumberField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | null;
  onChange: (text: string) => void;
}) {
  return (
    <TextField
      label={label}
      inputMode="numeric"
      autoComplete="off"
      className="num"
      value={value}
      error={error}
      onChange={(event) => onChange(event.target.value.trim())}
    />
  );
}
