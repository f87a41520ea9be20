'use client';
import { Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Button, Kbd } from './button.tsx';

export interface FilterField {
  readonly id: string;
  readonly label: string;
  /** Known values; without them free text. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
  readonly placeholder?: string;
  /** Fields of one group stand together in the choice. */
  readonly group?: string;
  /** What its chip says; without it the value's own words. */
  readonly describe?: (value: string) => string;
  /** An editor of its own. It may name the field anew: a variable is a field once it has a name. */
  readonly editor?: (edit: FieldEdit) => ReactNode;
}
export interface FieldEdit {
  readonly id: string;
  readonly value: string;
  readonly change: (value: string, id?: string) => void;
}
export interface FilterBarProps {
  readonly label: string;
  readonly addLabel: string;
  readonly applyLabel: string;
  readonly removeLabel: (field: string) => string;
  readonly fields: readonly FilterField[];
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (id: string, value: string | null) => void;
  /** Said in a quiet line: parts of the address that mean nothing here. */
  readonly unknown?: string | null;
  /** By field: why its value cannot be read. */
  readonly problems?: Readonly<Record<string, string>>;
  /** Stands before the chips. */
  readonly lead?: ReactNode;
}

/** Filters as chips: each opens its own editor; the values are the address's. */
export function FilterBar({
  label,
  addLabel,
  applyLabel,
  removeLabel,
  fields,
  values,
  onChange,
  unknown = null,
  problems = {},
  lead,
}: FilterBarProps) {
  const [editing, setEditing] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const goingBack = useRef(0);
  const edit = (id: string) => {
    // Opened again before the focus has gone back: it would leave the new editor.
    cancelAnimationFrame(goingBack.current);
    opener.current =
      document.activeElement instanceof HTMLElement && document.activeElement !== document.body
        ? document.activeElement
        : null;
    setEditing(id);
  };
  // Back to where it was; a chip that is gone leaves its place to the button beside it.
  const leave = () => {
    setEditing(null);
    goingBack.current = requestAnimationFrame(() =>
      (opener.current?.isConnected === true ? opener.current : addButton.current)?.focus(),
    );
  };
  const shown = fields.filter((field) => values[field.id] !== undefined);
  const open = fields.find((field) => field.id === editing);
  const begin = useRef(() => edit(''));
  begin.current = () => edit('');
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (
        event.key !== 'f' ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        (event.target as HTMLElement).closest('input, textarea, select, [role="dialog"], [role="menu"]') !== null
      )
        return;
      event.preventDefault();
      begin.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
  return (
    <search aria-label={label} className="flex flex-wrap items-center gap-1.5">
      {lead}
      {shown.map((field) => {
        const value = values[field.id] ?? '';
        return (
          <span
            key={field.id}
            title={problems[field.id]}
            className={classNames(
              'inline-flex h-7 max-w-[420px] items-center overflow-hidden rounded-2 border bg-surface dark:bg-canvas',
              problems[field.id] === undefined ? 'border-line-strong' : 'border-incident text-incident-text',
            )}
          >
            <button
              type="button"
              onClick={() => edit(field.id)}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' || event.key === 'Delete') onChange(field.id, null);
              }}
              className="flex min-w-0 items-center gap-1.5 px-2 hover:bg-hover"
            >
              <span className="flex-none whitespace-nowrap text-ink-2">{field.label}</span>
              <b title={wordsOf(field, value)} className="truncate font-medium">
                {wordsOf(field, value)}
              </b>
            </button>
            <button
              type="button"
              aria-label={removeLabel(field.label)}
              onClick={() => onChange(field.id, null)}
              className="grid h-full w-6 place-items-center border-l border-line text-ink-3 hover:bg-hover"
            >
              <X size={13} aria-hidden />
            </button>
          </span>
        );
      })}
      <button
        ref={addButton}
        type="button"
        onClick={() => edit('')}
        className="inline-flex h-7 items-center gap-1.5 rounded-2 border border-dashed border-line-strong px-2 text-ink-2 hover:bg-hover"
      >
        <Plus size={14} aria-hidden />
        {addLabel}
        <Kbd>F</Kbd>
      </button>
      {editing !== null && (
        <FilterEditor
          key={editing}
          fields={fields}
          start={open}
          values={values}
          applyLabel={applyLabel}
          label={addLabel}
          onClose={leave}
          onApply={(id, value, before) => {
            if (before !== undefined && before !== id) onChange(before, null);
            onChange(id, value === '' ? null : value);
            leave();
          }}
        />
      )}
      {unknown !== null && <p className="w-full text-12 text-ink-3">{unknown}</p>}
    </search>
  );
}
function wordsOf(field: FilterField, value: string): string {
  if (field.describe !== undefined) return field.describe(value);
  return value
    .split(',')
    .map((one) => field.options?.find((option) => option.value === one)?.label ?? one)
    .join(', ');
}

interface FilterEditorProps {
  readonly fields: readonly FilterField[];
  readonly start: FilterField | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly applyLabel: string;
  readonly label: string;
  readonly onApply: (id: string, value: string, before?: string) => void;
  readonly onClose: () => void;
}

function FilterEditor({ fields, start, values, applyLabel, label, onApply, onClose }: FilterEditorProps) {
  const [fieldId, setFieldId] = useState(start?.id ?? fields[0]?.id ?? '');
  const field = fields.find((each) => each.id === fieldId);
  const [edited, setEdited] = useState({ id: fieldId, value: start === undefined ? '' : (values[start.id] ?? '') });
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const box = 'h-7 rounded-2 border border-control bg-surface px-1.5 text-12 dark:bg-canvas';
  const chosen =
    field?.options !== undefined && field.editor === undefined && edited.value === ''
      ? (field.options[0]?.value ?? '')
      : edited.value;
  const change = (value: string, id = fieldId) => setEdited({ id, value });
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onApply(edited.id, chosen.trim(), start?.id);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose();
        }
      }}
      className="inline-flex flex-wrap items-center gap-1 rounded-2 bg-accent-soft p-0.5"
    >
      <select
        ref={first}
        aria-label={label}
        value={fieldId}
        onChange={(event) => {
          setFieldId(event.target.value);
          setEdited({ id: event.target.value, value: values[event.target.value] ?? '' });
        }}
        className={box}
      >
        {groupsOf(fields).map(([group, members]) =>
          group === '' ? (
            members.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))
          ) : (
            <optgroup key={group} label={group}>
              {members.map((each) => (
                <option key={each.id} value={each.id}>
                  {each.label}
                </option>
              ))}
            </optgroup>
          ),
        )}
      </select>
      {field?.editor !== undefined ? (
        <span key={fieldId} className="inline-flex flex-wrap items-center gap-1">
          {field.editor({ id: fieldId, value: edited.value, change })}
        </span>
      ) : field?.options !== undefined ? (
        <select
          aria-label={field.label}
          value={chosen}
          onChange={(event) => change(event.target.value)}
          className={box}
        >
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          aria-label={field?.label}
          value={edited.value}
          placeholder={field?.placeholder}
          onChange={(event) => change(event.target.value)}
          className={`${box} w-[180px]`}
        />
      )}
      <Button type="submit" isSmall>
        {applyLabel}
      </Button>
    </form>
  );
}

function groupsOf(fields: readonly FilterField[]): readonly (readonly [string, readonly FilterField[]])[] {
  const groups = new Map<string, FilterField[]>();
  for (const field of fields) groups.set(field.group ?? '', [...(groups.get(field.group ?? '') ?? []), field]);
  return [...groups];
}
