'use client';
import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { ActionDialog } from './action-dialog.tsx';

/** A finished instance is taken up again: in which version, where, and with which variables. */
export function RestartDialog({ instance, where, onClose }: { instance: InstanceView; where: string; onClose: () => void }) {
  const definition = useView('definition', { key: instance.definition.key });
  const [definitionKey, setDefinition] = useState(instance.definition.key);
  const elements = useModelElements(definitionKey);
  const [elementId, setElement] = useState('');
  const [position, setPosition] = useState<'before' | 'after'>('before');
  const [variables, setVariables] = useState<'last' | 'initial'>('last');
  const [keepsBusinessKey, setKeeps] = useState(true);
  const first = [...elements.values()].find((each) => each.kind === 'startEvent')?.id ?? '';
  const chosen = elementId === '' ? first : elementId;
  return (
    <ActionDialog operation="instance.restart" title={t('restart.title')} where={where} confirmLabel={t('restart.confirm')} auditTarget={instance.key} onClose={onClose}
      parameters={chosen === '' ? null : { instanceKey: instance.key, definitionKey, starts: [{ kind: position, elementId: chosen }], variables, keepsBusinessKey }}
      form={
        <div className="grid grid-cols-2 gap-3">
          <SelectField label={t('column.version')} value={definitionKey} onChange={(event) => setDefinition(event.target.value)}>{definition.data?.versions.map((each) => <option key={each.key} value={each.key}>v{each.version}</option>)}</SelectField>
          <SelectField label={t('restart.variables')} value={variables} onChange={(event) => setVariables(event.target.value === 'initial' ? 'initial' : 'last')}><option value="last">{t('restart.last')}</option><option value="initial">{t('restart.initial')}</option></SelectField>
          <SelectField label={t('restart.at')} value={chosen} onChange={(event) => setElement(event.target.value)}>{[...elements.values()].map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}</SelectField>
          <SelectField label={t('modify.position')} value={position} onChange={(event) => setPosition(event.target.value === 'after' ? 'after' : 'before')}><option value="before">{t('modify.positionBefore')}</option><option value="after">{t('modify.positionAfter')}</option></SelectField>
          <CheckField label={t('restart.keeps')} checked={keepsBusinessKey} onChange={setKeeps} />
        </div>
      } />
  );
}
