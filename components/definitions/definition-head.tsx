'use client';
import { Download, Ellipsis, FileDiff, GitCompareArrows, History, List, Mail, Pause, Play, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { definitionName, versionName } from '@/components/data/definition-name';
import { ActionButton, ActionMenuItem } from '@/components/actions/action-button.tsx';
import { DeleteDefinitionDialog, HistoryTtlDialog } from '@/components/actions/definition-dialogs.tsx';
import { SuspendDefinitionDialog } from '@/components/actions/suspension-dialogs.tsx';
import { drawnBatch } from '@/components/batches/many.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { formatCount } from '@/components/ui/format.ts';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { saveFile } from '@/components/ui/save-file.ts';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definitions-page.tsx';

type Opened = 'suspension' | 'ttl' | 'delete';

/** Which version it is, how it stands, and what can be done with it. */
export function DefinitionHead({ view }: { view: DefinitionView }) {
  const router = useRouter();
  const { set } = useUrlState();
  const [opened, setOpened] = useState<Opened | null>(null);
  const { definition } = view;
  const model = useView('definition-xml', { key: definition.key }, { neverChanges: true });
  const xml = model.data?.key === definition.key ? model.data.xml : null;
  const place = {
    definitionKey: definition.key,
    where: versionName(definition),
    onClose: () => setOpened(null),
  };
  const query = `definition=${encodeURIComponent(`${definition.processId}:${definition.version}`)}`;
  return (
    <>
      <Crumbs
        crumbs={[
          { label: t('nav.definitions'), href: '/definitions' },
          { label: definitionName(definition) },
          { label: `v${definition.version}` },
        ]}
      />
      <PageHead
        title={definitionName(definition)}
        beside={
          <>
            <select
              aria-label={t('column.version')}
              value={definition.version}
              onChange={(event) =>
                router.push(definitionLink({ processId: definition.processId, version: Number(event.target.value) }))
              }
              className="h-7 rounded-2 border border-line-strong bg-surface px-1.5 text-12 font-medium dark:bg-raised"
            >
              {view.deletedAt !== null && <option value={definition.version}>v{definition.version}</option>}
              {view.versions.map((each, index) => (
                <option key={each.key} value={each.version}>
                  v{each.version}
                  {index === 0 ? ` ${t('definitions.newest')}` : ''}
                </option>
              ))}
            </select>
            {view.deletedAt !== null && <Pill kind="ended">{t('definition.deleted')}</Pill>}
            {view.isSuspended && <Pill kind="suspended">{t('word.suspended')}</Pill>}
            <Pill kind="active">{t('definitions.running', { count: formatCount(view.running) })}</Pill>
            {view.incidents > 0 && (
              <Link href={`/incidents?${query}`} title={t('definitions.openIncidents')} className="hover:underline">
                <Pill kind="incident">
                  {tCount('count.incident', 'count.incidents', view.incidents, formatCount(view.incidents))}
                </Pill>
              </Link>
            )}
          </>
        }
        facts={
          <>
            <Fact label={t('definitions.deployed')}>
              <Clock at={view.deployedAt} />
            </Fact>
            <Fact label={t('fact.file')}>{view.resourceName}</Fact>
            <Fact label={t('fact.notation')}>{view.dialect === 'camunda7' ? 'Camunda 7' : 'Camunda 8'}</Fact>
            <Fact label={t('word.completed')}>{formatCount(view.completed)}</Fact>
            <Fact label={t('word.cancelled')}>{formatCount(view.cancelled)}</Fact>
            <Fact label={t('definitions.ttl')}>
              {view.historyTtlDays === null
                ? t('definitions.forEver')
                : tCount('definitions.day', 'definitions.days', view.historyTtlDays)}
            </Fact>
            {view.versionTag !== null && <Fact label={t('column.versionTag')}>{view.versionTag}</Fact>}
            {view.tenantId !== null && <Fact label={t('fact.tenant')}>{view.tenantId}</Fact>}
          </>
        }
        actions={
          <>
            {view.deletedAt === null && (
              <>
                <ActionButton
                  operation="instance.start"
                  kind="primary"
                  icon={Play}
                  onClick={() =>
                    router.push(
                      `/instances/start?definition=${encodeURIComponent(definition.processId)}&version=${definition.version}`,
                    )
                  }
                >
                  {t('instances.startShort')}
                </ActionButton>
                <ActionButton
                  operation={view.isSuspended ? 'definition.resume' : 'definition.suspend'}
                  icon={view.isSuspended ? Play : Pause}
                  onClick={() => setOpened('suspension')}
                >
                  {t(view.isSuspended ? 'suspend.resume' : 'suspend.do')}
                </ActionButton>
              </>
            )}
            <Button icon={Mail} onClick={() => router.push(`/messages?tab=waiting&${query}`)}>
              {t('nav.messages')}
            </Button>
            <Button icon={List} onClick={() => router.push(`/instances?state=running&${query}`)}>
              {t('nav.instances')}
            </Button>
            <Menu
              trigger={
                <IconButton icon={Ellipsis} kind="plain" label={t('definition.more')} data-testid="definition-menu" />
              }
            >
              <ActionMenuItem
                operation="instance.migrate"
                icon={GitCompareArrows}
                blockedBecause={view.running === 0 ? t('definition.noneRuns') : null}
                onSelect={() =>
                  router.push(
                    drawnBatch('migrate', {
                      filter: { state: 'running', definition: `${definition.processId}:${definition.version}` },
                    }),
                  )
                }
              >
                {t('definition.migrate')}
              </ActionMenuItem>
              <MenuItem icon={FileDiff} onSelect={() => set({ tab: 'versions' })}>
                {t('definition.compare')}
              </MenuItem>
              <MenuItem
                icon={Download}
                blockedBecause={xml === null ? t('state.loading') : null}
                onSelect={() => {
                  if (xml !== null)
                    saveFile(
                      new Blob([xml], { type: 'application/xml' }),
                      view.resourceName.split('/').at(-1) ?? view.resourceName,
                    );
                }}
              >
                {t('definitions.download')}
              </MenuItem>
              {view.deletedAt === null && (
                <ActionMenuItem operation="definition.edit-ttl" icon={History} onSelect={() => setOpened('ttl')}>
                  {t('definition.ttl')}
                </ActionMenuItem>
              )}
              {view.deletedAt === null && <MenuLine />}
              {view.deletedAt === null && (
                <ActionMenuItem
                  operation="definition.delete"
                  icon={Trash2}
                  isDanger
                  onSelect={() => setOpened('delete')}
                >
                  {t('definition.delete')}
                </ActionMenuItem>
              )}
            </Menu>
          </>
        }
      />
      {opened === 'suspension' && <SuspendDefinitionDialog {...place} isSuspended={view.isSuspended} />}
      {opened === 'ttl' && <HistoryTtlDialog {...place} days={view.historyTtlDays} />}
      {opened === 'delete' && <DeleteDefinitionDialog {...place} />}
    </>
  );
}
