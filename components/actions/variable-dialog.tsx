'use client';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';
import { TextDiff } from '@/components/ui/code.tsx';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import { ActionDialog, Caption } from './action-dialog.tsx';
import { formatJson, jsonProblem } from './json-text.ts';
import { type EditedValue, ValueEditor } from './value-editor.tsx';
import { useSettled } from './variable-drafts.tsx';
import { BINARY_TYPES, valueProblem } from './variable-types.ts';

interface Place {
  readonly instanceKey: string;
  readonly where: string;
  readonly version?: number;
  readonly onClose: () => void;
}

/**
 * Corrects a value. The whole text is read first where the list has cut it. When somebody else was faster, what was
 * typed is kept, and bound to what is there now once the person has seen it. `choices`: which one is corrected is said
 * here.
 */
export function CorrectVariableDialog({
  variable: first,
  choices = [],
  instanceKey,
  where,
  onClose,
}: Place & { variable: VariableRow; choices?: readonly VariableRow[] | undefined }) {
  const [variable, setVariable] = useState(first);
  const [seen, setSeen] = useState({ revision: variable.revision, isOld: false });
  const whole = useView('variable-value', { key: variable.key }, { isOff: !variable.isCut && !seen.isOld });
  const isBinary = BINARY_TYPES.includes(variable.type);
  const start = variable.isCut || seen.isOld ? (whole.data?.text ?? null) : (variable.text ?? '');
  const [edited, setEdited] = useState<EditedValue | null>(null);
  const value: EditedValue = edited ?? { type: variable.type, text: start ?? '', info: variable.info ?? {} };
  const problem =
    start === null && edited === null ? t('state.loading') : valueProblem(value.type, value.text, value.info);
  const isSame =
    value.text === start &&
    value.type === variable.type &&
    JSON.stringify(value.info) === JSON.stringify(variable.info ?? {});
  const parameters = useSettled(
    problem !== null || isSame
      ? null
      : {
          instanceKey,
          scopeKey: variable.scopeKey,
          name: variable.name,
          ...written(value),
          expectedRevision: seen.revision,
        },
  );
  const choose = (key: string) => {
    const chosen = choices.find((row) => row.key === key);
    if (chosen === undefined) return;
    setVariable(chosen);
    setEdited(null);
    setSeen({ revision: chosen.revision, isOld: false });
  };
  const apply = async () => {
    const now = await whole.refetch();
    if (now.data !== undefined) setSeen({ revision: now.data.revision, isOld: true });
  };
  const isText =
    start !== null &&
    !isBinary &&
    !BINARY_TYPES.includes(value.type) &&
    (value.text.includes('\n') || start.includes('\n'));
  return (
    <ActionDialog
      operation="variable.set"
      title={t('variable.correctTitle', { name: variable.name })}
      where={where}
      confirmLabel={t('variable.correctConfirm')}
      parameters={parameters}
      auditTarget={instanceKey}
      onClose={onClose}
      onApply={() => void apply()}
      form={
        <>
          {choices.length > 1 && (
            <SelectField
              label={t('modify.variable')}
              value={variable.key}
              onChange={(event) => choose(event.target.value)}
            >
              {choices.map((row) => (
                <option key={row.key} value={row.key}>
                  {row.scopeElementId === null ? row.name : `${row.name} · ${row.scopeElementId}`}
                </option>
              ))}
            </SelectField>
          )}
          <LastWritten variable={variable} />
          <ValueEditor value={value} onChange={setEdited} problem={edited === null ? null : problem} isFirst />
          {isText && edited !== null && (
            <section>
              <Caption>{t('variable.lines')}</Caption>
              <TextDiff
                before={inLines(variable.type, start)}
                after={inLines(value.type, value.text)}
                label={t('variable.lines')}
                maxHeight={220}
              />
            </section>
          )}
        </>
      }
    />
  );
}

export function AddVariableDialog({ instanceKey, scopeKey, where, version, onClose }: Place & { scopeKey: string }) {
  const [name, setName] = useState('');
  const [value, setValue] = useState<EditedValue>({ type: 'String', text: '', info: {} });
  const problem = valueProblem(value.type, value.text, value.info);
  const parameters = useSettled(
    name.trim() === '' || problem !== null ? null : { instanceKey, scopeKey, name: name.trim(), ...written(value) },
  );
  return (
    <ActionDialog
      operation="variable.add"
      title={t('variable.addTitle')}
      where={where}
      confirmLabel={t('variable.addConfirm')}
      parameters={parameters}
      expectedVersion={version}
      auditTarget={instanceKey}
      onClose={onClose}
      form={
        <>
          <TextField
            label={t('column.name')}
            need={t('field.required')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            className="mono"
          />
          <ValueEditor value={value} onChange={setValue} problem={value.text === '' ? null : problem} />
        </>
      }
    />
  );
}

export function RemoveVariableDialog({ variable, instanceKey, where, onClose }: Place & { variable: VariableRow }) {
  return (
    <ActionDialog
      operation="variable.remove"
      title={t('variable.removeTitle', { name: variable.name })}
      where={where}
      confirmLabel={t('variable.removeConfirm')}
      parameters={{
        instanceKey,
        scopeKey: variable.scopeKey,
        name: variable.name,
        expectedRevision: variable.revision,
      }}
      auditTarget={instanceKey}
      onClose={onClose}
    />
  );
}

/** JSON that differs in its blanks alone is the same. */
function inLines(type: string, text: string): string {
  return type === 'Json' && jsonProblem(text) === null ? formatJson(text) : text;
}

/** Facts belong to types: a String has no file name. */
function written({ type, text, info }: EditedValue) {
  const { objectTypeName, serializationDataFormat, filename, mimeType, encoding } = info;
  const facts =
    type === 'Object'
      ? { objectTypeName, serializationDataFormat }
      : BINARY_TYPES.includes(type)
        ? { filename, mimeType, encoding }
        : {};
  const known = Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined && fact !== ''));
  return { type, text: type === 'Null' ? null : text, ...(Object.keys(known).length === 0 ? {} : { info: known }) };
}

function LastWritten({ variable }: { variable: VariableRow }) {
  const by = [variable.writtenBy, variable.author?.name]
    .filter((part) => part !== undefined && part !== null)
    .join(', ');
  return (
    <p className="text-12 text-ink-2">
      {by === ''
        ? t('variable.writtenAtStart', { revision: variable.revision })
        : t('variable.writtenLast', { by, revision: variable.revision })}
    </p>
  );
}
