'use client';
import { Play, X } from 'lucide-react';
import { useState } from 'react';
import { versionName } from '@/components/data/definition-name.tsx';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { ActionDialog } from '@/components/actions/action-dialog.tsx';
import { MayNot } from '@/components/actions/may-not.tsx';
import { VariableDrafts } from '@/components/actions/variable-drafts.tsx';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { PageHead } from '@/components/frame/page-head.tsx';
import { FormBody } from '@/components/forms/form-body.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Note } from '@/components/ui/panel.tsx';
import type { VariableInput } from '@/lib/console/contract.ts';
import { LikeNote } from './like-note.tsx';
import { StartFields } from './start-fields.tsx';
import { useStart } from './use-start.ts';

/** A new instance of a definition, with what it starts from. */
export function StartPage() {
  const start = useStart();
  const [opened, setOpened] = useState<readonly VariableInput[] | null>(null);
  const { like, query } = start;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances'), href: '/instances' }, { label: t('start.title') }]} />
      <PageHead title={t('start.title')} />
      <MayNot operation="instance.start" />
      <div className="min-h-0 flex-1 overflow-auto border-t border-line bg-surface px-[var(--page-x)] py-5">
        <div className="flex max-w-[760px] flex-col gap-5">
          <LikeProblem like={like} />
          {like.data !== undefined && <LikeNote like={like.data} />}
          <StartFields process={start.process} businessKey={start.businessKey} onBusinessKey={start.setBusinessKey} />
          {query.error !== null && <Refusal error={query.error} onRetry={() => void query.refetch()} />}
          {start.target?.hasNoneStart === false && <Note tone="warn">{t('start.noneStart')}</Note>}
          <StartValues start={start} />
          <div>
            <ActionButton
              operation="instance.start"
              kind="primary"
              icon={Play}
              blockedBecause={start.blockedBecause}
              onClick={() => setOpened(start.written())}
            >
              {t('instances.startShort')}
            </ActionButton>
          </div>
        </div>
      </div>
      {opened !== null && <StartDialog start={start} variables={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

type Start = ReturnType<typeof useStart>;

/** Why nothing comes from the instance that is to be started like; one that cannot be read is named as in the address. */
function LikeProblem({ like }: Pick<Start, 'like'>) {
  const { values, set } = useUrlState();
  if (like.error === null) return null;
  const [problem] = Object.values(badFilters(like.error));
  if (problem === undefined) return <Refusal error={like.error} onRetry={() => void like.refetch()} />;
  return (
    <div role="alert">
      <Note tone="warn">
        <span className="flex-1">{t('start.likeUnreadable', { like: values.like ?? '', message: problem })}</span>
        <Button isSmall icon={X} onClick={() => set({ like: null })}>
          {t('filter.take', { field: 'like' })}
        </Button>
      </Note>
    </div>
  );
}

/** The form of the start; the variables themselves, where it has none or cannot be shown. */
function StartValues({ start: { target, asked, handle, onBroken, drafts, setDrafts } }: { start: Start }) {
  const rawVariables = (
    <VariableDrafts title={t('tab.variables')} drafts={drafts} onChange={setDrafts} known={target?.knownVariables} />
  );
  if (target === null || asked === null) return rawVariables;
  return (
    <FormBody
      key={target.definition.key}
      form={asked}
      isOff={target.isSuspended}
      ref={handle}
      fallback={rawVariables}
      onBroken={onBroken}
    />
  );
}

function StartDialog({
  start: { target, businessKey, isFromFields },
  variables,
  onClose,
}: {
  start: Start;
  variables: readonly VariableInput[];
  onClose: () => void;
}) {
  if (target === null) return null;
  const key = businessKey.trim();
  return (
    <ActionDialog
      operation="instance.start"
      title={t('start.dialogTitle')}
      where={versionName(target.definition)}
      confirmLabel={t('start.confirm')}
      onClose={onClose}
      parameters={{
        definitionKey: target.definition.key,
        ...(key !== '' && { businessKey: key }),
        variables,
        ...(isFromFields && { isForm: true }),
      }}
    />
  );
}
