'use client';
import { X } from 'lucide-react';
import Link from 'next/link';
import { versionName } from '@/components/data/definition-name';
import type { JobAction } from '@/components/actions/job-dialog.tsx';
import { addressOf, detailsText } from '@/components/data/details-text.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName, useElementName } from '@/components/diagram/element-name.tsx';
import { JobLog } from '@/components/instance/job-log.tsx';
import { JOB_LOOKS } from '@/components/instance/state-words.ts';
import { InstanceLink } from '@/components/instances/instances-page.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { CopyTextButton } from '@/components/ui/copy-text-button.tsx';
import { Facts } from '@/components/ui/panel.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SidePane } from '@/components/ui/side-pane.tsx';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { JobRow } from '@/lib/console/views/job-view.ts';
import { JobActions } from './job-actions.tsx';
import { jobKindWord } from './job-columns.tsx';
import { StartTimerActions } from './start-timer-actions.tsx';

/** One job: what it is for, who has it, what was tried, and what can be done. */
export function JobPane({
  jobKey,
  open,
  onClose,
}: {
  jobKey: string;
  open: (action: JobAction) => void;
  onClose: () => void;
}) {
  const found = useView('jobs', { key: jobKey, limit: 1 });
  useShortcuts({ Escape: onClose });
  return (
    <SidePane label={t('jobs.details')}>
      <div className="flex justify-end pt-2 pr-2">
        <IconButton icon={X} isSmall label={t('details.close')} shortcut="Esc" onClick={onClose} />
      </div>
      <ViewGate query={found}>
        {({ rows: [job] }) =>
          job === undefined ? <EmptyState glyph="ended" title={t('job.none')} /> : <JobBody job={job} open={open} />
        }
      </ViewGate>
    </SidePane>
  );
}

function JobBody({ job, open }: { job: JobRow; open: (action: JobAction) => void }) {
  const nameOf = useElementName(job.definition.key);
  const look = JOB_LOOKS[job.state];
  return (
    <>
      <div className="-mt-6 flex flex-col gap-4 px-4 pb-2">
        <div>
          <Pill kind={look.glyph}>{t(look.word)}</Pill>
          <h2 className="mt-2.5 text-16 font-semibold tracking-[-0.012em]">
            <ElementName definitionKey={job.definition.key} elementId={job.elementId} />
          </h2>
          <p className="break-words text-12 text-ink-2">
            {versionName(job.definition)} · <span className="mono">{job.elementId}</span>
          </p>
        </div>
        {job.endedAt === null &&
          (job.instanceKey === null ? (
            <StartTimerActions job={job} open={open} />
          ) : (
            <JobActions job={job} open={open} />
          ))}
        <Facts
          rows={[
            { label: t('column.kind'), value: jobKindWord(job) },
            ...(job.topic === null
              ? []
              : [
                  {
                    label: t('jobs.topicOrType'),
                    value: (
                      <Link className="link mono" href={`/jobs?topic=${encodeURIComponent(job.topic)}`}>
                        {job.topic}
                      </Link>
                    ),
                  },
                ]),
            ...(job.instanceKey === null
              ? []
              : [
                  {
                    label: t('column.instance'),
                    value: <InstanceLink instanceKey={job.instanceKey} businessKey={job.businessKey ?? null} />,
                  },
                ]),
            { label: t('column.retries'), value: job.retries ?? '–' },
            { label: t('column.priority'), value: job.priority },
            ...(job.worker === null
              ? []
              : [{ label: t('column.worker'), value: <span className="mono">{job.worker}</span> }]),
            ...(job.lockUntil === null || job.endedAt !== null
              ? []
              : [{ label: t('jobs.lock'), value: <Clock at={job.lockUntil} /> }]),
            ...(job.dueAt === null ? [] : [{ label: t('column.due'), value: <Clock at={job.dueAt} /> }]),
            { label: t('jobs.created'), value: <Clock at={job.createdAt} /> },
            ...(job.tenantId == null ? [] : [{ label: t('column.tenant'), value: job.tenantId }]),
            {
              label: t('column.key'),
              value: (
                <span className="inline-flex items-center gap-1">
                  <span className="mono">{job.key}</span>
                  <CopyButton text={job.key} label={t('copy.id')} />
                </span>
              ),
            },
          ]}
        />
        <div>
          <CopyTextButton text={() => jobText(job)} label={t('copy.details')} copied={t('copy.done')} />
        </div>
      </div>
      <JobLog jobKey={job.key} name={nameOf(job.elementId)} />
    </>
  );
}

/** For a ticket. */
function jobText(job: JobRow): string {
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return detailsText(
    `${t('job.named', { key: job.key })}: ${jobKindWord(job)}`,
    [
      [t('column.state'), t(JOB_LOOKS[job.state].word)],
      [t('jobs.topicOrType'), job.topic],
      [t('column.definition'), `${versionName(job.definition)} (${job.definition.processId})`],
      [t('column.element'), job.elementId],
      [t('column.businessKey'), job.businessKey],
      [t('column.instance'), job.instanceKey],
      [t('column.retries'), job.retries],
      [t('column.priority'), job.priority],
      [t('column.worker'), job.worker],
      [t('jobs.lock'), iso(job.lockUntil)],
      [t('column.due'), iso(job.dueAt)],
      [t('jobs.created'), iso(job.createdAt)],
      [t('column.tenant'), job.tenantId],
      [t('copy.address'), addressOf(`/jobs?job=${job.key}`)],
    ],
    [[t('column.message'), job.errorMessage]],
  );
}
