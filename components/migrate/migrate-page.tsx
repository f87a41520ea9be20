'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import type { OperationParameters } from '@/lib/console/contract.ts';
import { useWholeInstance } from '@/components/instance/use-whole-instance.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { BODY } from './mapping.ts';
import { MigrateBoard, type Migration, TargetChoice } from './migrate-board.tsx';
import { useTarget } from './use-target.ts';

/** One instance goes on in another version or another definition. */
export function MigratePage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => <MigrateBody head={view} />}
    </PageGate>
  );
}

function MigrateBody({ head }: { head: InstanceView }) {
  const { whole: instance } = useWholeInstance(head, true);
  const router = useRouter();
  const { unread, target, latest, choose } = useTarget(instance.definition);
  const [reviewed, setReviewed] = useState<Migration | null>(null);
  const [isDone, setDone] = useState(false);
  const title = instance.businessKey ?? instance.key;
  const toParameters = ({
    target: to,
    mapping,
    variables,
    skipsListeners,
    skipsMappings,
  }: Migration): OperationParameters<'instance.migrate'> => ({
    instanceKey: instance.key,
    targetDefinitionKey: to.key,
    mapping,
    variables,
    skipsListeners,
    skipsMappings,
  });
  const choice = <TargetChoice source={instance.definition} target={target} onTarget={choose} />;
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          { label: title, href: `/instances/${instance.key}` },
          { label: t('migrate.crumb') },
        ]}
      />
      {target === null ? (
        <>
          <PageHead title={t('migrate.title', { name: title })} actions={choice} />
          {unread === null ? (
            <EmptyState title={t('migrate.noOther')} />
          ) : (
            <ViewGate query={unread}>{() => null}</ViewGate>
          )}
        </>
      ) : (
        <MigrateBoard
          key={target.key}
          operation="instance.migrate"
          title={t('migrate.title', { name: title })}
          source={instance.definition}
          target={target}
          latest={latest}
          counts={instance.elements}
          tokens={tokensOf(instance)}
          version={instance.version}
          choice={choice}
          blockedBecause={instance.endedAt !== null ? t('instance.hasEnded') : null}
          toParameters={toParameters}
          onLatest={() => {
            if (latest !== null) choose(latest.processId, latest.version);
          }}
          onReview={setReviewed}
        />
      )}
      {reviewed !== null && (
        <ActionDialog
          operation="instance.migrate"
          title={t('migrate.dialogTitle')}
          where={`${title} · ${versionName(instance.definition)} → ${versionName(reviewed.target)}`}
          confirmLabel={t('migrate.confirm')}
          parameters={toParameters(reviewed)}
          expectedVersion={instance.version}
          auditTarget={instance.key}
          outcome={() => {
            if (!isDone) queueMicrotask(() => setDone(true));
            return null;
          }}
          onClose={() => {
            setReviewed(null);
            if (isDone) router.push(`/instances/${instance.key}`);
          }}
        />
      )}
    </>
  );
}

/** By element; bodies of loops have a place of their own. */
function tokensOf(instance: InstanceView): ReadonlyMap<string, number> {
  const bodies = instance.history
    .filter((node) => node.kind === 'multiInstanceBody' && node.endedAt === null)
    .map((node) => node.elementId + BODY);
  return new Map([
    ...instance.elements
      .filter((each) => each.active > 0)
      .map((each): [string, number] => [each.elementId, each.active]),
    ...[...new Set(bodies)].map((id): [string, number] => [id, bodies.filter((each) => each === id).length]),
  ]);
}
