'use client';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import type { OperationParameters } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { RestartBoard } from './restart-board.tsx';
import { RestartChoices } from './restart-choices.tsx';
import { useRestartPlan } from './use-restart-plan.ts';

/** Run an ended instance again from a known point. */
export function RestartPage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => <RestartBody instance={view} />}
    </PageGate>
  );
}

function RestartBody({ instance }: { instance: InstanceView }) {
  const router = useRouter();
  const plan = useRestartPlan(instance);
  const [isOpen, setOpen] = useState(false);
  const title = instance.businessKey ?? instance.key;
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.instances'), href: '/instances' },
          { label: title, href: `/instances/${instance.key}` },
          { label: t('restart.crumb') },
        ]}
      />
      <PageHead
        title={t('restart.pageTitle', { name: title })}
        actions={
          <ActionButton
            operation="instance.restart"
            kind="primary"
            blockedBecause={plan.blocked}
            onClick={() => setOpen(true)}
          >
            {t('modify.review')}
          </ActionButton>
        }
      />
      <MayNot operation="instance.restart" />
      <div className="flex min-h-0 flex-1 border-t border-line">
        <RestartBoard instance={instance} plan={plan} />
        <RestartChoices plan={plan} />
      </div>
      {isOpen && plan.parameters !== null && (
        <RestartReview
          parameters={plan.parameters}
          where={`${title} · ${instance.definition.processId} v${plan.version}`}
          onClose={(newKey) => {
            setOpen(false);
            if (newKey !== null) router.push(`/instances/${newKey}`);
          }}
        />
      )}
    </>
  );
}

function RestartReview({
  parameters,
  where,
  onClose,
}: {
  parameters: OperationParameters<'instance.restart'>;
  where: string;
  onClose: (newKey: string | null) => void;
}) {
  const [newKey, setNewKey] = useState<string | null>(null);
  return (
    <ActionDialog
      operation="instance.restart"
      title={t('restart.title')}
      where={where}
      confirmLabel={t('restart.confirm')}
      parameters={parameters}
      auditTarget={parameters.instanceKey}
      outcome={(result) => {
        if (newKey === null && result.instanceKey !== null) queueMicrotask(() => setNewKey(result.instanceKey));
        return null;
      }}
      onClose={() => onClose(newKey)}
    />
  );
}
