'use client';
import { AlignLeft, Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import type { ValueFacts } from '@/lib/console/contract.ts';
import { formatJson, jsonProblem } from './json-text.ts';
import { BINARY_TYPES, EDITABLE_TYPES, MAX_FILE_BYTES } from './variable-types.ts';

/** A value that is being written. `text` of a file is Base64. */
export interface EditedValue {
  readonly type: string;
  readonly text: string;
  readonly info: ValueFacts;
}

interface EditorProps {
  readonly value: EditedValue;
  readonly problem: string | null;
  readonly onChange: (value: EditedValue) => void;
}

/** Type and value, each type with a form of its own. `isFirst`: the value is what is written first. */
export function ValueEditor({ value, problem, onChange, isFirst = false }: EditorProps & { isFirst?: boolean }) {
  const { type } = value;
  const types = EDITABLE_TYPES.includes(type) ? EDITABLE_TYPES : [type, ...EDITABLE_TYPES];
  // A text is no file, and bytes are no text: what was written for one is nothing for the other.
  const choose = (next: string) =>
    onChange({
      ...value,
      type: next,
      text: BINARY_TYPES.includes(next) === BINARY_TYPES.includes(type) ? value.text : '',
    });
  return (
    <div className="grid grid-cols-[140px_minmax(0,1fr)] gap-3">
      <SelectField label={t('column.type')} value={type} onChange={(event) => choose(event.target.value)}>
        {types.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </SelectField>
      <div className="flex min-w-0 flex-col gap-3">
        {type === 'Object' && <ObjectFacts value={value} onChange={onChange} />}
        <ValueField value={value} problem={problem} onChange={onChange} isFirst={isFirst} />
      </div>
    </div>
  );
}

function ValueField({ value, problem, onChange, isFirst }: EditorProps & { isFirst: boolean }) {
  const { type, text } = value;
  const first = isFirst ? { 'data-first': true } : {};
  const write = (next: string) => onChange({ ...value, text: next });
  if (type === 'Boolean')
    return (
      <SelectField
        {...first}
        label={t('column.value')}
        value={text}
        error={problem}
        onChange={(event) => write(event.target.value)}
      >
        <option value="">{t('reason.choose')}</option>
        <option value="true">true</option>
        <option value="false">false</option>
      </SelectField>
    );
  if (BINARY_TYPES.includes(type)) return <FileField value={value} problem={problem} onChange={onChange} />;
  const isJson = type === 'Json' || (type === 'Object' && value.info.serializationDataFormat === 'application/json');
  if (isJson || type === 'Xml' || type === 'Object')
    return <LongField value={value} problem={problem} onChange={onChange} isJson={isJson} isFirst={isFirst} />;
  if (type === 'String')
    return (
      <TextArea
        {...first}
        label={t('column.value')}
        rows={3}
        value={text}
        error={problem}
        onChange={(event) => write(event.target.value)}
        className="mono"
        spellCheck={false}
      />
    );
  const isNumber = ['Integer', 'Long', 'Short', 'Double'].includes(type);
  return (
    <TextField
      {...first}
      label={t('column.value')}
      value={type === 'Null' ? '' : text}
      disabled={type === 'Null'}
      error={problem}
      help={type === 'Date' ? t('value.dateHelp') : undefined}
      inputMode={isNumber ? 'decimal' : undefined}
      onChange={(event) => write(event.target.value)}
      className="mono"
      spellCheck={false}
      autoComplete="off"
    />
  );
}

/** JSON, XML, a serialized object: JSON can be put into lines, and its first mistake is gone to. */
function LongField({ value, problem, onChange, isJson, isFirst }: EditorProps & { isJson: boolean; isFirst: boolean }) {
  const field = useRef<HTMLDivElement>(null);
  const wrong = isJson ? jsonProblem(value.text) : null;
  const goTo = () => {
    const area = field.current?.querySelector('textarea');
    if (wrong === null || area === null || area === undefined) return;
    const position =
      value.text
        .split('\n')
        .slice(0, wrong.line - 1)
        .reduce((sum, line) => sum + line.length + 1, 0) +
      wrong.column -
      1;
    area.focus();
    area.setSelectionRange(position, Math.min(position + 1, value.text.length));
  };
  return (
    <div ref={field}>
      <TextArea
        {...(isFirst && { 'data-first': true })}
        label={t('column.value')}
        rows={8}
        value={value.text}
        error={problem}
        onChange={(event) => onChange({ ...value, text: event.target.value })}
        className="mono"
        spellCheck={false}
      />
      {isJson && (
        <p className="mt-1.5 flex gap-2">
          <Button
            isSmall
            icon={AlignLeft}
            disabled={wrong !== null || value.text === ''}
            onClick={() => onChange({ ...value, text: formatJson(value.text) })}
          >
            {t('value.format')}
          </Button>
          {problem !== null && wrong !== null && (
            <Button isSmall kind="ghost" onClick={goTo}>
              {t('value.goTo', { line: wrong.line, column: wrong.column })}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}

function ObjectFacts({ value, onChange }: Omit<EditorProps, 'problem'>) {
  const write = (part: ValueFacts) => onChange({ ...value, info: { ...value.info, ...part } });
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('value.objectType')}
        need={t('field.required')}
        value={value.info.objectTypeName ?? ''}
        onChange={(event) => write({ objectTypeName: event.target.value })}
        className="mono"
        spellCheck={false}
      />
      <TextField
        label={t('value.objectFormat')}
        need={t('field.required')}
        value={value.info.serializationDataFormat ?? ''}
        placeholder="application/json"
        onChange={(event) => write({ serializationDataFormat: event.target.value })}
        className="mono"
        spellCheck={false}
      />
    </div>
  );
}

/** A file of this computer becomes the value; how far it is read is shown. */
function FileField({ value, problem, onChange }: EditorProps) {
  const input = useRef<HTMLInputElement>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const read = (file: File | undefined) => {
    if (file === undefined) return;
    setRefused(
      file.size > MAX_FILE_BYTES
        ? t('value.tooLarge', { size: megabytes(file.size), most: megabytes(MAX_FILE_BYTES) })
        : null,
    );
    if (file.size > MAX_FILE_BYTES) return;
    const reader = new FileReader();
    reader.onprogress = (event) => setProgress(event.total === 0 ? 1 : event.loaded / event.total);
    reader.onerror = () => {
      setProgress(null);
      setRefused(t('value.unreadable', { name: file.name }));
    };
    reader.onload = () => {
      setProgress(null);
      const text = typeof reader.result === 'string' ? reader.result.slice(reader.result.indexOf(',') + 1) : '';
      onChange({
        ...value,
        text,
        info: { ...value.info, filename: file.name, ...(file.type === '' ? {} : { mimeType: file.type }) },
      });
    };
    setProgress(0);
    reader.readAsDataURL(file);
  };
  const size = Math.floor((value.text.replace(/=+$/, '').length * 3) / 4);
  return (
    <div className="flex flex-col gap-2">
      <input
        ref={input}
        type="file"
        aria-label={t('value.upload')}
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => read(event.target.files?.[0])}
      />
      <div className="flex items-center gap-3 pt-5">
        <Button icon={Upload} onClick={() => input.current?.click()}>
          {t('value.upload')}
        </Button>
        <span className="text-ink-2">
          {value.text === '' ? t('value.noFile', { most: megabytes(MAX_FILE_BYTES) }) : t('value.fileSize', { size })}
        </span>
      </div>
      {progress !== null && (
        <progress
          aria-label={t('value.reading')}
          value={progress}
          max={1}
          className="h-1.5 w-full accent-[var(--accent)]"
        />
      )}
      {(refused ?? problem) !== null && (
        <p role="alert" className="text-12 text-incident-text">
          {refused ?? problem}
        </p>
      )}
      {value.text !== '' && (
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={t('value.filename')}
            value={value.info.filename ?? ''}
            onChange={(event) => onChange({ ...value, info: { ...value.info, filename: event.target.value } })}
            className="mono"
          />
          <TextField
            label={t('value.mimeType')}
            value={value.info.mimeType ?? ''}
            onChange={(event) => onChange({ ...value, info: { ...value.info, mimeType: event.target.value } })}
            className="mono"
          />
        </div>
      )}
    </div>
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
