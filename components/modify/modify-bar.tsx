'use client';
import { Check, Pencil, Undo2, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { PlannedStep } from './plan.ts';
import { modificationOf, type Skips } from './use-rehearsal.ts';

/** Violet instead of the head: what is modified, and that nothing has happened yet. */
export function ModifyBar({ instance, plan, skips, onUndo, onDiscard }: { instance: InstanceView; plan: readonly PlannedStep[]; skips: Skips; onUndo: () => void; onDiscard: () => void }) {
  const router = useRouter();
  const [isApplying, setApplying] = useState(false);
  const [isApplied, setApplied] = useState(false);
  const missing = useBlockedBecause('instance.modify');
  const parameters = modificationOf(instance, plan, skips);
  const blocked = missing ?? (instance.endedAt !== null ? t('instance.hasEnded') : plan.length === 0 ? t('modify.empty') : parameters === null ? t('start.invalid') : null);
  const title = instance.businessKey ?? instance.key;
  const close = () => { setApplying(false); if (isApplied) router.push(`/instances/${instance.key}`); };
  return (
    <div className="flex flex-none items-center gap-3 bg-planned px-[var(--page-x)] py-2.5 text-on-solid">
      <Pencil size={15} aria-hidden />
      <h1 className="font-semibold whitespace-nowrap">{t('modify.title', { name: title })}</h1>
      <p className="min-w-0 flex-1 truncate">{t('modify.nothing', { version: instance.version })}</p>
      <Button kind="onSolid" icon={Undo2} shortcut="Ctrl Z" blockedBecause={plan.length === 0 ? t('modify.empty') : null} onClick={onUndo}>{t('modify.undo')}</Button>
      <Button kind="onSolid" icon={X} onClick={() => (plan.length === 0 ? router.push(`/instances/${instance.key}`) : onDiscard())}>{plan.length === 0 ? t('modify.leave') : t('modify.discard')}</Button>
      <Button icon={Check} data-operation="instance.modify" blockedBecause={blocked} onClick={() => setApplying(true)}>{t('modify.review')}</Button>
      {isApplying && parameters !== null && (
        <ActionDialog operation="instance.modify" title={t('modify.dialogTitle')} where={`${title} · ${instance.definition.processId} v${instance.definition.version}`} confirmLabel={tCount('modify.confirmOne', 'modify.confirm', plan.length)} parameters={parameters} expectedVersion={instance.version} auditTarget={instance.key}
          outcome={() => { if (!isApplied) queueMicrotask(() => setApplied(true)); return null; }} onClose={close} />
      )}
    </div>
  );
}
