'use client';
import { ExternalLink, ListRestart, RotateCw, X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { versionName } from '@/components/data/definition-name';
import { ActionButton, useBlockedBecause } from '@/components/actions/action-button.tsx';
import { RetryGroupDialog } from '@/components/actions/incident-dialogs.tsx';
import { RetryIncidentDialog } from '@/components/actions/retry-dialog.tsx';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { CodeBlock } from '@/components/ui/code.tsx';
import { Facts } from '@/components/ui/panel.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import { formatCount } from '@/components/ui/format.ts';
import type { IncidentGroup, IncidentView } from '@/lib/console/views/incident-view.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { GroupVersions } from './group-versions.tsx';
import { GroupComments } from './group-comments.tsx';
import { IncidentAdvice, IncidentTypeWord } from './incident-type.tsx';
import { TriageActions } from './triage-actions.tsx';
import { TRIAGE_LOOKS } from './triage-looks.ts';

/**
 * What a dialog is about, as it was when it opened: the dialog stays to show what came of it when the group is gone.
 */
type Repair =
  | { readonly kind: 'newest'; readonly incident: IncidentView; readonly where: string }
  | { readonly kind: 'all'; readonly incidentKey: string; readonly where: string };

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
  const [repair, setRepair] = useState<Repair | null>(null);
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
          where={`${repair.incident.businessKey ?? repair.incident.instanceKey} · ${repair.where}`}
          onClose={close}
        />
      )}
      {repair?.kind === 'all' && (
        <RetryGroupDialog incidentKey={repair.incidentKey} where={repair.where} onClose={close} />
      )}
    </SidePane>
  );
}

function GroupBody({ group, onRepair }: { group: IncidentGroup; onRepair: (repair: Repair) => void }) {
  const router = useRouter();
  const mayRetry = useBlockedBecause('incident.retry') === null;
  const mayRetryGroup = useBlockedBecause('incident.retry-group') === null;
  const newest = useView('incident', { key: group.newestIncidentKey });
  const where = `${versionName(group.definition)} · ${group.elementId}`;
  const retryNewest = () => {
    if (mayRetry && newest.data !== undefined) onRepair({ kind: 'newest', incident: newest.data, where });
  };
  const retryGroup = () => {
    if (mayRetryGroup) onRepair({ kind: 'all', incidentKey: group.newestIncidentKey, where });
  };
  useShortcuts({ r: retryNewest, R: retryGroup });
  const counts = useMemo(
    () => [{ elementId: group.elementId, active: group.open, incidents: group.open, completed: 0, cancelled: 0 }],
    [group.elementId, group.open],
  );
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
      <div className="flex flex-wrap gap-2">
        <ActionButton operation="incident.retry" kind="primary" icon={RotateCw} shortcut="R" onClick={retryNewest}>
          {t('group.retryNewest')}
        </ActionButton>
        <ActionButton operation="incident.retry-group" icon={ListRestart} shortcut="⇧ R" onClick={retryGroup}>
          {t('group.retryAll', { count: formatCount(group.open) })}
        </ActionButton>
        <Button
          icon={ExternalLink}
          onClick={() =>
            router.push(`/instances/${group.newestInstanceKey}?element=${encodeURIComponent(group.elementId)}`)
          }
        >
          {t('group.openNewest')}
        </Button>
      </div>
      <TriageActions group={group} />
      <section>
        <h3 className="mb-1.5 text-12 font-semibold">{t('group.where')}</h3>
        <div className="h-[150px] overflow-hidden rounded-2 border border-line">
          <Diagram definitionKey={group.definition.key} counts={counts} selected={group.elementId} isPlain />
        </div>
      </section>
      <section>
        <h3 className="mb-1.5 text-12 font-semibold">{t('group.error')}</h3>
        <CodeBlock
          text={newest.data?.details ?? group.message}
          label={t('group.error')}
          copyLabel={t('copy.trace')}
          maxHeight={150}
          isWrapped={newest.data?.details == null}
        />
        <div className="mt-2">
          <IncidentAdvice type={group.type} />
        </div>
      </section>
      <Facts
        rows={[
          {
            label: t('group.instances'),
            value: (
              <Link
                className="link"
                href={`/instances?state=incident&fingerprint=${encodeURIComponent(group.fingerprint)}`}
              >
                {formatCount(group.instances)}
              </Link>
            ),
          },
          {
            label: t('group.first'),
            value: (
              <>
                <Clock at={group.firstSeen} />{' '}
                <span className="text-ink-3">
                  <Age at={group.firstSeen} />
                </span>
              </>
            ),
          },
          {
            label: t('incidents.lastSeen'),
            value: (
              <>
                <Clock at={group.lastSeen} />{' '}
                <span className="text-ink-3">
                  <Age at={group.lastSeen} />
                </span>
              </>
            ),
          },
          { label: t('column.kind'), value: <IncidentTypeWord type={group.type} /> },
          {
            label: t('group.hash'),
            value: (
              <span className="inline-flex items-center gap-1">
                <Link
                  className="link mono"
                  href={`/incidents/list?state=all&fingerprint=${encodeURIComponent(group.fingerprint)}`}
                >
                  {group.fingerprint.slice(0, 12)}
                </Link>
                <CopyButton text={group.fingerprint} label={t('copy.id')} />
              </span>
            ),
          },
          { label: t('column.topic'), value: <span className="mono">{newest.data?.jobType ?? '–'}</span> },
        ]}
      />
      <GroupVersions incidentKey={group.newestIncidentKey} />
      <GroupComments incidentKey={group.newestIncidentKey} />
    </div>
  );
}
