'use client';
import { ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { DefinitionName } from '@/components/data/definition-name.tsx';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { type SimpleColumn, SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { CallLink, InstanceView } from '@/lib/console/views/instance-view.ts';
import { callHierarchy, type CallRow } from './call-hierarchy.ts';
import { InstanceLink } from './instance-link.tsx';
import type { SelectedElements } from './selected-elements.ts';
import { INSTANCE_LOOKS } from './state-words.ts';

/** The server reads no further. */
const MAX_CALLED = 1_000;
const INDENT_PX = 14;
/** Deeper calls are not moved in any further. */
const MAX_INDENTS = 8;

/** Columns of the hierarchy around an instance that stands so deep. */
const columnsOf = (hereDepth: number): readonly SimpleColumn<CallRow>[] => [
  { id: 'instance', head: t('column.instance'), width: '36%', cell: (row) => <CalledInstance row={row} /> },
  {
    id: 'state',
    head: t('column.state'),
    width: '112px',
    cell: ({ call: { state } }) => (
      <StateWord kind={INSTANCE_LOOKS[state].glyph}>{t(INSTANCE_LOOKS[state].word)}</StateWord>
    ),
  },
  {
    id: 'definition',
    head: t('column.definition'),
    cell: ({ call }) => <DefinitionName definition={call.definition} />,
  },
  {
    id: 'element',
    head: t('called.at'),
    cell: ({ call: { elementId }, definitionKey }) =>
      elementId === null || definitionKey === null ? (
        '–'
      ) : (
        <ElementName definitionKey={definitionKey} elementId={elementId} />
      ),
  },
  {
    id: 'started',
    head: t('column.started'),
    width: '76px',
    isRight: true,
    cell: ({ call }) => <Clock at={call.startedAt} />,
  },
  {
    id: 'took',
    head: t('fact.took'),
    width: '96px',
    isRight: true,
    isExtra: true,
    cell: ({ call }) => <Age at={call.startedAt} until={call.endedAt} />,
  },
  {
    id: 'inside',
    head: t('column.actions'),
    width: '78px',
    isRight: true,
    cell: ({ call, depth }) => depth > hereDepth && <OpenInside call={call} />,
  },
];

/**
 * The whole hierarchy, root first: who called, this one, and all that it called in turn. With an element selected, what
 * that one called.
 */
export function CalledTab({ instance, selected }: { instance: InstanceView; selected: SelectedElements }) {
  const rows = callHierarchy(instance, selected);
  if (rows.length <= 1) return <EmptyState title={t('called.none')} />;
  return (
    <>
      <SimpleTable
        label={t('tab.called')}
        rows={rows}
        rowKey={(row) => row.call.instanceKey}
        currentKey={instance.key}
        columns={columnsOf(instance.callers.length)}
      />
      {instance.called.length > 0 && (
        <p className="p-3 text-12">
          <Link className="link" href={`/instances?parent=${instance.key}`}>
            {t('called.all')}
          </Link>
        </p>
      )}
      {(instance.calledTree?.length ?? 0) >= MAX_CALLED && (
        <p className="px-3 pb-3 text-12 text-ink-3">{t('called.cut')}</p>
      )}
    </>
  );
}

/** Moved in by how deep it stands; the instance itself is no link to where one is. */
function CalledInstance({ row: { call, depth, isHere } }: { row: CallRow }) {
  const name = call.businessKey ?? call.instanceKey;
  return (
    <span
      className="flex min-w-0 items-center gap-1.5"
      style={{ paddingLeft: Math.min(depth, MAX_INDENTS) * INDENT_PX }}
    >
      {depth > 0 && (
        <span aria-hidden className="flex-none text-ink-3">
          └
        </span>
      )}
      <span className="truncate">
        {isHere ? (
          <b className="font-semibold">{name}</b>
        ) : (
          <InstanceLink instanceKey={call.instanceKey}>{name}</InstanceLink>
        )}
      </span>
      {isHere && <span className="flex-none text-11 text-ink-3">{t('called.here')}</span>}
    </span>
  );
}

/** Draws a called instance within the diagram of the page. */
function OpenInside({ call }: { call: CallLink }) {
  const { set } = useUrlState();
  return (
    <IconButton
      isSmall
      icon={ScanSearch}
      label={t('inside.openOf', { name: call.businessKey ?? call.instanceKey })}
      onClick={() => set({ root: call.instanceKey })}
    />
  );
}
