'use client';
import { Columns3, Download, FileUp, Play } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button.tsx';
import { Crumbs } from '@/components/frame/crumbs.tsx';
import { ListKeys, PageHead, StatusLine } from '@/components/frame/page-head.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import { formatCount, timeZone } from '@/components/ui/format.ts';
import { ViewsMenu } from '@/components/views/views-menu.tsx';
import type { BoundedCount } from '@/lib/console/views/shared.ts';
import { BulkActions } from './bulk-actions.tsx';
import { ColumnsDialog } from './columns-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { writeColumns } from './instance-columns.tsx';
import { InstancePeek } from './instance-peek.tsx';
import { InstancesFilters } from './instances-filters.tsx';
import { InstancesGrid } from './instances-grid.tsx';
import { type InstanceList, useInstanceList } from './use-instance-list.ts';

type OpenDialog = 'columns' | 'export' | null;

/** Any set of instances: filters and columns in the address, a grid that loads as it is scrolled. */
export function InstancesPage() {
  const instances = useInstanceList();
  const [current, setCurrent] = useState<string | null>(null);
  const [isPeeking, setPeeking] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const { asked, list, count, problems, chosen } = instances;
  return (
    <>
      <Crumbs crumbs={[{ label: t('nav.instances') }]} />
      <PageHead
        title={t('nav.instances')}
        beside={
          <span className="text-ink-2">
            {count.data !== undefined && Object.keys(problems).length === 0 && matchText(count.data)}
          </span>
        }
        actions={<PageActions instances={instances} onOpen={setDialog} />}
      />
      <InstancesFilters instances={instances} />
      <div className="relative flex min-h-0 flex-1 border-t border-line bg-surface">
        <div className="relative flex min-w-0 flex-1 flex-col">
          <InstancesGrid
            instances={instances}
            current={current}
            isPeeking={isPeeking}
            onCurrent={setCurrent}
            onPeek={(key) => {
              setCurrent(key);
              setPeeking((before) => !before);
            }}
          />
          <BulkActions chosen={chosen} filter={asked} />
        </div>
        {isPeeking && current !== null && (
          <InstancePeek key={current} instanceKey={current} onClose={() => setPeeking(false)} />
        )}
      </div>
      <StatusLine right={t('instances.status', { loaded: formatCount(list.rows.length), zone: timeZone })}>
        <ListKeys canFilter canPeek />
      </StatusLine>
      <PageDialogs instances={instances} open={dialog} onClose={() => setDialog(null)} />
    </>
  );
}

function PageActions({ instances, onOpen }: { instances: InstanceList; onOpen: (dialog: OpenDialog) => void }) {
  const router = useRouter();
  const { values, replace } = instances;
  return (
    <>
      <ViewsMenu screen="instances" values={values} replace={replace} />
      <Button icon={Columns3} onClick={() => onOpen('columns')}>
        {t('columns.head')}
      </Button>
      <ActionButton operation="instance.export-list" icon={Download} onClick={() => onOpen('export')}>
        {t('export.button')}
      </ActionButton>
      <IconButton
        kind="plain"
        icon={FileUp}
        label={t('bundle.open')}
        onClick={() => router.push('/instances/bundle')}
      />
      <ActionButton operation="instance.start" icon={Play} onClick={() => router.push('/instances/start')}>
        {t('instances.start')}
      </ActionButton>
    </>
  );
}

interface PageDialogsProps {
  instances: InstanceList;
  open: OpenDialog;
  onClose: () => void;
}

function PageDialogs({
  instances: { set, columns, sort, asked, count, list, chosen },
  open,
  onClose,
}: PageDialogsProps) {
  if (open === 'columns')
    return (
      <ColumnsDialog
        columns={columns}
        onClose={onClose}
        onApply={(next) => {
          set({ columns: writeColumns(next) });
          onClose();
        }}
      />
    );
  if (open === 'export')
    return (
      <ExportDialog
        columns={columns.map(({ id }) => id)}
        sort={sort}
        filter={asked}
        matching={count.data}
        loaded={list.rows.map((row) => row.key)}
        chosen={chosen.count === 0 ? null : { selection: chosen.asked, count: chosen.count }}
        onClose={onClose}
      />
    );
  return null;
}

function matchText({ value, isExact }: BoundedCount): string {
  if (!isExact && value === 0) return t('instances.matchUnknown');
  return t(isExact ? 'instances.match' : 'instances.matchMore', { count: formatCount(value) });
}

export function InstanceLink({ instanceKey, businessKey }: { instanceKey: string; businessKey: string | null }) {
  return (
    <Link className="link" href={`/instances/${instanceKey}`}>
      {businessKey ?? <span className="mono">{instanceKey}</span>}
    </Link>
  );
}
