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
import { useRouter } from 'next/navigation';
import { ActionButton, ActionMenuItem } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { useInstanceAction } from './instance-actions.tsx';
import { useInstanceDeeds } from './use-instance-deeds.ts';

/** The buttons in the head of an instance. */
export function InstanceHeadActions({ instance }: { instance: InstanceView }) {
  const router = useRouter();
  const deeds = useInstanceDeeds(instance);
  const { open, first, isReading, retry, correct, suspend, modify, watch, isWatched, watchBlocked, endedBecause } =
    deeds;
  const isEnded = instance.endedAt !== null;
  return (
    <>
      {(first !== undefined || instance.incidentCount > 0) && (
        <ActionButton
          operation="incident.retry"
          isBusy={isReading.incidents}
          kind="primary"
          icon={RotateCw}
          shortcut="R"
          onClick={retry}
        >
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
        isBusy={isReading.variables}
        icon={Pencil}
        shortcut="E"
        blockedBecause={endedBecause}
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
      <MoreMenu instance={instance} />
    </>
  );
}

function MoreMenu({ instance }: { instance: InstanceView }) {
  const open = useInstanceAction();
  const router = useRouter();
  const isEnded = instance.endedAt !== null;
  return (
    <Menu trigger={<IconButton icon={Ellipsis} kind="plain" label={t('instance.more')} data-testid="instance-menu" />}>
      {!isEnded && (
        <ActionMenuItem
          operation="instance.migrate"
          icon={GitCompareArrows}
          onSelect={() => router.push(`/instances/${instance.key}/migrate`)}
        >
          {t('migrate.do')}
        </ActionMenuItem>
      )}
      <MenuItem icon={GitCompareArrows} onSelect={() => router.push(`/instances/compare?a=${instance.key}&what=path`)}>
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
  );
}
