'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { MigrateMany } from '@/components/migrate/migrate-many.tsx';
import { ModifyMany } from '@/components/modify/modify-many.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { InstanceSelection } from '@/lib/console/contract.ts';
import type { SelectionReach, SelectionView } from '@/lib/console/views/batch-view.ts';
import { readSelection } from './many.ts';

/**
 * An action on many instances that is drawn on their model: which version, then the plan, then its dry run on a sample.
 */
export function BatchNewPage() {
  const { values } = useUrlState();
  const selection = readSelection(values.selection);
  const action = values.action === 'migrate' ? 'migrate' : 'modify';
  if (selection === null)
    return (
      <>
        <Crumbs crumbs={[{ label: t('nav.batches'), href: '/batches' }]} />
        <PageHead title={t('batch.new')} />
        <EmptyState title={t('batch.nothingChosen')}>
          <Link className="link" href="/instances">
            {t('nav.instances')}
          </Link>
        </EmptyState>
      </>
    );
  return <Chosen action={action} selection={selection} />;
}

function Chosen({ action, selection }: { action: 'modify' | 'migrate'; selection: InstanceSelection }) {
  const reach = useView('selection', { selection: JSON.stringify(selection) });
  return (
    <PageGate query={reach} area={{ label: t('nav.batches'), href: '/batches' }}>
      {(view) => <OfVersion action={action} selection={selection} view={view} />}
    </PageGate>
  );
}

/** A plan fits one version: that of most of them, unless another is chosen. */
function OfVersion({
  action,
  selection,
  view,
}: {
  action: 'modify' | 'migrate';
  selection: InstanceSelection;
  view: SelectionView;
}) {
  const router = useRouter();
  const { values, set } = useUrlState();
  const [isDone, setDone] = useState(false);
  const of = view.reach.find((each) => each.definition.key === values.of) ?? view.reach[0];
  const title = (reach: SelectionReach) => versionName(reach.definition);
  if (of === undefined)
    return (
      <>
        <Crumbs crumbs={[{ label: t('nav.batches'), href: '/batches' }]} />
        <PageHead title={t('batch.new')} />
        <EmptyState title={t('batch.nothingChosen')}>
          <Link className="link" href="/instances">
            {t('nav.instances')}
          </Link>
        </EmptyState>
      </>
    );
  const choice =
    view.reach.length < 2 ? null : (
      // On the bar there is no room for words above it.
      <select
        aria-label={t('batch.ofVersion')}
        value={of.definition.key}
        onChange={(event) => set({ of: event.target.value })}
        className="h-[30px] w-[200px] flex-none rounded-2 border border-control bg-surface px-2.5 text-13 text-ink"
      >
        {view.reach.map((each) => (
          <option key={each.definition.key} value={each.definition.key}>
            {title(each)} ({formatCount(each.running)})
          </option>
        ))}
      </select>
    );
  const parts = {
    reach: of,
    selection,
    choice,
    onDone: (batchKey: string | null) => {
      setDone(true);
      router.push(batchKey === null ? '/batches' : `/batches/${batchKey}`);
    },
    isDone,
  };
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.batches'), href: '/batches' },
          { label: t(action === 'modify' ? 'batch.kind.modify' : 'batch.kind.migrate') },
        ]}
      />
      {view.isCut && (
        <p role="note" className="px-[var(--page-x)] pb-2 text-12 text-ink-2">
          {t('batch.cutPicture', { count: formatCount(view.lookedAt) })}
        </p>
      )}
      {action === 'modify' ? (
        <ModifyMany key={of.definition.key} {...parts} />
      ) : (
        <MigrateMany key={of.definition.key} {...parts} />
      )}
    </>
  );
}
