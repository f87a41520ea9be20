'use client';
import { X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { ChecksList } from '@/components/actions/checks-column.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { isWritten, type ValueDraft, VariableDrafts, writtenValues } from '@/components/actions/variable-drafts.tsx';
import { VARIABLE_TYPES } from '@/components/actions/variable-types.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { useModelElements, useModelFlows } from '@/components/diagram/model-elements.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageGate } from '@/components/frame/page-gate.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { BoardHint } from '@/components/modify/board-hint.tsx';
import { DryRun } from '@/components/modify/dry-run.tsx';
import { useRehearsal } from '@/components/modify/use-rehearsal.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { CheckField, SelectField } from '@/components/ui/field.tsx';
import { Segmented } from '@/components/ui/segmented.tsx';
import type { OperationParameters, RestartStart } from '@/lib/console/contract.ts';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/** Run an ended instance again from a known point. */
export function RestartPage({ instanceKey }: { instanceKey: string }) {
  const instance = useView('instance', { key: instanceKey });
  return (
    <PageGate query={instance} area={{ label: t('nav.instances'), href: '/instances' }}>
      {(view) => <RestartBody instance={view} />}
    </PageGate>
  );
}

const START_POSITIONS = [
  { id: 'before' as const, label: t('modify.positionBefore') },
  { id: 'after' as const, label: t('modify.positionAfter') },
];

function RestartBody({ instance }: { instance: InstanceView }) {
  const router = useRouter();
  const definition = useView('definition', { key: instance.definition.key });
  const [definitionKey, setDefinition] = useState(instance.definition.key);
  const elements = useModelElements(definitionKey);
  const flows = useModelFlows(definitionKey);
  const [starts, setStarts] = useState<readonly RestartStart[]>([]);
  const [position, setPosition] = useState<'before' | 'after'>('before');
  const [keepsBusinessKey, setKeeps] = useState(true);
  const [skips, setSkips] = useState({ skipsListeners: false, skipsMappings: false });
  const variables = useRestartVariables(instance);
  const [isOpen, setOpen] = useState(false);
  const parameters: OperationParameters<'instance.restart'> | null =
    starts.length === 0 || variables.edited === null
      ? null
      : {
          instanceKey: instance.key,
          definitionKey,
          starts,
          variables: variables.from,
          ...variables.edited,
          keepsBusinessKey,
          ...skips,
        };
  const rehearsal = useRehearsal('instance.restart', parameters, 0);
  const toggle = (start: RestartStart) =>
    setStarts((before) =>
      before.some((each) => JSON.stringify(each) === JSON.stringify(start))
        ? before.filter((each) => JSON.stringify(each) !== JSON.stringify(start))
        : [...before, start],
    );
  const chooseElement = (elementId: string | null) => {
    if (elementId !== null)
      toggle({ kind: position, elementId, ...(elements.get(elementId)?.isLoop === true && { isBody: true }) });
  };
  const title = instance.businessKey ?? instance.key;
  const version =
    definition.data?.versions.find((each) => each.key === definitionKey)?.version ?? instance.definition.version;
  const words = (start: RestartStart) => {
    const flow = start.kind === 'flow' ? flows.get(start.flowId) : undefined;
    const name = (id: string) => elements.get(id)?.name ?? id;
    return start.kind === 'flow'
      ? t('modify.onFlow', { from: name(flow?.sourceId ?? ''), to: name(flow?.targetId ?? start.flowId) })
      : t(start.kind === 'after' ? 'modify.after' : 'modify.before', { element: name(start.elementId) });
  };
  const blocked =
    instance.endedAt === null
      ? t('restart.stillRuns')
      : starts.length === 0
        ? t('restart.noStart')
        : variables.edited === null
          ? t('start.invalid')
          : null;
  const planned = starts.map((start) => ({
    elementId: start.kind === 'flow' ? start.flowId : start.elementId,
    delta: 1,
  }));
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
            blockedBecause={blocked}
            onClick={() => setOpen(true)}
          >
            {t('modify.review')}
          </ActionButton>
        }
      />
      <MayNot operation="instance.restart" />
      <div className="flex min-h-0 flex-1 border-t border-line">
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
        <aside
          aria-label={t('restart.choices')}
          className="flex w-[400px] flex-none flex-col gap-4 overflow-auto border-l border-line bg-surface p-4 max-[1100px]:w-[320px]"
        >
          <section>
            <h2 className="mb-1.5 text-12 font-semibold">{t('restart.at')}</h2>
            {starts.length === 0 && <p className="mb-3 text-ink-3">{t('restart.noStart')}</p>}
            <ul className={starts.length === 0 ? undefined : 'mb-2'}>
              {starts.map((start) => (
                <li key={JSON.stringify(start)} className="flex min-h-7 items-center gap-2">
                  <span className="min-w-0 flex-1 break-words">{words(start)}</span>
                  <IconButton
                    isSmall
                    icon={X}
                    label={t('restart.removeStart', { start: words(start) })}
                    onClick={() => toggle(start)}
                  />
                </li>
              ))}
            </ul>
            <SelectField
              label={t('restart.addStart')}
              value=""
              onChange={(event) => chooseElement(event.target.value === '' ? null : event.target.value)}
            >
              <option value="">{t('reason.choose')}</option>
              {[...elements.values()].map((each) => (
                <option key={each.id} value={each.id}>
                  {each.name}
                </option>
              ))}
            </SelectField>
          </section>
          <div className="grid grid-cols-2 gap-3">
            <SelectField
              label={t('column.version')}
              value={definitionKey}
              onChange={(event) => {
                setDefinition(event.target.value);
                setStarts([]);
              }}
            >
              {definition.data?.versions.map((each) => (
                <option key={each.key} value={each.key}>
                  v{each.version}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={t('restart.variables')}
              value={variables.from}
              onChange={(event) => variables.setFrom(event.target.value === 'initial' ? 'initial' : 'last')}
            >
              <option value="last">{t('restart.last')}</option>
              <option value="initial">{t('restart.initial')}</option>
            </SelectField>
          </div>
          <VariableDrafts
            title={t(variables.from === 'last' ? 'restart.edited' : 'restart.changed')}
            drafts={variables.drafts}
            onChange={variables.setDrafts}
          />
          <section>
            <h3 className="text-12 font-semibold">{t('modify.how')}</h3>
            <CheckField label={t('restart.keeps')} checked={keepsBusinessKey} onChange={setKeeps} />
            <br />
            <CheckField
              label={t('modify.skipListeners')}
              checked={skips.skipsListeners}
              onChange={(skipsListeners) => setSkips({ ...skips, skipsListeners })}
            />
            <br />
            <CheckField
              label={t('modify.skipMappings')}
              checked={skips.skipsMappings}
              onChange={(skipsMappings) => setSkips({ ...skips, skipsMappings })}
            />
          </section>
          {starts.length > 0 && (
            <section>
              <h3 className="mb-1.5 text-12 font-semibold">{t('checks.title')}</h3>
              {rehearsal.error !== null ? (
                <Refusal error={rehearsal.error} onRetry={() => void rehearsal.refetch()} />
              ) : (
                <ChecksList preview={rehearsal.data} />
              )}
            </section>
          )}
        </aside>
      </div>
      {isOpen && parameters !== null && (
        <RestartReview
          parameters={parameters}
          where={`${title} · ${instance.definition.processId} v${version}`}
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

/**
 * The values of the instance's end, to be edited; those of its start are taken by the engine, with what is different
 * beside them.
 */
function useRestartVariables(instance: InstanceView) {
  const rows = useView('instance-variables', { instance: instance.key });
  const [from, setFromOnly] = useState<'last' | 'initial'>('last');
  const [drafts, setDrafts] = useState<readonly ValueDraft[] | null>(null);
  const former = (rows.data?.rows ?? []).filter(
    (row) => row.scopeKey === instance.key && row.removedAt === null && isWritable(row),
  );
  useEffect(() => {
    if (drafts === null && rows.data !== undefined && from === 'last')
      setDrafts(former.map((row, n) => ({ id: n + 1, name: row.name, type: row.type, text: row.text ?? '' })));
  }, [rows.data, drafts, from, former]);
  const own = drafts ?? [];
  const same = new Map(former.map((row) => [row.name, row]));
  const changed =
    from === 'initial'
      ? own
      : own.filter((draft) => {
          const row = same.get(draft.name);
          return row === undefined || row.type !== draft.type || (row.text ?? '') !== draft.text;
        });
  const leftOut =
    from === 'initial'
      ? []
      : former.filter((row) => !own.some((draft) => draft.name === row.name)).map((row) => row.name);
  return {
    from,
    drafts: own,
    setDrafts,
    setFrom: (next: 'last' | 'initial') => {
      setFromOnly(next);
      setDrafts(next === 'initial' ? [] : null);
    },
    edited: isWritten(own) ? { changed: writtenValues(changed), leftOut } : null,
  };
}

/** What cannot be written by hand goes along as it was. */
const isWritable = (row: VariableRow): boolean => VARIABLE_TYPES.includes(row.type) && !row.isCut;
