'use client';
import { useState } from 'react';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { ModifyBar } from './modify-bar.tsx';
import { freeTokens, plannedMoves, type PlannedStep, plannedTokens } from './plan.ts';
import { PlanPane } from './plan-pane.tsx';
import { DryRun } from './dry-run.tsx';

type Tool = 'move' | 'add' | 'cancel';
const TOOLS: readonly { id: Tool; label: string }[] = [{ id: 'move', label: t('modify.move') }, { id: 'add', label: t('modify.add') }, { id: 'cancel', label: t('modify.cancel') }];

/** Draw the repair, see its result, then apply it whole. */
export function ModifyPage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return <ViewGate query={instance}>{(view) => <ModifyBody instance={view} />}</ViewGate>;
}

function ModifyBody({ instance }: { instance: InstanceView }) {
  const { values, set } = useUrlState();
  const tool = TOOLS.find((each) => each.id === values.tool)?.id ?? 'move';
  const [plan, setPlan] = useState<readonly PlannedStep[]>([]);
  const [source, setSource] = useState<string | null>(values.from ?? null);
  const [skips, setSkips] = useState({ skipsListeners: false, skipsMappings: false });
  const add = (step: PlannedStep) => setPlan((before) => [...before, step]);
  const nextId = Math.max(0, ...plan.map((step) => step.id)) + 1;
  const undo = () => setPlan((before) => before.slice(0, -1));
  const choose = (elementId: string | null) => {
    if (elementId === null) { setSource(null); return; }
    const free = freeTokens(instance.elements, plan, elementId);
    if (tool === 'add') add({ id: nextId, kind: 'add', to: elementId, position: 'before', variables: [] });
    else if (tool === 'cancel') { if (free > 0) add({ id: nextId, kind: 'cancel', from: elementId, count: free }); }
    else if (source === null || source === elementId) setSource(source === elementId || free === 0 ? null : elementId);
    else {
      add({ id: nextId, kind: 'move', from: source, to: elementId, position: 'before', count: freeTokens(instance.elements, plan, source), variables: [] });
      setSource(null);
    }
  };
  const choice = (id: Tool) => { setSource(null); set({ tool: id === 'move' ? null : id }); };
  useShortcuts(Object.fromEntries<() => void>([['m', () => choice('move')], ['A', () => choice('add')], ['C', () => choice('cancel')], ['Escape', () => setSource(null)]]));
  useUndoKey(undo);
  const title = instance.businessKey ?? instance.key;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: title, href: `/instances/${instance.key}` }, { label: t('modify.crumb') }]} />
      <ModifyBar instance={instance} plan={plan} skips={skips} onUndo={undo} onDiscard={() => { setPlan([]); setSource(null); }} />
      <div className="flex min-h-0 flex-1">
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="relative min-h-[260px] flex-[1.4]">
            <Diagram definitionKey={instance.definition.key} counts={instance.elements} takenFlows={instance.takenFlows} selected={source} planned={plannedTokens(plan)} moves={plannedMoves(plan)} onSelect={choose} root={values.root ?? null} onRoot={(root) => set({ root })}
              isList={values.view === 'list'} onList={(isList) => set({ view: isList ? 'list' : null })} controls={<Segmented label={t('modify.tool')} value={tool} options={TOOLS} onChange={choice} />} />
            <p role="status" className="pointer-events-none absolute inset-x-0 bottom-3 text-center text-12 text-ink-2"><span className="rounded-full border border-line bg-surface px-3 py-1 shadow-1">{t(hintOf(tool, source !== null))}</span></p>
          </div>
          <DryRun instance={instance} plan={plan} skips={skips} />
        </div>
        <PlanPane instance={instance} plan={plan} skips={skips} onPlan={setPlan} onSkips={setSkips} />
      </div>
    </>
  );
}

function hintOf(tool: Tool, hasSource: boolean) {
  if (tool === 'add') return 'modify.hintAdd' as const;
  if (tool === 'cancel') return 'modify.hintCancel' as const;
  return hasSource ? 'modify.hintTarget' as const : 'modify.hintMove' as const;
}

/** `Ctrl z` takes back the last step. */
function useUndoKey(undo: () => void): void {
  useShortcuts({ z: undo }, 'ctrl');
}
