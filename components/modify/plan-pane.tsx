'use client';
import type { UseQueryResult } from '@tanstack/react-query';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { Refusal } from '@/components/data/view-gate.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { RiskMeter } from '@/components/ui/bars.tsx';
import type { DoorError } from '@/lib/console/client.ts';
import type { OperationPreview } from '@/lib/console/contract.ts';
import { PlanSteps, type PlanStepsProps } from './plan-steps.tsx';
import { SkipChoices } from './skip-choices.tsx';
import type { Skips } from './use-rehearsal.ts';

type Rehearsal = UseQueryResult<OperationPreview, DoorError>;
interface PlanProps extends PlanStepsProps {
  readonly skips: Skips;
  readonly rehearsal: Rehearsal;
  readonly onSkips: (skips: Skips) => void;
}

/** The steps in their order, what the engine says of them, and how they are done. */
export function PlanPane({ skips, rehearsal, onSkips, ...steps }: PlanProps) {
  const count = steps.plan.length;
  return (
    <aside
      aria-label={t('modify.plan')}
      className="flex w-[360px] flex-none flex-col overflow-auto border-l border-line bg-surface max-[1100px]:w-[310px]"
    >
      <div className="flex min-h-10 flex-none items-center gap-2 border-b border-line px-4">
        <h2 className="font-semibold">{t('modify.plan')}</h2>
        {count > 0 && (
          <span className="whitespace-nowrap text-12 text-ink-3">
            {tCount('modify.countOne', 'modify.count', count)}
          </span>
        )}
        {rehearsal.data !== undefined && count > 0 && (
          <span className="ml-auto" title={rehearsal.data.riskBecause}>
            <RiskMeter risk={rehearsal.data.risk}>{t(`risk.${rehearsal.data.risk}`)}</RiskMeter>
          </span>
        )}
      </div>
      {count === 0 && <p className="px-4 py-4 text-ink-3">{t('modify.noSteps')}</p>}
      <PlanSteps {...steps} />
      {count > 0 && (
        <div className="flex flex-col gap-4 px-4 py-3">
          <Checks rehearsal={rehearsal} />
          <SkipChoices skips={skips} onSkips={onSkips} />
        </div>
      )}
    </aside>
  );
}

function Checks({ rehearsal }: { rehearsal: Rehearsal }) {
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h3>
      {rehearsal.error !== null ? (
        <Refusal error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />
      ) : (
        <ChecksList preview={rehearsal.data} />
      )}
    </section>
  );
}
