'use client';
import { useRouter } from 'next/navigation';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { ElementDetails } from './element-details.tsx';
import { ElementTree } from './element-tree.tsx';
import { InstanceActionsProvider } from './instance-actions.tsx';
import { InstanceHead } from './instance-head.tsx';
import { InstanceTabs } from './instance-tabs.tsx';

type DiagramView = 'path' | 'counts' | 'plain';
const VIEWS: readonly { id: DiagramView; label: string }[] = [{ id: 'path', label: t('view.path') }, { id: 'counts', label: t('view.counts') }, { id: 'plain', label: t('view.plain') }];

/** Everything about one instance, and the right next step. */
export function InstancePage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return <ViewGate query={instance}>{(view) => <InstanceActionsProvider instance={view}><InstanceBody instance={view} /></InstanceActionsProvider>}</ViewGate>;
}

function InstanceBody({ instance }: { instance: InstanceView }) {
  const router = useRouter();
  const { values, set } = useUrlState();
  const isNarrow = useIsNarrow();
  const selected = values.element ?? null;
  const view = VIEWS.find((each) => each.id === values.view)?.id ?? 'path';
  const select = (element: string | null) => set({ element, scope: null });
  const open = (elementId: string) => {
    const called = instance.called.find((call) => call.elementId === elementId);
    if (called !== undefined) router.push(`/instances/${called.instanceKey}`);
  };
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, ...instance.callers.map((call) => ({ label: call.businessKey ?? call.instanceKey, href: `/instances/${call.instanceKey}` })), ...(instance.callers.length === 0 ? [{ label: instance.definition.name ?? instance.definition.processId, href: `/definitions/${encodeURIComponent(instance.definition.processId)}/versions/${instance.definition.version}` }] : []), { label: instance.businessKey ?? instance.key }]} />
      <InstanceHead instance={instance} />
      <div className="relative flex min-h-0 flex-1 border-t border-line">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="min-h-[300px] flex-[1.25]">
            <Diagram definitionKey={instance.definition.key} counts={view === 'plain' ? [] : instance.elements} takenFlows={view === 'path' ? instance.takenFlows : undefined} selected={selected} onSelect={select} onOpen={open} root={values.root ?? null} onRoot={(root) => set({ root })}
              isList={values.view === 'list'} onList={(isList) => set({ view: isList ? 'list' : null })}
              controls={<Segmented label={t('view.label')} value={view} options={VIEWS} onChange={(id) => set({ view: id === 'path' ? null : id })} />} />
          </div>
          <div className="flex min-h-[220px] flex-1 border-t border-line bg-surface">
            {!isNarrow && <ElementTree instance={instance} selected={selected} onSelect={select} />}
            <InstanceTabs instance={instance} selected={selected} onSelect={select} />
          </div>
        </div>
        {!isNarrow && <ElementDetails instance={instance} elementId={selected} onClose={() => select(null)} />}
      </div>
    </>
  );
}
