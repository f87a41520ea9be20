'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { RetryGroupDialog } from '@/components/actions/incident-dialogs.tsx';
import { RetryIncidentDialog } from '@/components/actions/retry-dialog.tsx';
import { versionName } from '@/components/data/definition-name.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { wholeError } from '@/components/data/whole-error.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { CodeBlock } from '@/components/ui/code.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import type { IncidentGroup } from '@/lib/console/views/incident-view.ts';
import { GroupComments } from './group-comments.tsx';
import { GroupFacts } from './group-facts.tsx';
import { type GroupRepair, GroupRepairs } from './group-repairs.tsx';
import { GroupVersions } from './group-versions.tsx';
import { IncidentAdvice } from './incident-type.tsx';
import { TriageActions } from './triage-actions.tsx';
import { TRIAGE_LOOKS } from './triage-looks.ts';

/** One group: where, what the error says, whom it hurts, and its newest incident to repair. */
export function GroupDetails({
  fingerprint,
  group,
  onClose,
}: {
  fingerprint: string;
  group: IncidentGroup | undefined;
  onClose: () => void;
}) {
  useShortcuts({ Escape: onClose });
  const [repair, setRepair] = useState<GroupRepair | null>(null);
  const close = () => setRepair(null);
  return (
    <SidePane label={t('group.label')}>
      <div className="flex justify-end pt-2 pr-2">
        <IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={onClose} />
      </div>
      {group === undefined ? (
        <EmptyState glyph="done" title={t('group.gone')}>
          <Link className="link" href={`/incidents/list?state=all&fingerprint=${encodeURIComponent(fingerprint)}`}>
            {t('group.closedOnes')}
          </Link>
        </EmptyState>
      ) : (
        <GroupBody group={group} onRepair={setRepair} />
      )}
      {repair?.kind === 'newest' && (
        <RetryIncidentDialog
          incidentKey={repair.incident.key}
          isWork={repair.incident.jobType !== null || repair.incident.jobKey === null}
          instanceKey={repair.incident.instanceKey}
          version={repair.incident.version}
          where={[repair.incident.businessKey ?? repair.incident.instanceKey ?? [], repair.where].flat().join(' · ')}
          onClose={close}
        />
      )}
      {repair?.kind === 'all' && (
        <RetryGroupDialog incidentKey={repair.incidentKey} where={repair.where} onClose={close} />
      )}
    </SidePane>
  );
}

function GroupBody({ group, onRepair }: { group: IncidentGroup; onRepair: (repair: GroupRepair) => void }) {
  const newest = useView('incident', { key: group.newestIncidentKey });
  return (
    <div className="-mt-6 flex flex-col gap-4 px-4 pb-5">
      <div>
        <span className="flex flex-wrap gap-1.5">
          <Pill kind="incident">{t('group.open', { count: formatCount(group.open) })}</Pill>
          <Pill kind={TRIAGE_LOOKS[group.triage.state].glyph}>{t(TRIAGE_LOOKS[group.triage.state].word)}</Pill>
        </span>
        <h2 className="mt-2.5 text-16 font-semibold tracking-[-0.012em]">
          <ElementName definitionKey={group.definition.key} elementId={group.elementId} />
        </h2>
        <p className="break-words text-12 text-ink-2">
          {versionName(group.definition)} · <span className="mono">{group.elementId}</span>
        </p>
      </div>
      <GroupRepairs group={group} newest={newest.data} onRepair={onRepair} />
      <TriageActions group={group} />
      <Where group={group} />
      <section>
        <h3 className="mb-1.5 text-12 font-semibold">{t('group.error')}</h3>
        <CodeBlock
          text={wholeError(group.message, newest.data?.details ?? null)}
          label={t('group.error')}
          copyLabel={t('copy.trace')}
          maxHeight={150}
          isWrapped={newest.data?.details == null}
        />
        <div className="mt-2">
          <IncidentAdvice type={group.type} />
        </div>
      </section>
      <GroupFacts group={group} jobType={newest.data?.jobType ?? null} />
      <GroupVersions incidentKey={group.newestIncidentKey} />
      <GroupComments incidentKey={group.newestIncidentKey} />
    </div>
  );
}

function Where({ group: { definition, elementId, open } }: { group: IncidentGroup }) {
  const counts = useMemo(
    () => [{ elementId, active: open, incidents: open, completed: 0, cancelled: 0 }],
    [elementId, open],
  );
  return (
    <section>
      <h3 className="mb-1.5 text-12 font-semibold">{t('group.where')}</h3>
      <div className="h-[150px] overflow-hidden rounded-2 border border-line">
        <Diagram definitionKey={definition.key} counts={counts} selected={elementId} isPlain />
      </div>
    </section>
  );
}
