'use client';
import Link from 'next/link';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionVersion, DefinitionView } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definitions-page.tsx';

export function DefinitionVersions({ view }: { view: DefinitionView }) {
  return (
    <SimpleTable<DefinitionVersion> label={t('tab.versions')} rows={view.versions} rowKey={(row) => row.key} currentKey={view.definition.key} columns={[
      { id: 'version', head: t('column.version'), cell: (row) => <><Link className="link font-medium" href={definitionLink({ processId: view.definition.processId, version: row.version })}>v{row.version}</Link> {row.versionTag !== null && <Tag>{row.versionTag}</Tag>}</> },
      { id: 'deployed', head: t('definitions.deployed'), cell: (row) => <Clock at={row.deployedAt} /> },
      { id: 'running', head: t('column.running'), width: '110px', isRight: true, cell: (row) => formatCount(row.running) },
      { id: 'incidents', head: t('nav.incidents'), width: '110px', isRight: true, cell: (row) => <span className={row.incidents > 0 ? 'font-semibold text-incident-text' : 'text-ink-3'}>{formatCount(row.incidents)}</span> },
    ]} />
  );
}
