'use client';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState, SkeletonRows } from '@/components/ui/panel-states.tsx';
import { AlikeChoice } from './alike-choice.tsx';
import { Comparison } from './comparison.tsx';
import { InstancePicker } from './instance-picker.tsx';
import { InstanceSide } from './instance-side.tsx';
import { type ComparedSide, useComparedSide } from './use-compared-side.ts';

/**
 * Two instances beside each other, what the one that fails has otherwise than the one that finished well: the ways they
 * took on one model, and their variables.
 */
export function ComparePage() {
  const { values, set } = useUrlState();
  const [a, b] = [useComparedSide(values.a), useComparedSide(values.b)];
  const definition = a.instance?.definition;
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          ...(a.instance === null
            ? []
            : [{ label: a.instance.businessKey ?? a.instance.key, href: `/instances/${a.instance.key}` }]),
          { label: t('compare.crumb') },
        ]}
      />
      <PageHead title={t('compare.title')} />
      <div className="grid flex-none grid-cols-2 gap-4 px-[var(--page-x)] pb-3">
        <InstanceSide label={t('compare.a')} instance={a.instance}>
          <InstancePicker label={t('compare.a')} chosen={values.a} onPick={(key) => set({ a: key })} />
        </InstanceSide>
        <InstanceSide label={t('compare.b')} instance={b.instance}>
          <InstancePicker label={t('compare.b')} chosen={values.b} onPick={(key) => set({ b: key })} />
          {definition !== undefined && b.instance === null && (
            <AlikeChoice
              definition={`${definition.processId}:${definition.version}`}
              except={values.a}
              onPick={(key) => set({ b: key })}
            />
          )}
        </InstanceSide>
      </div>
      <div className="flex min-h-0 flex-1 flex-col border-t border-line bg-surface">
        <Compared a={a} b={b} />
      </div>
    </>
  );
}

/** Once both are chosen and there. */
function Compared({ a, b }: { a: ComparedSide; b: ComparedSide }) {
  const error = a.error ?? b.error;
  const readAgain = () => {
    a.readAgain();
    b.readAgain();
  };
  if (error !== null) return <Refusal error={error} onRetry={readAgain} />;
  if (!a.isChosen || !b.isChosen) return <EmptyState title={t('compare.needsTwo')} />;
  if (a.instance === null || b.instance === null || a.variables === null || b.variables === null)
    return <SkeletonRows label={t('state.loading')} count={6} />;
  return (
    <Comparison
      a={{ instance: a.instance, variables: a.variables }}
      b={{ instance: b.instance, variables: b.variables }}
    />
  );
}
