'use client';
import { useState } from 'react';
import { useStopRule } from '@/components/batches/stop-rule-fields.tsx';
import { t } from '@/components/messages/messages.ts';
import { SelectField, TextArea, TextField } from '@/components/ui/field.tsx';
import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';
import { ActionDialog } from './action-dialog.tsx';
import { BatchLink } from './batch-link.tsx';
import { NextIncident } from './next-incident.tsx';
import { RetriesField, retriesOf } from './retries-field.tsx';
import { useSettled } from './variable-drafts.tsx';

/** All that failed alike are tried again, as a batch. */
export function RetryGroupDialog({
  incidentKey,
  where,
  onClose,
}: {
  incidentKey: string;
  where: string;
  onClose: () => void;
}) {
  const [text, setText] = useState('1');
  const retries = retriesOf(text);
  const stop = useStopRule();
  const parameters = useSettled(retries === null || stop.part === null ? null : { incidentKey, retries, ...stop.part });
  return (
    <ActionDialog
      operation="incident.retry-group"
      title={t('group.retryTitle')}
      where={where}
      confirmLabel={t('group.retryConfirm')}
      parameters={parameters}
      auditObject={incidentKey}
      onClose={onClose}
      outcome={(result) => <BatchLink batchKey={result.batchKey} />}
      form={
        <>
          <div className="w-[180px]">
            <RetriesField text={text} onChange={setText} />
          </div>
          {stop.fields}
        </>
      }
    />
  );
}

/** Somebody reports a trouble at a running element. */
export function CreateIncidentDialog({
  instanceKey,
  version,
  where,
  elements,
  nameOf,
  selected,
  onClose,
}: {
  instanceKey: string;
  version: number;
  where: string;
  elements: readonly ElementInstanceNode[];
  nameOf: (elementId: string) => string;
  selected: string | null;
  onClose: () => void;
}) {
  const [elementInstanceKey, setElement] = useState(
    (elements.find((each) => each.elementId === selected) ?? elements[0])?.key ?? '',
  );
  const [type, setType] = useState('');
  const [message, setMessage] = useState('');
  const [configuration, setConfiguration] = useState('');
  const isReady = elementInstanceKey !== '' && type.trim() !== '' && message.trim() !== '';
  const parameters = useSettled(
    isReady
      ? {
          instanceKey,
          elementInstanceKey,
          type: type.trim(),
          message: message.trim(),
          ...(configuration.trim() !== '' && { configuration: configuration.trim() }),
        }
      : null,
  );
  return (
    <ActionDialog
      operation="incident.create"
      title={t('incident.createTitle')}
      where={where}
      confirmLabel={t('incident.createConfirm')}
      parameters={parameters}
      expectedVersion={version}
      auditTarget={instanceKey}
      onClose={onClose}
      form={
        <>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={t('column.element')}
              need={t('field.required')}
              value={elementInstanceKey}
              onChange={(event) => setElement(event.target.value)}
            >
              {elements.map((each) => (
                <option key={each.key} value={each.key}>
                  {each.index === null ? nameOf(each.elementId) : `${nameOf(each.elementId)} #${each.index + 1}`}
                </option>
              ))}
            </SelectField>
            <TextField
              label={t('column.type')}
              need={t('field.required')}
              value={type}
              placeholder="dataQuality"
              autoComplete="off"
              className="mono"
              onChange={(event) => setType(event.target.value)}
            />
          </div>
          <TextArea
            label={t('column.message')}
            need={t('field.required')}
            rows={2}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
          />
          <TextField
            label={t('incident.configuration')}
            need={t('field.optional')}
            help={t('incident.configurationHelp')}
            value={configuration}
            autoComplete="off"
            className="mono"
            onChange={(event) => setConfiguration(event.target.value)}
          />
        </>
      }
    />
  );
}

export function ResolveIncidentDialog({
  incidentKey,
  instanceKey,
  version,
  where,
  onClose,
}: {
  incidentKey: string;
  instanceKey: string;
  version: number;
  where: string;
  onClose: () => void;
}) {
  return (
    <ActionDialog
      operation="incident.resolve"
      title={t('incident.resolveTitle')}
      where={where}
      confirmLabel={t('incident.resolveConfirm')}
      parameters={{ incidentKey }}
      expectedVersion={version}
      auditTarget={instanceKey}
      outcome={() => <NextIncident incidentKey={incidentKey} />}
      onClose={onClose}
    />
  );
}

/** A note at this one incident. */
export function AnnotateIncidentDialog({
  incidentKey,
  instanceKey,
  annotation,
  where,
  onClose,
}: {
  incidentKey: string;
  instanceKey: string;
  annotation: string | null;
  where: string;
  onClose: () => void;
}) {
  const [text, setText] = useState(annotation ?? '');
  const note = text.trim() === '' ? null : text.trim();
  const parameters = useSettled(note === annotation ? null : { incidentKey, annotation: note });
  return (
    <ActionDialog
      operation="incident.annotate"
      title={t('incident.annotateTitle')}
      where={where}
      confirmLabel={t('incident.annotateConfirm')}
      parameters={parameters}
      auditTarget={instanceKey}
      onClose={onClose}
      form={
        <TextArea
          label={t('incident.annotation')}
          need={t('field.optional')}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      }
    />
  );
}
