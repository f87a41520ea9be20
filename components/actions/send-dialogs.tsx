'use client';
import { useId, useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { CheckField, TextField } from '@/components/ui/field.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { WaitedName } from '@/lib/console/views/message-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { isWritten, useSettled, type ValueDraft, VariableDrafts, writtenValues } from './variable-drafts.tsx';

/** `name`, `key`: what the fields begin with, as in an address. */
interface Props {
  readonly start: Readonly<Record<string, string | undefined>>;
  readonly onClose: () => void;
}
const MAX_TIME_TO_LIVE_S = 2_592_000;
const HOUR_S = 3_600;
const optional = (name: string, text: string): Record<string, string> =>
  text.trim() === '' ? {} : { [name]: text.trim() };

/** Camunda 7: to what waits for it now. */
export function SendMessageDialog({ start, onClose }: Props) {
  const [name, setName] = useState(start.name ?? '');
  const [key, setKey] = useState(start.key ?? '');
  const [isForAll, setForAll] = useState(false);
  const [keys, setKeys] = useState<readonly ValueDraft[]>([]);
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const isReady = name.trim() !== '' && isWritten(keys) && isWritten(drafts);
  const parameters = useSettled(
    isReady
      ? {
          name: name.trim(),
          ...optional('businessKey', key),
          ...(isForAll && { isForAll }),
          correlationKeys: writtenValues(keys),
          variables: writtenValues(drafts),
        }
      : null,
  );
  return (
    <ActionDialog
      operation="message.send"
      title={t('send.title')}
      where={t('send.where')}
      confirmLabel={t('send.confirm')}
      parameters={parameters}
      auditObject={name.trim()}
      onClose={onClose}
      form={
        <>
          <NameAndKey
            kind="message"
            name={name}
            onName={setName}
            keyLabel={t('column.businessKey')}
            text={key}
            onText={setKey}
          />
          <CheckField label={t('send.all')} checked={isForAll} onChange={setForAll} />
          <VariableDrafts title={t('send.keys')} drafts={keys} onChange={setKeys} />
          <VariableDrafts title={t('send.values')} drafts={drafts} onChange={setDrafts} />
        </>
      }
    />
  );
}

/** What a message to be published is filled with at first. `leftOut`: values that cannot be written by hand. */
export interface Republished {
  readonly messageId: string | null;
  readonly timeToLiveMs: number;
  readonly tenantId: string | null;
  readonly values: readonly ValueDraft[];
  readonly leftOut: readonly string[];
}

/** Camunda 8: to what waits for it, then kept for its time to live. */
export function PublishDialog({ start, again, onClose }: Props & { readonly again?: Republished }) {
  const [name, setName] = useState(start.name ?? '');
  const [key, setKey] = useState(start.key ?? '');
  const [messageId, setMessageId] = useState(again?.messageId ?? '');
  const [seconds, setSeconds] = useState(
    String(again === undefined || again.timeToLiveMs === 0 ? HOUR_S : Math.ceil(again.timeToLiveMs / 1_000)),
  );
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>(again?.values ?? []);
  const timeToLive =
    /^\d{1,7}$/.test(seconds.trim()) && Number(seconds) <= MAX_TIME_TO_LIVE_S ? Number(seconds) * 1_000 : null;
  const parameters = useSettled(
    name.trim() !== '' && timeToLive !== null && isWritten(drafts)
      ? {
          name: name.trim(),
          correlationKey: key.trim(),
          timeToLiveMs: timeToLive,
          ...optional('messageId', messageId),
          ...(again?.tenantId != null && { tenantId: again.tenantId }),
          variables: writtenValues(drafts),
        }
      : null,
  );
  return (
    <ActionDialog
      operation="message.publish"
      title={t('publish.title')}
      where={t('publish.where')}
      confirmLabel={t('publish.confirm')}
      parameters={parameters}
      onClose={onClose}
      form={
        <>
          <NameAndKey
            kind="message"
            name={name}
            onName={setName}
            keyLabel={t('column.correlation')}
            text={key}
            onText={setKey}
          />
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t('publish.ttl')}
              need={t('field.required')}
              inputMode="numeric"
              value={seconds}
              error={timeToLive === null ? t('publish.ttlError') : null}
              onChange={(event) => setSeconds(event.target.value)}
            />
            <TextField
              label={t('publish.id')}
              need={t('field.optional')}
              value={messageId}
              help={t('publish.idHelp')}
              autoComplete="off"
              className="mono"
              onChange={(event) => setMessageId(event.target.value)}
            />
          </div>
          {again !== undefined && again.leftOut.length > 0 && (
            <p className="text-12 text-ink-2">{t('expired.leftOut', { names: again.leftOut.join(', ') })}</p>
          )}
          <VariableDrafts title={t('send.values')} drafts={drafts} onChange={setDrafts} />
        </>
      }
    />
  );
}

/** To all that wait, in every process. */
export function BroadcastDialog({ start, onClose }: Props) {
  const [name, setName] = useState(start.name ?? '');
  const [drafts, setDrafts] = useState<readonly ValueDraft[]>([]);
  const parameters = useSettled(
    name.trim() !== '' && isWritten(drafts) ? { name: name.trim(), variables: writtenValues(drafts) } : null,
  );
  return (
    <ActionDialog
      operation="signal.broadcast"
      title={t('broadcast.title')}
      where={t('broadcast.where')}
      confirmLabel={t('broadcast.confirm')}
      parameters={parameters}
      auditObject={name.trim()}
      onClose={onClose}
      form={
        <>
          <NameAndKey kind="signal" name={name} onName={setName} />
          <VariableDrafts title={t('send.values')} drafts={drafts} onChange={setDrafts} />
        </>
      }
    />
  );
}

interface NameAndKeyProps {
  readonly kind: 'message' | 'signal';
  readonly name: string;
  readonly onName: (name: string) => void;
  readonly keyLabel?: string;
  readonly text?: string;
  readonly onText?: (text: string) => void;
}

/** Suggests what waits: names, and of the name written the keys of those that wait. */
function NameAndKey({ kind, name, onName, keyLabel, text = '', onText }: NameAndKeyProps) {
  const id = useId();
  const suggestions = useView('message-names', { kind });
  const chosen = suggestions.data?.names.find((each) => each.name === name.trim());
  return (
    <div className="grid grid-cols-2 gap-3">
      <TextField
        label={t('send.name')}
        need={t('field.required')}
        value={name}
        list={`${id}-names`}
        autoComplete="off"
        className="mono"
        help={chosen === undefined ? undefined : reachOf(chosen)}
        onChange={(event) => onName(event.target.value)}
      />
      <datalist id={`${id}-names`}>
        {suggestions.data?.names.map((each) => (
          <option key={each.name} value={each.name}>
            {reachOf(each)}
          </option>
        ))}
      </datalist>
      {keyLabel !== undefined && (
        <TextField
          label={keyLabel}
          need={t('field.optional')}
          value={text}
          list={`${id}-keys`}
          autoComplete="off"
          className="mono"
          onChange={(event) => onText?.(event.target.value)}
        />
      )}
      <datalist id={`${id}-keys`}>
        {chosen?.keys.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  );
}

function reachOf({ waiting, processes, isStart }: WaitedName): string {
  return [
    ...(waiting > 0 ? [t('send.waitingFor', { count: formatCount(waiting), processes: processes.join(', ') })] : []),
    ...(isStart ? [t('send.starts')] : []),
  ].join('; ');
}
