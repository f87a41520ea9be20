'use client';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { formatJson, jsonProblem } from '@/components/actions/json-text.ts';
import { BINARY_TYPES } from '@/components/actions/variable-types.ts';
import { t } from '@/components/messages/messages.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { Dialog } from '@/components/ui/dialog.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { CodeBlock, TextDiff } from '@/components/ui/code.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type {
  VariableHistoryView,
  VariablePast,
  VariableReadersView,
  VariableRow,
} from '@/lib/console/views/variable-view.ts';
import { VariableWriter } from './variable-writer.tsx';

/** A variable's whole story: each value it had, the difference of any two, and where the model reads it. */
export function VariableStory({
  variable,
  instance,
  onClose,
}: {
  variable: VariableRow;
  instance: InstanceView;
  onClose: () => void;
}) {
  const history = useView('variable-history', { key: variable.key });
  const readers = useView('variable-readers', { instance: instance.key, name: variable.name });
  const elements = useModelElements(instance.definition.key);
  const nameOf = (id: string) => elements.get(id)?.name ?? id;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('variable.historyTitle', { name: variable.name })}
      subtitle={instance.businessKey ?? instance.key}
      width="wide"
      closeLabel={t('dialog.close')}
    >
      <div className="flex min-h-[320px] flex-1 max-[760px]:flex-col">
        <div className="min-w-0 flex-[3] overflow-auto p-5">
          <ViewGate query={history}>
            {(view) => (
              <Values view={view} nameOf={nameOf} instance={instance} isOfInstance={variable.scopeElementId === null} />
            )}
          </ViewGate>
        </div>
        <section aria-label={t('reader.title')} className="flex-[2] overflow-auto border-l border-line bg-canvas p-5">
          <h3 className="mb-1.5 text-12 font-semibold">{t('reader.title')}</h3>
          <ViewGate query={readers}>{(view) => <Readers view={view} nameOf={nameOf} />}</ViewGate>
        </section>
      </div>
    </Dialog>
  );
}

const idOf = (value: VariablePast) => `${value.key}:${value.revision}`;

function Values({
  view,
  nameOf,
  instance,
  isOfInstance,
}: {
  view: VariableHistoryView;
  nameOf: (id: string) => string;
  instance: InstanceView;
  isOfInstance: boolean;
}) {
  const [chosen, setChosen] = useState<{ readonly a: string | null; readonly b: string | null }>({ a: null, b: null });
  const b = view.values.find((value) => idOf(value) === chosen.b) ?? view.values[0];
  const a = view.values.find((value) => idOf(value) === chosen.a) ?? view.values[1];
  return (
    <div className="flex flex-col gap-4">
      {view.removedAt !== null && (
        <StateWord kind="ended">
          {t('variable.removedAt')} <Clock at={view.removedAt} />
        </StateWord>
      )}
      <table className="w-full text-left">
        <caption className="sr-only">{t('variable.values')}</caption>
        <thead>
          <tr className="h-7 text-11 text-ink-2">
            <th className="w-8 font-medium" scope="col">
              A
            </th>
            <th className="w-8 font-medium" scope="col">
              B
            </th>
            <th className="font-medium" scope="col">
              {t('column.value')}
            </th>
            <th className="w-[30%] font-medium" scope="col">
              {t('column.writtenBy')}
            </th>
            <th className="w-16 text-right font-medium" scope="col">
              {t('column.at')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.values.map((value) => (
            <tr
              key={idOf(value)}
              className={classNames(
                'h-[var(--row-h)] border-t border-line-faint',
                (value === a || value === b) && 'bg-accent-soft',
              )}
            >
              <td>
                <input
                  type="radio"
                  name="older"
                  aria-label={`${t('variable.older')}: ${t('variable.revision', { revision: value.revision })}`}
                  checked={value === a}
                  onChange={() => setChosen({ a: idOf(value), b: b === undefined ? null : idOf(b) })}
                  className="accent-[var(--accent)]"
                />
              </td>
              <td>
                <input
                  type="radio"
                  name="newer"
                  aria-label={`${t('variable.newer')}: ${t('variable.revision', { revision: value.revision })}`}
                  checked={value === b}
                  onChange={() => setChosen({ a: a === undefined ? null : idOf(a), b: idOf(value) })}
                  className="accent-[var(--accent)]"
                />
              </td>
              <td className="max-w-0 truncate pr-3">
                <span className="mono" title={value.text ?? undefined}>
                  {value.text ?? (value.type === 'Null' ? 'null' : value.type)}
                </span>{' '}
                <span className="text-11 text-ink-3">{value.type}</span>
              </td>
              <td className="max-w-0 truncate pr-2">
                <VariableWriter
                  write={{ author: value.author, at: value.writtenAt, isOfInstance }}
                  name={value.writtenBy === null ? null : nameOf(value.writtenBy)}
                  instance={instance}
                />
              </td>
              <td className="num text-right">
                <Clock at={value.writtenAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {b !== undefined && (a === undefined || a === b ? <WholeValue value={b} /> : <Difference a={a} b={b} />)}
    </div>
  );
}

function WholeValue({ value }: { value: VariablePast }) {
  const whole = useWhole(value);
  return whole === null ? (
    <p className="text-ink-3">{t('variable.binary')}</p>
  ) : (
    <CodeBlock
      text={whole}
      label={t('variable.valueOf', { revision: value.revision })}
      copyLabel={t('copy.value')}
      isWrapped
      maxHeight={240}
    />
  );
}

function Difference({ a, b }: { a: VariablePast; b: VariablePast }) {
  const [before, after] = [useWhole(a), useWhole(b)];
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{t('variable.diff')}</h3>
      {before === null || after === null ? (
        <p className="text-ink-3">{t('variable.binary')}</p>
      ) : (
        <TextDiff before={before} after={after} label={t('variable.diff')} maxHeight={260} />
      )}
    </section>
  );
}

/** The whole text, JSON in lines; null: bytes. */
function useWhole(value: VariablePast): string | null {
  const isBinary = BINARY_TYPES.includes(value.type);
  const whole = useView(
    'variable-value',
    { key: value.key, revision: value.revision },
    { isOff: !value.isCut || isBinary },
  );
  if (isBinary) return null;
  const text = value.isCut ? (whole.data?.text ?? value.text) : value.text;
  if (text === null) return 'null';
  return (value.type === 'Json' || value.type === 'Object') && jsonProblem(text) === null ? formatJson(text) : text;
}

function Readers({ view, nameOf }: { view: VariableReadersView; nameOf: (id: string) => string }) {
  return (
    <>
      {view.readers.length === 0 && <p className="text-ink-2">{t('reader.none')}</p>}
      <ul className="flex flex-col">
        {view.readers.map((reader) => (
          <li
            key={`${reader.elementId}${reader.flowId ?? ''}${reader.kind}${reader.text}`}
            className="border-b border-line-faint py-2 last:border-0"
          >
            <p className="flex items-baseline gap-2">
              <b className="min-w-0 truncate font-medium">{nameOf(reader.elementId)}</b>
              <span className="text-12 text-ink-3">{t(`reader.${reader.kind}`)}</span>
              <span className="ml-auto flex-none">
                <ReaderState reader={reader} />
              </span>
            </p>
            <p className="mono text-12 break-words text-ink-2">{reader.text}</p>
          </li>
        ))}
      </ul>
      {view.readers.length > 0 && <p className="mt-2 text-12 text-ink-3">{t('reader.workers')}</p>}
    </>
  );
}

function ReaderState({ reader }: { reader: VariableReadersView['readers'][number] }) {
  if (reader.readTimes > 0)
    return (
      <StateWord kind="done">
        {reader.readTimes === 1 ? t('reader.once') : t('reader.times', { count: reader.readTimes })}
        {reader.isAhead ? `, ${t('reader.ahead')}` : ''}
      </StateWord>
    );
  return (
    <StateWord kind={reader.isAhead ? 'active' : 'waiting'}>
      {t(reader.isAhead ? 'reader.ahead' : 'reader.over')}
    </StateWord>
  );
}
