'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { definitionName } from '@/components/data/definition-name.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { Fact, PageHead } from '@/components/frame/page-head.tsx';
import { t, tCount } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { Pill } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';
import { DefinitionHeadActions } from './definition-head-actions.tsx';
import { definitionLink } from './definition-link.ts';

/** Which version it is, how it stands, and what can be done with it. */
export function DefinitionHead({ view }: { view: DefinitionView }) {
  const { definition } = view;
  const filter = `definition=${encodeURIComponent(`${definition.processId}:${definition.version}`)}`;
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
            <VersionChoice view={view} />
            <Standing view={view} filter={filter} />
          </>
        }
        facts={<Facts view={view} />}
        actions={<DefinitionHeadActions view={view} filter={filter} />}
      />
    </>
  );
}

function VersionChoice({ view }: { view: DefinitionView }) {
  const router = useRouter();
  const { processId, version } = view.definition;
  return (
    <select
      aria-label={t('column.version')}
      value={version}
      onChange={(event) => router.push(definitionLink({ processId, version: Number(event.target.value) }))}
      className="h-7 rounded-2 border border-line-strong bg-surface px-1.5 text-12 font-medium dark:bg-raised"
    >
      {view.deletedAt !== null && <option value={version}>v{version}</option>}
      {view.versions.map((each, index) => (
        <option key={each.key} value={each.version}>
          v{each.version}
          {index === 0 ? ` ${t('definitions.newest')}` : ''}
        </option>
      ))}
    </select>
  );
}

/** Whether it is there, rests, runs, and how much of it stands still. */
function Standing({ view, filter }: { view: DefinitionView; filter: string }) {
  return (
    <>
      {view.deletedAt !== null && <Pill kind="ended">{t('definition.deleted')}</Pill>}
      {view.isSuspended && <Pill kind="suspended">{t('word.suspended')}</Pill>}
      <Pill kind="active">{t('definitions.running', { count: formatCount(view.running) })}</Pill>
      {view.incidents > 0 && (
        <Link href={`/incidents?${filter}`} title={t('definitions.openIncidents')} className="hover:underline">
          <Pill kind="incident">
            {tCount('count.incident', 'count.incidents', view.incidents, formatCount(view.incidents))}
          </Pill>
        </Link>
      )}
    </>
  );
}

function Facts({ view }: { view: DefinitionView }) {
  return (
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
  );
}
