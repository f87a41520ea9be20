'use client';
import Link from 'next/link';
import { versionName } from '@/components/data/definition-name';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { formatExactTime } from '@/components/ui/format.ts';
import { Pill, Tag } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { InstanceHeadActions } from './instance-head-actions.tsx';
import { InstanceOriginWords } from './instance-origin.tsx';
import { INSTANCE_LOOKS } from './state-words.ts';

export function InstanceHead({ instance, moment }: { instance: InstanceView; moment: StoryMoment | undefined }) {
  const look = INSTANCE_LOOKS[instance.state];
  const { origin, handling = null } = instance;
  const { set } = useUrlState();
  const definition = instance.definition;
  const pill =
    instance.incidentCount > 0 ? tCount('count.incident', 'count.incidents', instance.incidentCount) : t(look.word);
  return (
    <PageHead
      title={instance.businessKey ?? instance.key}
      beside={
        <>
          <span data-testid="instance-state" className="contents">
            <Pill kind={instance.calledIncidentCount > 0 ? 'incident' : look.glyph}>
              {instance.incidentCount === 0 && instance.calledIncidentCount > 0 ? t('instance.incidentBelow') : pill}
            </Pill>
          </span>
          {moment !== undefined && <Tag tone="ended">{t('travel.asOfTime', { time: formatExactTime(moment.at) })}</Tag>}
          <Link
            href={`/definitions/${encodeURIComponent(definition.processId)}/versions/${definition.version}`}
            className="link whitespace-nowrap"
          >
            {versionName(definition)}
          </Link>
          <span className="mono flex items-center text-ink-2 max-[1100px]:hidden">
            {instance.businessKey !== null && instance.key}
            <CopyButton text={instance.key} label={t('copy.id')} />
          </span>
        </>
      }
      facts={
        <>
          <Fact label={t('fact.started')}>
            <Clock at={instance.startedAt} />
          </Fact>
          <Fact label={instance.endedAt === null ? t('fact.age') : t('fact.took')}>
            <Age at={instance.startedAt} until={instance.endedAt ?? moment?.at ?? null} />
          </Fact>
          {instance.endedAt === null && moment === undefined && instance.changedAt != null && (
            <Fact label={t('fact.changed')}>
              <Clock at={instance.changedAt} />
            </Fact>
          )}
          {instance.endedAt !== null && (
            <Fact label={t('fact.ended')}>
              <Clock at={instance.endedAt} />
            </Fact>
          )}
          {instance.endReason !== null && <Fact label={t('fact.reason')}>{instance.endReason}</Fact>}
          {instance.tenantId !== null && <Fact label={t('fact.tenant')}>{instance.tenantId}</Fact>}
          {origin?.kind !== 'unknown' && origin !== undefined && (
            <Fact label={t(origin.kind === 'caller' ? 'fact.caller' : 'fact.startedBy')}>
              <InstanceOriginWords instance={instance} />
            </Fact>
          )}
          <Fact label={t('fact.called')}>
            {instance.called.length === 0 ? (
              t('word.none')
            ) : (
              <button type="button" className="link" onClick={() => set({ tab: 'called', element: null })}>
                {instance.called.length}
              </button>
            )}
          </Fact>
          {handling !== null && (
            <Fact label={t('fact.handled')}>
              <button
                type="button"
                className="link"
                title={t('fact.handledTitle', {
                  last: handling.last,
                  who: handling.by ?? t('word.nobody'),
                  time: formatExactTime(handling.at),
                })}
                onClick={() => set({ tab: 'operations' })}
              >
                {t('fact.handledLast', { count: handling.count, last: handling.last })}
              </button>
            </Fact>
          )}
        </>
      }
      actions={<InstanceHeadActions instance={instance} />}
    />
  );
}
