'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useStopRule } from '@/components/batches/stop-rule-fields.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { SelectField, TextField } from '@/components/ui/field.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { MessageSelection, OperationResult } from '@/lib/console/contract.ts';
import type { EarlyMessageView, MessageRulesView } from '@/lib/console/views/message-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { useSettled } from './variable-drafts.tsx';

type Rule = MessageRulesView['rules'][number]['rule'];
const RULES: readonly Rule[] = ['keep', 'replay', 'ignore'];
interface Props {
  readonly message: EarlyMessageView;
  readonly onClose: () => void;
}
const whereOf = ({ name, businessKey }: EarlyMessageView): string =>
  businessKey === null ? name : `${name} · ${businessKey}`;

/** Once more, with the key that it should have had. */
export function ReplayMessageDialog({ message, onClose }: Props) {
  const [key, setKey] = useState(message.businessKey ?? '');
  const isOther = key.trim() !== '' && key.trim() !== message.businessKey;
  const parameters = useSettled({ messageKey: message.key, ...(isOther && { businessKey: key.trim() }) });
  return (
    <ActionDialog
      operation="message.replay"
      title={t('early.replayTitle')}
      where={whereOf(message)}
      confirmLabel={t('early.replayConfirm')}
      parameters={parameters}
      onClose={onClose}
      form={
        <div className="w-[320px]">
          <TextField
            label={t('early.correctKey')}
            need={t('field.optional')}
            value={key}
            help={t('early.correctKeyHelp')}
            autoComplete="off"
            className="mono"
            onChange={(event) => setKey(event.target.value)}
          />
        </div>
      }
    />
  );
}

export function WatchMessageDialog({ message, onClose }: Props) {
  // What was asked for stays so while the dialog shows what came of it.
  const [isWatched] = useState(!message.isWatched);
  return (
    <ActionDialog
      operation="message.watch"
      title={t(isWatched ? 'early.watchTitle' : 'early.unwatchTitle')}
      where={whereOf(message)}
      confirmLabel={t(isWatched ? 'early.watchConfirm' : 'early.unwatchConfirm')}
      parameters={{ messageKey: message.key, isWatched }}
      auditObject={message.key}
      onClose={onClose}
    />
  );
}

export function MarkMessageDialog({ message, mark, onClose }: Props & { mark: 'late' | 'duplicate' | 'waiting' }) {
  return (
    <ActionDialog
      operation="message.mark"
      title={t(`early.markTitle.${mark}`)}
      where={whereOf(message)}
      confirmLabel={t(`early.markConfirm.${mark}`)}
      parameters={{ messageKey: message.key, mark }}
      auditObject={message.key}
      onClose={onClose}
    />
  );
}

export function MessageRuleDialog({ name, rule: before, onClose }: { name: string; rule: Rule; onClose: () => void }) {
  const [rule, setRule] = useState<Rule>(before);
  return (
    <ActionDialog
      operation="message.rule"
      title={t('early.ruleTitle', { name })}
      where={name}
      confirmLabel={t('early.ruleConfirm')}
      parameters={{ name, rule }}
      auditObject={name}
      onClose={onClose}
      form={
        <div className="w-[320px]">
          <SelectField
            label={t('early.ruleWhat')}
            value={rule}
            onChange={(event) => setRule(RULES.find((each) => each === event.target.value) ?? 'keep')}
          >
            {RULES.map((each) => (
              <option key={each} value={each}>
                {t(`early.rule.${each}`)}
              </option>
            ))}
          </SelectField>
        </div>
      }
    />
  );
}

interface ManyProps {
  readonly selection: MessageSelection;
  readonly count: number;
  readonly onClose: (isDone: boolean) => void;
}

/** Several at once, as a batch that is watched on its own page. */
export function ReplayMessagesDialog({ selection, count, onClose }: ManyProps) {
  const batch = useStartedBatch();
  const stop = useStopRule();
  const parameters = useSettled(stop.part === null ? null : { selection, ...stop.part });
  return (
    <ActionDialog
      operation="message.replay-many"
      title={tCount('early.one.replay', 'early.many.replay', count, formatCount(count))}
      where={tCount('early.bulkWhereOne', 'early.bulkWhere', count, formatCount(count))}
      confirmLabel={t('batch.confirm')}
      parameters={parameters}
      form={stop.fields}
      outcome={batch.outcome}
      onClose={() => onClose(batch.isStarted)}
    />
  );
}

export function MarkMessagesDialog({
  selection,
  mark,
  count,
  onClose,
}: ManyProps & { mark: 'late' | 'duplicate' | 'waiting' }) {
  const batch = useStartedBatch();
  return (
    <ActionDialog
      operation="message.mark-many"
      title={tCount(`early.one.${mark}`, `early.many.${mark}`, count, formatCount(count))}
      where={tCount('early.bulkWhereOne', 'early.bulkWhere', count, formatCount(count))}
      confirmLabel={t('batch.confirm')}
      parameters={{ selection, mark }}
      outcome={batch.outcome}
      onClose={() => onClose(batch.isStarted)}
    />
  );
}

/** The link to the batch, and whether there is one by now. */
function useStartedBatch() {
  const [isStarted, setStarted] = useState(false);
  const outcome = ({ batchKey }: OperationResult) => {
    if (batchKey !== undefined && !isStarted) queueMicrotask(() => setStarted(true));
    return batchKey === undefined ? null : (
      <p>
        <Link className="link" href={`/batches/${batchKey}`}>
          {t('batch.watch')}
        </Link>
      </p>
    );
  };
  return { isStarted, outcome };
}
