'use client';
import { Plus, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import type { VariableInput } from '@/lib/console/contract.ts';
import { ValueFields } from './value-fields.tsx';
import { VARIABLE_TYPES, valueProblem } from './variable-types.ts';

/** A variable that is being written. */
export interface ValueDraft {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly text: string;
}
const PAUSE_MS = 300;

/** Variables to be handed over: names, types and values, as many as are needed. `known`: names that are offered. */
export function VariableDrafts({
  title,
  drafts,
  onChange,
  known = [],
}: {
  title: string;
  drafts: readonly ValueDraft[];
  onChange: (drafts: readonly ValueDraft[]) => void;
  known?: readonly { readonly name: string; readonly type: string }[];
}) {
  const add = (name: string, type: string) =>
    onChange([
      ...drafts,
      {
        id: Math.max(0, ...drafts.map((each) => each.id)) + 1,
        name,
        type: VARIABLE_TYPES.includes(type) ? type : 'String',
        text: '',
      },
    ]);
  const change = (id: number, part: Partial<ValueDraft>) =>
    onChange(drafts.map((each) => (each.id === id ? { ...each, ...part } : each)));
  return (
    <section className="@container flex flex-col gap-3">
      <h3 className="text-12 font-semibold">{title}</h3>
      {drafts.map((draft) => (
        <div
          key={draft.id}
          className="grid grid-cols-[minmax(0,1fr)_110px_minmax(0,1.6fr)_30px] items-start gap-2 @max-[440px]:grid-cols-[minmax(0,1fr)_104px_30px] @max-[440px]:border-b @max-[440px]:border-line-faint @max-[440px]:pb-3 @max-[440px]:[&>:nth-child(3)]:order-last @max-[440px]:[&>:nth-child(3)]:col-span-2"
        >
          <ValueFields draft={draft} onChange={(part) => change(draft.id, part)} />
          <span className="pt-5">
            <IconButton
              icon={X}
              label={t('start.removeVariable', { name: draft.name })}
              onClick={() => onChange(drafts.filter((each) => each.id !== draft.id))}
            />
          </span>
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-1.5">
        <Button isSmall icon={Plus} onClick={() => add('', 'String')}>
          {t('variable.add')}
        </Button>
        {known
          .filter((each) => !drafts.some((draft) => draft.name === each.name))
          .map((each) => (
            <Button
              key={`${each.name}${each.type}`}
              isSmall
              kind="ghost"
              icon={Plus}
              onClick={() => add(each.name, each.type)}
            >
              {each.name}
            </Button>
          ))}
      </div>
    </section>
  );
}

/** Each has a name and a value of its type. */
export function isWritten(drafts: readonly ValueDraft[]): boolean {
  return drafts.every((draft) => draft.name.trim() !== '' && valueProblem(draft.type, draft.text) === null);
}

export function writtenValues(drafts: readonly ValueDraft[]): readonly VariableInput[] {
  return drafts.map((draft) => ({
    name: draft.name.trim(),
    type: draft.type,
    text: draft.type === 'Null' ? null : draft.text,
  }));
}

/**
 * The checks follow what is written, but not each letter of it. undefined: somebody writes, what is shown would not be
 * what is done.
 */
export function useSettled<T>(value: T): T | undefined {
  const text = JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled === text ? (JSON.parse(text) as T) : undefined;
}
