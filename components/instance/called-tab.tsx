'use client';
import { ScanSearch } from 'lucide-react';
import Link from 'next/link';
import { DefinitionName } from '@/components/data/definition-name';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { ElementName } from '@/components/diagram/element-name.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { SimpleTable } from '@/components/ui/simple-table.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age, Clock } from '@/components/ui/time.tsx';
import type { CallLink, InstanceView } from '@/lib/console/views/instance-view.ts';
import { InstanceLink } from './instance-link.tsx';
import { isShown, type SelectedElements } from './selected-elements.ts';
import { INSTANCE_LOOKS } from './state-words.ts';

interface Row {
  readonly call: CallLink;
  readonly depth: number;
  readonly isHere: boolean /** Whose model the calling element stands in. */;
  readonly definitionKey: string | null;
}
const INDENT_PX = 14;
/** Deeper calls are not moved in any further. */
const MAX_INDENTS = 8;

/**
 * The whole hierarchy, root first: who called, this one, and all that it called in turn. With an element selected, what
 * that one called.
 */
export function CalledTab({ instance, selected }: { instance: InstanceView; selected: SelectedElements }) {
  const { set } = useUrlState();
  const rows = hierarchy(instance, selected);
  if (rows.length <= 1) return <EmptyState title={t('called.none')} />;
  return (
    <>
      <SimpleTable<Row>
        label={t('tab.called')}
        rows={rows}
        rowKey={(row) => row.call.instanceKey}
        currentKey={instance.key}
        columns={[
          {
            id: 'instance',
            head: t('column.instance'),
            width: '36%',
            cell: ({ call, depth, isHere }) => (
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
                    <b className="font-semibold">{call.businessKey ?? call.instanceKey}</b>
                  ) : (
                    <InstanceLink instanceKey={call.instanceKey}>{call.businessKey ?? call.instanceKey}</InstanceLink>
                  )}
                </span>
                {isHere && <span className="flex-none text-11 text-ink-3">{t('called.here')}</span>}
              </span>
            ),
          },
          {
            id: 'state',
            head: t('column.state'),
            width: '112px',
            cell: ({ call }) => (
              <StateWord kind={INSTANCE_LOOKS[call.state].glyph}>{t(INSTANCE_LOOKS[call.state].word)}</StateWord>
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
            cell: ({ call, definitionKey }) =>
              call.elementId === null || definitionKey === null ? (
                '–'
              ) : (
                <ElementName definitionKey={definitionKey} elementId={call.elementId} />
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
            id: 'inside',
            head: t('column.actions'),
            width: '78px',
            isRight: true,
            cell: ({ call, depth: at }) =>
              at > depthOf(instance) && (
                <IconButton
                  isSmall
                  icon={ScanSearch}
                  label={t('inside.openOf', { name: call.businessKey ?? call.instanceKey })}
                  onClick={() => set({ root: call.instanceKey })}
                />
              ),
          },
          {
            id: 'took',
            head: t('fact.took'),
            width: '96px',
            isRight: true,
            isExtra: true,
            cell: ({ call }) => <Age at={call.startedAt} until={call.endedAt} />,
          },
        ]}
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
const MAX_CALLED = 1_000;
/** How deep the instance itself stands: what it called stands below. */
function depthOf(instance: InstanceView): number {
  return instance.callers.length;
}

function hierarchy(instance: InstanceView, selected: SelectedElements): readonly Row[] {
  const here: CallLink = {
    instanceKey: instance.key,
    state: instance.state,
    businessKey: instance.businessKey,
    definition: instance.definition,
    elementId: null,
    startedAt: instance.startedAt,
    endedAt: instance.endedAt,
  };
  // A caller names the call activity by which it called the next one; what is called is shown with the one it was
  // called by.
  const callers = instance.callers.map((call, n) => ({
    call: { ...call, elementId: instance.callers[n - 1]?.elementId ?? null },
    depth: n,
    isHere: false,
    definitionKey: instance.callers[n - 1]?.definition.key ?? null,
  }));
  const last = instance.callers.at(-1);
  const depth = callers.length;
  const tree = instance.calledTree ?? instance.called.map((call) => ({ ...call, depth: 1, callerKey: instance.key }));
  const definitions = new Map([
    [instance.key, instance.definition.key],
    ...tree.map((call) => [call.instanceKey, call.definition.key] as const),
  ]);
  const kept = new Set<string>();
  // A caller stands before what it called.
  const called = tree.filter((call) => {
    const isKept =
      selected.length === 0 ||
      (call.callerKey === instance.key ? isShown(selected, call.elementId) : kept.has(call.callerKey));
    if (isKept) kept.add(call.instanceKey);
    return isKept;
  });
  return [
    ...callers,
    {
      call: { ...here, elementId: last?.elementId ?? null },
      depth,
      isHere: true,
      definitionKey: last?.definition.key ?? null,
    },
    ...called.map((call) => ({
      call,
      depth: depth + call.depth,
      isHere: false,
      definitionKey: definitions.get(call.callerKey) ?? null,
    })),
  ];
}
