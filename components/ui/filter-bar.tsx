'use client';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button, Kbd } from './button.tsx';

export interface FilterField {
  readonly id: string;
  readonly label: string;
  /** Known values; without them free text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly placeholder?: string;
}
interface FilterBarProps {
  readonly label: string;
  readonly addLabel: string;
  readonly applyLabel: string;
  readonly removeLabel: (field: string) => string;
  readonly fields: readonly FilterField[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (id: string, value: string | null) => void;
  /** Said in a quiet line: parts of the address that mean nothing here. */
  readonly unknown?: string | null;
}

/** Filters as chips: each opens its own editor; the values are the address's. */
export function FilterBar({ label, addLabel, applyLabel, removeLabel, fields, values, onChange, unknown = null }: FilterBarProps) {
  const [editing, setEditing] = useState<string | null>(null);
  const shown = fields.filter((field) => values[field.id] !== undefined);
  const open = fields.find((field) => field.id === editing);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'f' || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null) return;
      event.preventDefault();
      setEditing('');
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <search aria-label={label} className="flex flex-wrap items-center gap-1.5">
      {shown.map((field) => {
        const value = values[field.id] ?? '';
        return (
          <span key={field.id} className="inline-flex h-7 max-w-[420px] items-center overflow-hidden rounded-2 border border-line-strong bg-surface dark:bg-canvas">
            <button type="button" onClick={() => setEditing(field.id)} onKeyDown={(event) => { if (event.key === 'Backspace' || event.key === 'Delete') onChange(field.id, null); }} className="flex min-w-0 items-center gap-1.5 px-2 hover:bg-hover"><span className="text-ink-2">{field.label}</span><b className="truncate font-medium">{wordsOf(field, value)}</b></button>
            <button type="button" aria-label={removeLabel(field.label)} onClick={() => onChange(field.id, null)} className="grid h-full w-6 place-items-center border-l border-line text-ink-3 hover:bg-hover"><X size={13} aria-hidden /></button>
          </span>
        );
      })}
      <button type="button" onClick={() => setEditing('')} className="inline-flex h-7 items-center gap-1.5 rounded-2 border border-dashed border-line-strong px-2 text-ink-2 hover:bg-hover"><Plus size={14} aria-hidden />{addLabel}<Kbd>F</Kbd></button>
      {editing !== null && <FilterEditor key={editing} fields={fields} start={open} values={values} applyLabel={applyLabel} label={addLabel} onClose={() => setEditing(null)} onApply={(id, value) => { onChange(id, value === '' ? null : value); setEditing(null); }} />}
      {unknown !== null && <p className="w-full text-12 text-ink-3">{unknown}</p>}
    </search>
  );
}
function wordsOf(field: FilterField, value: string): string {
  return value.split(',').map((one) => field.options?.find((option) => option.value === one)?.label ?? one).join(', ');
}

function FilterEditor({ fields, start, values, applyLabel, label, onApply, onClose }: { fields: readonly FilterField[]; start: FilterField | undefined; values: Readonly<Record<string, string>>; applyLabel: string; label: string; onApply: (id: string, value: string) => void; onClose: () => void }) {
  const [fieldId, setFieldId] = useState(start?.id ?? fields[0]?.id ?? '');
  const field = fields.find((each) => each.id === fieldId);
  const [value, setValue] = useState(start === undefined ? '' : values[start.id] ?? '');
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const box = 'h-7 rounded-2 border border-control bg-surface px-1.5 text-12 dark:bg-canvas';
  const chosen = field?.options === undefined ? value : value === '' ? field.options[0]?.value ?? '' : value;
  return (
    <form aria-label={label} onSubmit={(event) => { event.preventDefault(); onApply(fieldId, chosen.trim()); }} onKeyDown={(event) => { if (event.key === 'Escape') { event.stopPropagation(); onClose(); } }} className="inline-flex items-center gap-1 rounded-2 bg-accent-soft p-0.5">
      <select ref={first} aria-label={label} value={fieldId} onChange={(event) => { setFieldId(event.target.value); setValue(values[event.target.value] ?? ''); }} className={box}>{fields.map((each) => <option key={each.id} value={each.id}>{each.label}</option>)}</select>
      {field?.options !== undefined
        ? <select aria-label={field.label} value={chosen} onChange={(event) => setValue(event.target.value)} className={box}>{field.options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}</select>
        : <input aria-label={field?.label} value={value} placeholder={field?.placeholder} onChange={(event) => setValue(event.target.value)} className={`${box} w-[180px]`} />}
      <Button type="submit" isSmall>{applyLabel}</Button>
    </form>
  );
}
