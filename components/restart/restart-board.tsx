import { Diagram } from '@/components/diagram/diagram.tsx';
import { t } from '@/components/messages/messages.ts';
import { BoardHint } from '@/components/modify/board-hint.tsx';
import { DryRun } from '@/components/modify/dry-run.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { RestartPlan } from './use-restart-plan.ts';

const START_POSITIONS = [
  { id: 'before' as const, label: t('modify.positionBefore') },
  { id: 'after' as const, label: t('modify.positionAfter') },
];

/** The model, on which the starts are chosen, and what the engine would make of them. */
export function RestartBoard({ instance, plan }: { instance: InstanceView; plan: RestartPlan }) {
  const { definitionKey, starts, toggle, chooseElement, position, setPosition, rehearsal } = plan;
  const planned = starts.map((start) => ({
    elementId: start.kind === 'flow' ? start.flowId : start.elementId,
    delta: 1,
  }));
  return (
    <div className="flex min-w-0 flex-1 flex-col">
      <div className="relative min-h-[240px] flex-[1.3]">
        <Diagram
          definitionKey={definitionKey}
          counts={definitionKey === instance.definition.key ? instance.elements : []}
          takenFlows={definitionKey === instance.definition.key ? instance.takenFlows : []}
          planned={planned}
          onSelect={chooseElement}
          onFlow={(flowId) => toggle({ kind: 'flow', flowId })}
          controls={
            <>
              <Segmented
                label={t('modify.position')}
                value={position}
                options={START_POSITIONS}
                onChange={setPosition}
              />
              <BoardHint>{t('restart.hint')}</BoardHint>
            </>
          }
        />
      </div>
      <DryRun
        definitionKey={definitionKey}
        preview={starts.length === 0 ? null : (rehearsal.data ?? null)}
        isBusy={rehearsal.isFetching}
        version={instance.version}
        empty={t('restart.nothingPlanned')}
      />
    </div>
  );
}
