'use client';
import { useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import type { FieldEdit } from '@/components/ui/filter-bar.tsx';
import {
  type Literal,
  type Operator,
  OPERATORS,
  readLiteral,
  readWritten,
  writeLiteral,
  writeName,
  writeWritten,
} from '@/lib/console/filter/written-value.ts';

const BOX = 'h-7 rounded-2 border border-control bg-surface px-1.5 text-12 dark:bg-canvas';
const TEXT_OPERATORS = ['eq', 'ne', 'in', 'nin', 'like', 'starts', 'exists', 'missing'] as const;
const LITERALS = ['any', 'string', 'number', 'boolean', 'date', 'null'] as const;
const WITH_CASE: readonly Operator[] = ['eq', 'ne', 'in', 'nin', 'like', 'starts'];
const WITHOUT_VALUE: readonly Operator[] = ['exists', 'missing'];
/** Several values at once have no type in common. */
const MANY: readonly Operator[] = ['in', 'nin', 'between', 'like', 'starts'];
const TIMES = ['-1h', '-24h', '-7d', '-30d', 'today', 'now'];

interface OperatorProps {
  readonly written: ReturnType<typeof readWritten>;
  readonly operators: readonly Operator[];
  readonly onChange: (written: ReturnType<typeof readWritten>) => void;
}
function OperatorSelect({ written, operators, onChange }: OperatorProps) {
  return (
    <select
      aria-label={t('filter.operator')}
      value={written.operator}
      onChange={(event) => {
        const operator = operators.find((each) => each === event.target.value);
        if (operator !== undefined)
          onChange({ ...written, operator, ignoresCase: written.ignoresCase && WITH_CASE.includes(operator) });
      }}
      className={BOX}
    >
      {operators.map((each) => (
        <option key={each} value={each}>
          {t(`operator.${each}`)}
        </option>
      ))}
    </select>
  );
}
function CaseTick({ written, onChange }: Omit<OperatorProps, 'operators'>) {
  if (!WITH_CASE.includes(written.operator)) return null;
  return (
    <label className="inline-flex items-center gap-1 text-12">
      <input
        type="checkbox"
        checked={written.ignoresCase}
        onChange={(event) => onChange({ ...written, ignoresCase: event.target.checked })}
        className="accent-[var(--accent)]"
      />
      {t('filter.case')}
    </label>
  );
}

/** Comparison and value of a text. */
export function TextEditor({
  edit,
  usual,
  label,
  placeholder,
}: {
  edit: FieldEdit;
  usual: { readonly operator: Operator; readonly ignoresCase: boolean };
  label: string;
  placeholder?: string;
}) {
  const written = readWritten(edit.value, usual);
  const change = (next: typeof written) => edit.change(writeWritten(next));
  return (
    <>
      <OperatorSelect written={written} operators={TEXT_OPERATORS} onChange={change} />
      {!WITHOUT_VALUE.includes(written.operator) && (
        <input
          aria-label={label}
          value={written.text}
          placeholder={placeholder}
          onChange={(event) => change({ ...written, text: event.target.value })}
          className={`${BOX} w-[180px]`}
        />
      )}
      <CaseTick written={written} onChange={change} />
    </>
  );
}

/** Two times with either side left out. */
export function TimeEditor({ edit }: { edit: FieldEdit }) {
  const [from = '', to = ''] = edit.value.includes('..') ? edit.value.split('..', 2) : [edit.value, ''];
  const change = (start: string, end: string) => edit.change(start === '' && end === '' ? '' : `${start}..${end}`);
  const list = `times-${edit.id}`;
  return (
    <>
      <input
        aria-label={t('filter.from')}
        list={list}
        value={from}
        placeholder="-24h"
        onChange={(event) => change(event.target.value, to)}
        className={`${BOX} w-[150px]`}
      />
      <span className="text-ink-3">–</span>
      <input
        aria-label={t('filter.to')}
        list={list}
        value={to}
        placeholder="now"
        onChange={(event) => change(from, event.target.value)}
        className={`${BOX} w-[150px]`}
      />
      <datalist id={list}>
        {TIMES.map((time) => (
          <option key={time} value={time} />
        ))}
      </datalist>
    </>
  );
}

/** Any number of known values. */
export function ManyEditor({
  edit,
  options,
  label,
}: {
  edit: FieldEdit;
  options: readonly { readonly value: string; readonly label: string }[];
  label: string;
}) {
  const chosen = edit.value.split(',').filter((each) => each !== '');
  const toggle = (value: string) =>
    edit.change((chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]).join(','));
  return (
    <fieldset aria-label={label} className="inline-flex flex-wrap items-center gap-2 px-1">
      {options.map((option) => (
        <label key={option.value} className="inline-flex items-center gap-1 text-12">
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
            className="accent-[var(--accent)]"
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  );
}

/** A process and one of its versions, or several written by hand. */
export function DefinitionEditor({
  edit,
  options,
}: {
  edit: FieldEdit;
  options: readonly { readonly value: string; readonly label: string }[];
}) {
  const isMany = edit.value.includes(',');
  const at = edit.value.lastIndexOf(':');
  const [process, version] = isMany || at < 0 ? [edit.value, ''] : [edit.value.slice(0, at), edit.value.slice(at + 1)];
  const change = (next: string, number: string) => edit.change(number === '' ? next : `${next}:${number}`);
  if (isMany)
    return (
      <input
        aria-label={t('column.definition')}
        value={edit.value}
        onChange={(event) => edit.change(event.target.value)}
        className={`${BOX} w-[220px]`}
      />
    );
  return (
    <>
      <select
        aria-label={t('column.definition')}
        value={process}
        onChange={(event) => change(event.target.value, '')}
        className={BOX}
      >
        <option value="" />
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <input
        aria-label={t('filter.version')}
        inputMode="numeric"
        value={version}
        placeholder={t('filter.allVersions')}
        onChange={(event) => change(process, event.target.value.replace(/\D/g, ''))}
        className={`${BOX} w-[96px]`}
      />
    </>
  );
}

/** Name or path, comparison, type and value of a variable. */
export function VariableEditor({ edit, names }: { edit: FieldEdit; names: readonly string[] }) {
  const [path, setPath] = useState(edit.id.startsWith('var.') ? edit.id.slice('var.'.length) : '');
  const written = readWritten(edit.value, { operator: 'eq', ignoresCase: false });
  const literal = readLiteral(written.text);
  const isTyped = !MANY.includes(written.operator) && !WITHOUT_VALUE.includes(written.operator);
  const change = (next: typeof written, name = path) => edit.change(writeWritten(next), `var.${name}`);
  const changeLiteral = (next: Literal) => change({ ...written, text: writeLiteral(next) });
  return (
    <>
      <input
        aria-label={t('filter.path')}
        list="variable-names"
        value={path}
        placeholder="order.total"
        onChange={(event) => {
          setPath(event.target.value);
          change(written, event.target.value);
        }}
        className={`${BOX} w-[150px]`}
      />
      <datalist id="variable-names">
        {names.map((name) => (
          <option key={name} value={writeName(name)} />
        ))}
      </datalist>
      <OperatorSelect written={written} operators={OPERATORS} onChange={(next) => change(next)} />
      {isTyped && (
        <select
          aria-label={t('filter.type')}
          value={literal.type}
          onChange={(event) => {
            const type = LITERALS.find((each) => each === event.target.value);
            if (type !== undefined)
              changeLiteral({ type, text: type === 'null' ? 'null' : literal.type === 'null' ? '' : literal.text });
          }}
          className={BOX}
        >
          {LITERALS.map((type) => (
            <option key={type} value={type}>
              {t(`literal.${type}`)}
            </option>
          ))}
        </select>
      )}
      {!WITHOUT_VALUE.includes(written.operator) && literal.type !== 'null' && (
        <input
          aria-label={t('filter.value')}
          value={isTyped ? literal.text : written.text}
          onChange={(event) =>
            isTyped
              ? changeLiteral({ type: literal.type, text: event.target.value })
              : change({ ...written, text: event.target.value })
          }
          className={`${BOX} w-[160px]`}
        />
      )}
      <CaseTick written={written} onChange={(next) => change(next)} />
    </>
  );
}

/** The filter as text. */
export function QueryEditor({ edit }: { edit: FieldEdit }) {
  return (
    <textarea
      aria-label={t('filter.query')}
      title={t('filter.queryHelp')}
      rows={2}
      spellCheck={false}
      value={edit.value}
      placeholder={'state = incident or var.amount > 99000'}
      onChange={(event) => edit.change(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey) {
          event.preventDefault();
          event.currentTarget.form?.requestSubmit();
        }
      }}
      className="mono w-[min(560px,80vw)] rounded-2 border border-control bg-surface px-1.5 py-1 text-12 dark:bg-canvas"
    />
  );
}
