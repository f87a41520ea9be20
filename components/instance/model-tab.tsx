'use client';
import { useMemo } from 'react';
import { useModelElements, useModelFlows, useModelNodes } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';
import type { ModelFact } from './model-fact.ts';
import { modelFacts } from './model-facts.ts';

/**
 * What the model says of the selected element, or of the process: in words of those who operate it, with what its
 * mappings have come to here.
 */
export function ModelTab({
  instance,
  elementId,
  isNamed = false,
  variables,
}: {
  instance: InstanceView;
  elementId: string | null /** Of several each says which it is. */;
  isNamed?: boolean;
  variables: readonly VariableRow[];
}) {
  const definitionKey = instance.definition.key;
  const [elements, flows, nodes] = [
    useModelElements(definitionKey),
    useModelFlows(definitionKey),
    useModelNodes(definitionKey),
  ];
  const id = elementId ?? instance.definition.processId;
  const groups = useMemo(() => {
    const node = nodes.get(id);
    const leaving = [...flows.values()]
      .filter((flow) => flow.sourceId === id)
      .map((flow) => ({ id: flow.id, name: flow.name, target: elements.get(flow.targetId)?.name ?? flow.targetId }));
    return node === undefined ? null : modelFacts(node, nodes, leaving);
  }, [id, elements, flows, nodes]);
  const scopes = useMemo(
    () => instance.history.filter((node) => node.elementId === elementId).map((node) => node.key),
    [instance.history, elementId],
  );
  if (nodes.size > 0 && groups === null) return <EmptyState title={t('model.noSuch')} />;
  if (groups === null || groups.length === 0) return <EmptyState title={t('model.none')} />;
  return (
    <>
      {isNamed && (
        <h2 className="flex-none border-b border-line-faint bg-sunken px-3.5 py-1.5 font-semibold">
          {elements.get(id)?.name ?? id}
        </h2>
      )}
      <div className="grid flex-none grid-cols-[repeat(auto-fill,minmax(min(340px,100%),1fr))] items-start gap-x-6 gap-y-4 px-3.5 py-3">
        {groups.map(({ title, rows }) => (
          <section key={title} aria-label={t(title)} className="min-w-0">
            <h3 className="mb-1.5 border-b border-line-faint pb-1 text-12 font-semibold">{t(title)}</h3>
            <dl className="grid grid-cols-[minmax(84px,34%)_minmax(0,1fr)] gap-x-3 gap-y-1 text-[12.5px] leading-[18px]">
              {rows.map((row) => (
                <div key={`${row.label} ${row.value}`} className="contents">
                  <dt className="min-w-0 break-words text-ink-2">{row.label}</dt>
                  <dd className="min-w-0">
                    <ModelValue fact={row} variables={variables} scopes={scopes} instanceKey={instance.key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </>
  );
}

/** What is written in the model, and behind it what the variable that it writes holds now. */
function ModelValue({
  fact,
  variables,
  scopes,
  instanceKey,
}: {
  fact: ModelFact;
  variables: readonly VariableRow[];
  scopes: readonly string[];
  instanceKey: string;
}) {
  const { value, writes } = fact;
  const now = writes === undefined ? undefined : currentOf(variables, writes, scopes, instanceKey);
  return (
    <>
      <span className="mono break-words whitespace-pre-wrap line-clamp-6" title={value}>
        {value}
      </span>
      {now !== undefined && (
        <span className="block text-11 text-ink-3">
          {t('model.now')} <span className="mono text-ink-2">{now.text ?? now.info?.filename ?? now.type}</span>
        </span>
      )}
    </>
  );
}

/** Its value in the newest run of the element, or around it. */
function currentOf(
  variables: readonly VariableRow[],
  { name, isLocal }: NonNullable<ModelFact['writes']>,
  scopes: readonly string[],
  instanceKey: string,
): VariableRow | undefined {
  const named = variables.filter((row) => row.name === name && row.removedAt === null);
  return isLocal
    ? named.findLast((row) => scopes.includes(row.scopeKey))
    : named.find((row) => row.scopeKey === instanceKey);
}
