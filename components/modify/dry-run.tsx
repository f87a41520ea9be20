'use client';
import { useModelElements } from '@/components/diagram/model-elements.ts';
import { t, tCount } from '@/components/messages/messages.ts';
import { readMoments } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { ElementMoment, ElementOutlook, OperationPreview, VariableOutlook } from '@/lib/console/contract.ts';
import type { ElementCounts } from '@/lib/console/views/shared.ts';

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
}: {
  definitionKey: string;
  preview: OperationPreview | null;
  isBusy: boolean;
  version: number;
  now?: readonly ElementCounts[];
  empty?: string;
}) {
  const elements = useModelElements(definitionKey);
  const outlook = preview?.outlook ?? null;
  const changed = outlook?.filter((row) => JSON.stringify(row.before) !== JSON.stringify(row.after)) ?? [];
  const variables = preview?.variables ?? [];
  const name = (id: string) => elements.get(id)?.name ?? id;
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
            <SimpleTable<ElementOutlook>
              label={t('modify.dryRun')}
              rows={changed}
              rowKey={(row) => row.elementId}
              columns={[
                {
                  id: 'where',
                  head: t('modify.where'),
                  width: '26%',
                  cell: (row) => <span className="font-medium">{name(row.elementId)}</span>,
                },
                { id: 'now', head: t('modify.now'), width: '16%', cell: (row) => <Tokens of={row.before} /> },
                { id: 'then', head: t('modify.then'), width: '16%', cell: (row) => <Tokens of={row.after} /> },
                {
                  id: 'what',
                  head: t('modify.what'),
                  cell: (row) => (
                    <>
                      <span className="text-ink-2">{wordsOf(row)}</span>
                      {newOf(row).map((message) => (
                        <span key={message} className="block text-incident-text">
                          {t('modify.raises', { message })}
                        </span>
                      ))}
                    </>
                  ),
                },
              ]}
            />
            {variables.length > 0 && (
              <SimpleTable<VariableOutlook>
                label={t('modify.variablesThen')}
                rows={variables}
                rowKey={(row) => `${row.elementId ?? ''}:${row.name}`}
                columns={[
                  {
                    id: 'name',
                    head: t('modify.variable'),
                    width: '26%',
                    cell: (row) => (
                      <>
                        <span className="mono">{row.name}</span>
                        {row.elementId !== null && <span className="text-ink-3"> · {name(row.elementId)}</span>}
                      </>
                    ),
                  },
                  { id: 'now', head: t('modify.now'), width: '32%', cell: (row) => <Value text={row.before} /> },
                  { id: 'then', head: t('modify.then'), cell: (row) => <Value text={row.after} /> },
                ]}
              />
            )}
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

function Value({ text }: { text: string | null }) {
  return text === null ? <span className="text-ink-3">–</span> : <span className="mono break-all">{text}</span>;
}

function Tokens({ of: { tokens, incidents } }: { of: Pick<ElementMoment, 'tokens' | 'incidents'> }) {
  if (tokens === 0 && incidents === 0) return <span className="text-ink-3">–</span>;
  const words = tCount('modify.token', 'modify.tokens', tokens);
  return incidents > 0 ? (
    <StateWord kind="incident">{t('modify.withIncident', { words })}</StateWord>
  ) : (
    <StateWord kind="active">{words}</StateWord>
  );
}

/** What comes, and what goes. */
function wordsOf({ before, after }: ElementOutlook): string {
  const gone = before.waits.filter((wait) => !after.waits.includes(wait));
  const come = after.waits.filter((wait) => !before.waits.includes(wait));
  return (
    [
      ...come.map((wait) => t('modify.comes', { wait: readMoments(wait) })),
      ...gone.map((wait) => t('modify.goes', { wait: readMoments(wait) })),
    ].join('; ') || '–'
  );
}
function newOf({ before, after }: ElementOutlook): readonly string[] {
  return after.incidentMessages.filter((message) => !before.incidentMessages.includes(message));
}
