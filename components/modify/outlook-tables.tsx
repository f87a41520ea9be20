import { t, tCount } from '@/components/messages/messages.ts';
import { readMoments } from '@/components/ui/format.ts';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { ElementMoment, ElementOutlook, VariableOutlook } from '@/lib/console/contract.ts';

/** How an element is called, by its id. */
type NameOf = (elementId: string) => string;

/** The elements at which something changes: tokens now and then, and what would happen. */
export function OutlookTable({ outlook, name }: { outlook: readonly ElementOutlook[]; name: NameOf }) {
  const changed = outlook.filter((row) => JSON.stringify(row.before) !== JSON.stringify(row.after));
  return (
    <SimpleTable
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
        { id: 'what', head: t('modify.what'), cell: (row) => <Change row={row} /> },
      ]}
    />
  );
}

function Change({ row }: { row: ElementOutlook }) {
  return (
    <>
      <span className="text-ink-2">{wordsOf(row)}</span>
      {newOf(row).map((message) => (
        <span key={message} className="block text-incident-text">
          {t('modify.raises', { message })}
        </span>
      ))}
    </>
  );
}

export function VariableOutlookTable({ variables, name }: { variables: readonly VariableOutlook[]; name: NameOf }) {
  return (
    <SimpleTable
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
  );
}

function Value({ text }: { text: string | null }) {
  return text === null ? <span className="text-ink-3">–</span> : <span className="mono break-all">{text}</span>;
}

export function Tokens({ of: { tokens, incidents } }: { of: Pick<ElementMoment, 'tokens' | 'incidents'> }) {
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
