'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { ViewGate } from '@/components/data/view-gate.tsx';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { useModelNodes } from '@/components/diagram/model-elements.ts';
import { modelUses, type ModelUse } from '@/components/instance/model-uses.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { DefinitionCallsView, DefinitionView, SeenCall } from '@/lib/console/views/definition-view.ts';
import { definitionLink } from './definition-link.ts';

interface Row {
  readonly key: string;
  readonly what: 'callers' | ModelUse['kind'];
  readonly id: string;
  readonly seen: SeenCall | null /** In whose model the element stands. */;
  readonly elementOf: string;
  readonly elementId: string | null;
}

/** Who calls it, whom it calls, which decisions and forms it needs: what a change of it touches. */
export function DefinitionCalls({ view }: { view: DefinitionView }) {
  const nodes = useModelNodes(view.definition.key);
  const calls = useView('definition-calls', { definition: view.definition.key });
  const uses = useMemo(() => modelUses(nodes), [nodes]);
  return (
    <ViewGate query={calls}>
      {(seen) => {
        const rows = rowsOf(view.definition.key, seen, uses);
        return rows.length === 0 ? (
          <EmptyState title={t('calls.none')} />
        ) : (
          <>
            <SimpleTable<Row>
              label={t('tab.calls')}
              rows={rows}
              rowKey={(row) => row.key}
              columns={[
                {
                  id: 'what',
                  head: t('column.kind'),
                  width: '124px',
                  cell: (row) => <span className="text-ink-2">{t(`calls.${row.what}`)}</span>,
                },
                {
                  id: 'id',
                  head: t('column.definition'),
                  cell: (row) =>
                    row.seen === null ? (
                      <span className="mono" title={row.id}>
                        {row.id}
                      </span>
                    ) : (
                      <p className="truncate">
                        <Link className="link" href={definitionLink(row.seen.definition)}>
                          {definitionName(row.seen.definition)}
                        </Link>{' '}
                        <span className="text-ink-3">v{row.seen.definition.version}</span>
                      </p>
                    ),
                },
                {
                  id: 'element',
                  head: t('calls.at'),
                  width: '28%',
                  cell: (row) =>
                    row.elementId === null ? (
                      '–'
                    ) : (
                      <ElementName definitionKey={row.elementOf} elementId={row.elementId} />
                    ),
                },
                {
                  id: 'count',
                  head: t('calls.seen'),
                  width: '110px',
                  isRight: true,
                  cell: (row) =>
                    row.seen === null ? <span className="text-ink-3">–</span> : formatCount(row.seen.count),
                },
                {
                  id: 'last',
                  head: t('calls.last'),
                  width: '100px',
                  isRight: true,
                  cell: (row) => (row.seen === null ? '–' : <Clock at={row.seen.lastAt} />),
                },
              ]}
            />
            <p className="px-3.5 py-2 text-12 text-ink-3">{t('calls.looked', { count: formatCount(seen.looked) })}</p>
          </>
        );
      }}
    </ViewGate>
  );
}

/** A call of the model that has been seen is said once, with what was seen. */
function rowsOf(
  definitionKey: string,
  { callers, called }: DefinitionCallsView,
  uses: readonly ModelUse[],
): readonly Row[] {
  return [
    ...callers.map(
      (seen): Row => ({
        key: `from ${seen.definition.key} ${seen.elementId}`,
        what: 'callers',
        id: seen.definition.processId,
        seen,
        elementOf: seen.definition.key,
        elementId: seen.elementId,
      }),
    ),
    ...called.map(
      (seen): Row => ({
        key: `to ${seen.definition.key} ${seen.elementId}`,
        what: 'process',
        id: seen.definition.processId,
        seen,
        elementOf: definitionKey,
        elementId: seen.elementId,
      }),
    ),
    ...uses
      .filter((use) => use.kind !== 'process' || !called.some((seen) => seen.elementId === use.elementId))
      .map(
        (use): Row => ({
          key: `${use.kind} ${use.elementId} ${use.id}`,
          what: use.kind,
          id: use.id,
          seen: null,
          elementOf: definitionKey,
          elementId: use.elementId,
        }),
      ),
  ];
}
