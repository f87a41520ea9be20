'use client';
import { useState } from 'react';
import { badFilters } from '@/components/data/bad-filters.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useList } from '@/components/data/use-view.ts';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { timeZone } from '@/components/ui/format.ts';
import { ExportLogDialog } from './audit-dialogs.tsx';
import { AuditEntry } from './audit-entry.tsx';
import { AuditFilters } from './audit-filters.tsx';
import { AuditHead } from './audit-head.tsx';
import { AuditList } from './audit-list.tsx';
import { ChainLine } from './chain-line.tsx';
import { useAuditFilter } from './use-audit-filter.ts';
import { useChainCheck } from './use-chain-check.ts';

/** Who did what, when, why, and what came of it. */
export function AuditPage() {
  const { values, set } = useUrlState();
  const filter = useAuditFilter();
  const list = useList('audit', { ...filter, limit: 100 });
  const problems = badFilters(list.error);
  const { check, start, stop } = useChainCheck();
  const [isExporting, setExporting] = useState(false);
  const onFilter = (only: Readonly<Record<string, string>>) =>
    set({ ...Object.fromEntries(Object.keys(filter).map((id) => [id, null])), ...only });
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.audit') }]} />
      <AuditHead isChecking={check?.kind === 'checking'} onVerify={start} onExport={() => setExporting(true)} />
      <AuditFilters problems={problems} />
      {check !== null && <ChainLine check={check} onStop={stop} />}
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className="flex min-w-0 flex-1 flex-col">
          <AuditList list={list} problems={problems} />
        </div>
        {values.entry !== undefined && (
          <AuditEntry
            n={values.entry}
            ways={{ onEntry: (n) => set({ entry: n === null ? null : String(n) }), onFilter }}
          />
        )}
      </div>
      {isExporting && <ExportLogDialog filter={filter} onClose={() => setExporting(false)} />}
      <StatusLine right={t('status.zone', { zone: timeZone })}>
        <ListKeys canOpen={false} canFilter />
      </StatusLine>
    </>
  );
}
