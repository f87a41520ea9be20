'use client';
import {
  Ban,
  CopyPlus,
  Ellipsis,
  Eye,
  FileDown,
  GitCompareArrows,
  ListRestart,
  Pause,
  Pencil,
  Play,
  RotateCw,
  Trash2,
  Waypoints,
} from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { ActionButton, ActionMenuItem } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useBlockedBecause } from '@/components/actions/action-button.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList, useView } from '@/components/data/use-view.ts';
import { usePageCommands } from '@/components/frame/page-commands.ts';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { formatExactTime } from '@/components/ui/format.ts';
import { Pill, Tag } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import type { StoryMoment } from '@/lib/console/views/story-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { InstanceOriginWords } from './instance-origin.tsx';
import { readSelected } from './selected-elements.ts';
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
            {definition.processId} v{definition.version}
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
      actions={<HeadActions instance={instance} />}
    />
  );
}

function HeadActions({ instance }: { instance: InstanceView }) {
  const open = useInstanceAction();
  const router = useRouter();
  const { values, set } = useUrlState();
  const incidents = useList('incidents', { instance: instance.key, state: 'open', limit: 100 });
  const first = incidents.rows.find((row) => readSelected(values.element).includes(row.elementId)) ?? incidents.rows[0];
  const variables = useView('instance-variables', { instance: instance.key });
  const isEnded = instance.endedAt !== null;
  const retryMissing = useBlockedBecause('incident.retry');
  const correctMissing = useBlockedBecause('variable.set');
  const retry = () => {
    if (first !== undefined && retryMissing === null) open({ kind: 'retry', incident: first });
  };
  const correct = () => {
    const choices = variables.data?.rows.filter((each) => each.isAlive) ?? [];
    const row = choices.find((each) => each.name === values.variable) ?? choices[0];
    if (values.tab !== undefined && values.tab !== 'variables') set({ tab: null });
    if (row !== undefined && correctMissing === null && !isEnded) open({ kind: 'correct', variable: row, choices });
  };
  const suspendMissing = useBlockedBecause(instance.isSuspended ? 'instance.resume' : 'instance.suspend');
  const suspend = () => {
    if (suspendMissing === null && !isEnded) open({ kind: 'suspension' });
  };
  const modifyMissing = useBlockedBecause('instance.modify');
  const modify = () => {
    if (modifyMissing === null && !isEnded)
      router.push(
        `/instances/${instance.key}/modify${values.element === undefined ? '' : `?from=${encodeURIComponent(values.element)}`}`,
      );
  };
  const caller = instance.callers.at(-1);
  const goBack = () => {
    if (caller !== undefined) router.push(`/instances/${caller.instanceKey}`);
  };
  const { run } = useRunOperation();
  const watchMissing = useBlockedBecause('instance.watch');
  const isWatched = instance.isWatched === true;
  const watchBlocked = watchMissing ?? (isEnded && !isWatched ? t('instance.hasEnded') : null);
  const watch = () => {
    if (watchBlocked === null)
      void run('instance.watch', { parameters: { instanceKey: instance.key, isWatched: !isWatched } });
  };
  useShortcuts({ r: retry, e: correct, s: suspend, m: modify, b: goBack, w: watch });
  const endedBecause = isEnded ? t('instance.hasEnded') : null;
  usePageCommands([
    ...(first === undefined
      ? []
      : [{ id: 'retry', label: t('instance.retry'), hint: 'r', run: retry, blockedBecause: retryMissing }]),
    {
      id: 'correct',
      label: t('instance.correct'),
      hint: 'e',
      run: correct,
      blockedBecause: correctMissing ?? endedBecause,
    },
    { id: 'modify', label: t('modify.do'), hint: 'm', run: modify, blockedBecause: modifyMissing ?? endedBecause },
    {
      id: 'suspend',
      label: t(instance.isSuspended ? 'suspend.resume' : 'suspend.do'),
      hint: 's',
      run: suspend,
      blockedBecause: suspendMissing ?? endedBecause,
    },
    {
      id: 'watch',
      label: t(isWatched ? 'watch.off' : 'watch.on'),
      hint: 'w',
      run: watch,
      blockedBecause: watchBlocked,
    },
  ]);
  return (
    <>
      {(first !== undefined || instance.incidentCount > 0) && (
        <ActionButton operation="incident.retry" kind="primary" icon={RotateCw} shortcut="R" onClick={retry}>
          {t('instance.retry')}
        </ActionButton>
      )}
      {instance.incidentCount > 1 && (
        <ActionButton operation="instance.retry-all" icon={RotateCw} onClick={() => open({ kind: 'retryAll' })}>
          {t('instance.retryAll', { count: instance.incidentCount })}
        </ActionButton>
      )}
      <ActionButton
        operation="variable.set"
        icon={Pencil}
        shortcut="E"
        blockedBecause={isEnded ? t('instance.hasEnded') : null}
        onClick={correct}
      >
        {t('instance.correct')}
      </ActionButton>
      {isEnded ? (
        <ActionButton
          operation="instance.restart"
          icon={ListRestart}
          onClick={() => router.push(`/instances/${instance.key}/restart`)}
        >
          {t('restart.do')}
        </ActionButton>
      ) : (
        <ActionButton operation="instance.modify" icon={Waypoints} shortcut="M" onClick={modify}>
          {t('modify.do')}
        </ActionButton>
      )}
      {!isEnded &&
        (instance.isSuspended ? (
          <ActionButton
            operation="instance.resume"
            kind={first === undefined ? 'primary' : 'plain'}
            icon={Play}
            shortcut="S"
            onClick={suspend}
          >
            {t('suspend.resume')}
          </ActionButton>
        ) : (
          <ActionButton operation="instance.suspend" icon={Pause} shortcut="S" onClick={suspend}>
            {t('suspend.do')}
          </ActionButton>
        ))}
      <IconButton
        kind="plain"
        icon={Eye}
        label={t('watch.title')}
        shortcut="W"
        aria-pressed={isWatched}
        data-operation="instance.watch"
        blockedBecause={watchBlocked}
        onClick={watch}
        className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
      />
      <Menu
        trigger={<IconButton icon={Ellipsis} kind="plain" label={t('instance.more')} data-testid="instance-menu" />}
      >
        {!isEnded && (
          <ActionMenuItem
            operation="instance.migrate"
            icon={GitCompareArrows}
            onSelect={() => router.push(`/instances/${instance.key}/migrate`)}
          >
            {t('migrate.do')}
          </ActionMenuItem>
        )}
        <MenuItem
          icon={GitCompareArrows}
          onSelect={() => router.push(`/instances/compare?a=${instance.key}&what=path`)}
        >
          {t('compare.do')}
        </MenuItem>
        <ActionMenuItem operation="instance.export-bundle" icon={FileDown} onSelect={() => open({ kind: 'export' })}>
          {t('bundle.export')}
        </ActionMenuItem>
        <ActionMenuItem
          operation="instance.start"
          icon={CopyPlus}
          onSelect={() => router.push(`/instances/start?like=${instance.key}`)}
        >
          {t('start.like')}
        </ActionMenuItem>
        <MenuLine />
        {!isEnded && (
          <ActionMenuItem operation="instance.cancel" icon={Ban} isDanger onSelect={() => open({ kind: 'cancel' })}>
            {t('instance.cancel')}
          </ActionMenuItem>
        )}
        {isEnded && (
          <ActionMenuItem
            operation="instance.delete-history"
            icon={Trash2}
            isDanger
            onSelect={() => open({ kind: 'deleteHistory' })}
          >
            {t('deleteHistory.do')}
          </ActionMenuItem>
        )}
      </Menu>
    </>
  );
}
