'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowRight } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { useSettled } from '@/components/actions/variable-drafts.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal, ViewGate } from '@/components/data/view-gate.tsx';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { SelectField } from '@/components/ui/field.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { checkOperation, type DoorError } from '@/lib/console/client.ts';
import type { MappedElement, OperationPreview } from '@/lib/console/contract.ts';
import type { DefinitionVersion } from '@/lib/console/views/definition-view.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { MappingTable } from './mapping-table.tsx';

/** One instance goes on in another version: two models side by side, which element takes over from which, and what the engine says of it. */
export function MigratePage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return <ViewGate query={instance}>{(view) => <MigrateBody instance={view} />}</ViewGate>;
}

function MigrateBody({ instance }: { instance: InstanceView }) {
  const { values, set } = useUrlState();
  const source = useView('definition', { key: instance.definition.key });
  const others = source.data?.versions.filter((each) => each.key !== instance.definition.key) ?? [];
  const target = others.find((each) => String(each.version) === values.target) ?? others[0];
  const title = instance.businessKey ?? instance.key;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: title, href: `/instances/${instance.key}` }, { label: t('migrate.crumb') }]} />
      {target === undefined
        ? <><PageHead title={t('migrate.title', { name: title })} /><EmptyState title={source.isPending ? t('state.loading') : t('migrate.noOther')} /></>
        : <MigratePlan key={target.key} instance={instance} title={title} target={target} targets={others} onTarget={(version) => set({ target: version })} />}
    </>
  );
}

function MigratePlan({ instance, title, target, targets, onTarget }: { instance: InstanceView; title: string; target: DefinitionVersion; targets: readonly DefinitionVersion[]; onTarget: (version: string) => void }) {
  const router = useRouter();
  const suggested = useView('migration-plan', { source: instance.definition.key, target: target.key });
  const [mapping, setMapping] = useState<readonly MappedElement[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  const [selected, setSelected] = useState<string | null>(null);
  useEffect(() => { if (suggested.data !== undefined) setMapping(suggested.data.mapping); }, [suggested.data]);
  const parameters = { instanceKey: instance.key, targetDefinitionKey: target.key, mapping };
  const settled = useSettled(suggested.data === undefined ? null : parameters);
  const check = useQuery<OperationPreview, DoorError>({
    queryKey: ['check', 'instance.migrate', settled, instance.version], enabled: settled !== null, placeholderData: keepPreviousData, staleTime: 0,
    queryFn: () => { if (settled === null) throw new Error('a check needs a mapping'); return checkOperation('instance.migrate', { parameters: settled }); },
  });
  const isBlocked = check.data?.checks.some((each) => each.result === 'blocked') ?? true;
  const mapped = mapping.find((each) => each.source === selected)?.target ?? null;
  return (
    <>
      <PageHead title={t('migrate.title', { name: title })} beside={<span className="flex items-center gap-2 text-ink-2">v{instance.definition.version}<ArrowRight size={14} aria-hidden />v{target.version}</span>}
        actions={<><div className="w-[130px]"><SelectField label={t('migrate.target')} value={String(target.version)} onChange={(event) => onTarget(event.target.value)}>{targets.map((each) => <option key={each.key} value={each.version}>v{each.version}</option>)}</SelectField></div>
          <ActionButton operation="instance.migrate" kind="primary" blockedBecause={instance.endedAt !== null ? t('instance.hasEnded') : isBlocked ? t('migrate.blocked') : null} onClick={() => setOpen(true)}>{t('modify.review')}</ActionButton></>} />
      <div className="flex min-h-0 flex-1 flex-col border-t border-line">
        <div className="grid min-h-[220px] flex-1 grid-cols-2 divide-x divide-line">
          <Diagram definitionKey={instance.definition.key} counts={instance.elements.map((each) => ({ ...each, completed: 0, cancelled: 0 }))} selected={selected} onSelect={setSelected} />
          <Diagram definitionKey={target.key} counts={[]} selected={mapped} planned={mapped === null ? undefined : [{ elementId: mapped, delta: 1 }]} />
        </div>
        <div className="flex min-h-[220px] flex-1 border-t border-line bg-surface">
          <section aria-label={t('migrate.mapping')} className="min-w-0 flex-1 overflow-auto">
            {suggested.error !== null ? <Refusal error={suggested.error} onRetry={() => void suggested.refetch()} /> : <MappingTable instance={instance} targetKey={target.key} mapping={mapping} selected={selected} onSelect={setSelected} onChange={setMapping} />}
          </section>
          <aside aria-label={t('checks.title')} className="w-[340px] flex-none overflow-auto border-l border-line p-4"><h2 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h2>{check.error !== null ? <Refusal error={check.error} onRetry={() => void check.refetch()} /> : <ChecksList preview={check.data} />}</aside>
        </div>
      </div>
      {isOpen && <ActionDialog operation="instance.migrate" title={t('migrate.dialogTitle')} where={`${title} · ${instance.definition.processId} v${instance.definition.version} → v${target.version}`} confirmLabel={t('migrate.confirm')} parameters={parameters} expectedVersion={instance.version} auditTarget={instance.key}
        outcome={() => { if (!isDone) queueMicrotask(() => setDone(true)); return null; }} onClose={() => { setOpen(false); if (isDone) router.push(`/instances/${instance.key}`); }} />}
    </>
  );
}
