import { useState } from 'react';
import { useView } from '@/components/data/use-view.ts';
import { useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { useRehearsal } from '@/components/modify/use-rehearsal.ts';
import type { OperationParameters, RestartStart } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { useRestartVariables } from './use-restart-variables.ts';

export type RestartPlan = ReturnType<typeof useRestartPlan>;

/** Where an ended instance would begin again and with what; `blocked`: why not yet. */
export function useRestartPlan(instance: InstanceView) {
  const definition = useView('definition', { key: instance.definition.key });
  const [definitionKey, setDefinition] = useState(instance.definition.key);
  const elements = useModelElements(definitionKey);
  const flows = useModelFlows(definitionKey);
  const [starts, setStarts] = useState<readonly RestartStart[]>([]);
  const [position, setPosition] = useState<'before' | 'after'>('before');
  const [keepsBusinessKey, setKeeps] = useState(true);
  const [skips, setSkips] = useState({ skipsListeners: false, skipsMappings: false });
  const variables = useRestartVariables(instance);
  const parameters: OperationParameters<'instance.restart'> | null =
    starts.length === 0 || variables.edited === null
      ? null
      : {
          instanceKey: instance.key,
          definitionKey,
          starts,
          variables: variables.from,
          ...variables.edited,
          keepsBusinessKey,
          ...skips,
        };
  const rehearsal = useRehearsal('instance.restart', parameters, 0);
  const toggle = (start: RestartStart) =>
    setStarts((before) =>
      before.some((each) => JSON.stringify(each) === JSON.stringify(start))
        ? before.filter((each) => JSON.stringify(each) !== JSON.stringify(start))
        : [...before, start],
    );
  const chooseElement = (elementId: string | null) => {
    if (elementId !== null)
      toggle({ kind: position, elementId, ...(elements.get(elementId)?.isLoop === true && { isBody: true }) });
  };
  const version =
    definition.data?.versions.find((each) => each.key === definitionKey)?.version ?? instance.definition.version;
  const words = (start: RestartStart) => {
    const flow = start.kind === 'flow' ? flows.get(start.flowId) : undefined;
    const name = (id: string) => elements.get(id)?.name ?? id;
    return start.kind === 'flow'
      ? t('modify.onFlow', { from: name(flow?.sourceId ?? ''), to: name(flow?.targetId ?? start.flowId) })
      : t(start.kind === 'after' ? 'modify.after' : 'modify.before', { element: name(start.elementId) });
  };
  const blocked =
    instance.endedAt === null
      ? t('restart.stillRuns')
      : starts.length === 0
        ? t('restart.noStart')
        : variables.edited === null
          ? t('start.invalid')
          : null;
  return {
    definition,
    definitionKey,
    chooseVersion: (key: string) => {
      setDefinition(key);
      setStarts([]);
    },
    elements,
    starts,
    toggle,
    chooseElement,
    position,
    setPosition,
    keepsBusinessKey,
    setKeeps,
    skips,
    setSkips,
    variables,
    parameters,
    rehearsal,
    version,
    words,
    blocked,
  };
}
