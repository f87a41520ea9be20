'use client';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { ElementOutlook } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { PlannedStep } from './plan.ts';
import { type Skips, useRehearsal } from './use-rehearsal.ts';

/** Where tokens stand now and where they would stand, as the engine itself computes it without writing anything. */
export function DryRun({ instance, plan, skips }: { instance: InstanceView; plan: readonly PlannedStep[]; skips: Skips }) {
  const rehearsal = useRehearsal(instance, plan, skips);
  const elements = useModelElements(instance.definition.key);
  const outlook = plan.length === 0 ? null : rehearsal.data?.outlook ?? null;
  const changed = outlook?.filter((row) => JSON.stringify(row.before) !== JSON.stringify(row.after)) ?? [];
  return (
    <section aria-label={t('modify.dryRun')} aria-busy={rehearsal.isFetching} className="flex min-h-[180px] flex-1 flex-col border-t border-line bg-surface">
      <div className="flex h-9 flex-none items-center gap-3 border-b border-line px-3.5"><h2 className="font-semibold">{t('modify.dryRun')}</h2><span className="ml-auto text-12 text-ink-3">{outlook === null ? t('modify.dryRunNone') : t('modify.dryRunOf', { version: rehearsal.data?.version ?? instance.version })}</span></div>
      <div className="min-h-0 flex-1 overflow-auto">
        {outlook === null ? <EmptyState title={t('modify.noSteps')} /> : (
          <SimpleTable<ElementOutlook> label={t('modify.dryRun')} rows={changed} rowKey={(row) => row.elementId} columns={[
            { id: 'where', head: t('modify.where'), width: '26%', cell: (row) => <span className="font-medium">{elements.get(row.elementId)?.name ?? row.elementId}</span> },
            { id: 'now', head: t('modify.now'), width: '16%', cell: (row) => <Tokens of={row.before} /> },
            { id: 'then', head: t('modify.then'), width: '16%', cell: (row) => <Tokens of={row.after} /> },
            { id: 'what', head: t('modify.what'), cell: (row) => <span className="text-ink-2">{wordsOf(row)}</span> },
          ]} />
        )}
      </div>
    </section>
  );
}

function Tokens({ of: { tokens, incidents } }: { of: ElementOutlook['before'] }) {
  if (tokens === 0 && incidents === 0) return <span className="text-ink-3">–</span>;
  const words = tCount('modify.token', 'modify.tokens', tokens);
  return incidents > 0 ? <StateWord kind="incident">{t('modify.withIncident', { words })}</StateWord> : <StateWord kind="active">{words}</StateWord>;
}

/** What comes, and what goes. */
function wordsOf({ before, after }: ElementOutlook): string {
  const gone = before.waits.filter((wait) => !after.waits.includes(wait));
  const come = after.waits.filter((wait) => !before.waits.includes(wait));
  return [...come.map((wait) => t('modify.comes', { wait })), ...gone.map((wait) => t('modify.goes', { wait }))].join('; ') || '–';
}
