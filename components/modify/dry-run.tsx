'use client';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { OperationPreview } from '@/lib/console/contract.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';
import { OutlookTable, Tokens, VariableOutlookTable } from './outlook-tables.tsx';

interface DryRunProps {
  readonly definitionKey: string;
  readonly preview: OperationPreview | null;
  readonly isBusy: boolean;
  readonly version: number;
  readonly now?: readonly ElementCounts[];
  readonly empty?: string;
}

/**
 * Where tokens stand now and where they would stand, which variables and incidents come of it, as the engine itself
 * computes it without writing anything.
 */
export function DryRun({
  definitionKey,
  preview,
  isBusy,
  version,
  now = [],
  empty = t('modify.nothingPlanned'),
}: DryRunProps) {
  const elements = useModelElements(definitionKey);
  const name = (id: string) => elements.get(id)?.name ?? id;
  const outlook = preview?.outlook ?? null;
  const variables = preview?.variables ?? [];
  return (
    <section
      aria-label={t('modify.dryRun')}
      aria-busy={isBusy}
      className="flex min-h-[180px] flex-1 flex-col border-t border-line bg-surface"
    >
      <div className="flex h-9 flex-none items-center gap-3 border-b border-line px-3.5">
        <h2 className="font-semibold">{t('modify.dryRun')}</h2>
        <span className="ml-auto text-12 text-ink-3">
          {outlook === null ? t('modify.dryRunNone') : t('modify.dryRunOf', { version: preview?.version ?? version })}
        </span>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {preview === null ? (
          <Unplanned now={now.filter((each) => each.active > 0)} name={name} empty={empty} />
        ) : outlook === null ? (
          <Refused preview={preview} />
        ) : (
          <>
            <OutlookTable outlook={outlook} name={name} />
            {variables.length > 0 && <VariableOutlookTable variables={variables} name={name} />}
          </>
        )}
      </div>
    </section>
  );
}

/** Before the first step: where tokens stand. */
function Unplanned({
  now,
  name,
  empty,
}: {
  now: readonly ElementCounts[];
  name: (id: string) => string;
  empty: string;
}) {
  if (now.length === 0) return <EmptyState title={empty} />;
  return (
    <>
      <SimpleTable<ElementCounts>
        label={t('modify.tokensNow')}
        rows={now}
        rowKey={(row) => row.elementId}
        columns={[
          {
            id: 'where',
            head: t('modify.where'),
            width: '26%',
            cell: (row) => <span className="font-medium">{name(row.elementId)}</span>,
          },
          {
            id: 'now',
            head: t('modify.now'),
            cell: (row) => <Tokens of={{ tokens: row.active, incidents: row.incidents }} />,
          },
        ]}
      />
      <p className="px-3.5 py-3 text-ink-3">{empty}</p>
    </>
  );
}

/** The engine would not do it. */
function Refused({ preview }: { preview: OperationPreview }) {
  const blocked = preview.checks.filter((check) => check.result === 'blocked');
  return (
    <div className="flex flex-col gap-1 px-3.5 py-3">
      {blocked.map((check) => (
        <StateWord key={check.name} kind="incident">
          {check.evidence}
        </StateWord>
      ))}
    </div>
  );
}
