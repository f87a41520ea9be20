'use client';
import { ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Fragment, useMemo } from 'react';
import { definitionName } from '@/components/data/definition-name';
import { useView } from '@/components/data/use-view.ts';
import { Diagram } from '@/components/diagram/diagram.tsx';
import { t } from '@/components/messages/messages.ts';
import { EmptyState } from '@/components/ui/panel-states.tsx';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';
import { writeRoot } from './inside-root.ts';
import { useStory } from './use-story.ts';
import { useWholeInstance } from './use-whole-instance.ts';
import { instanceAt } from './instance-at.ts';
import { InstanceLink } from './instance-link.tsx';
import { INSTANCE_LOOKS } from './state-words.ts';
import { type DiagramViewId, useLayers } from './use-layers.ts';

interface Props {
  /** The instance whose page it is. */
  readonly outer: InstanceView;
  /** The called one, and a collapsed sub-process of it. */
  readonly instanceKey: string;
  readonly elementId: string | null;
  readonly at: number | null;
  readonly show: { readonly view: DiagramViewId; readonly hasEnds: boolean };
  readonly controls: ReactNode;
  readonly list: { readonly isList: boolean; readonly onList: (isList: boolean) => void };
  readonly onRoot: (root: string | null) => void;
}

/**
 * The model of what was called, in the place of its caller's and with the same layers: to be looked at. What it called
 * in turn opens the same way.
 */
export function InsideDiagram(props: Props) {
  const { outer, instanceKey, onRoot } = props;
  const inside = useView('instance', { key: instanceKey });
  if (inside.data === undefined || inside.data.key !== instanceKey) {
    return (
      <div className="relative flex h-full flex-col items-center justify-center bg-surface">
        {inside.error === null ? (
          <p role="status" className="text-ink-3">
            {t('state.loading')}
          </p>
        ) : (
          <EmptyState title={t('inside.gone')}>
            <button type="button" className="link" onClick={() => onRoot(null)}>
              {t('inside.back', { name: nameOf(outer) })}
            </button>
          </EmptyState>
        )}
      </div>
    );
  }
  return <Inside {...props} inside={inside.data} />;
}

function Inside({ outer, inside: now, elementId, at, show, controls, list, onRoot }: Props & { inside: InstanceView }) {
  const { moments } = useStory(now.key, { isOff: at === null });
  const { whole } = useWholeInstance(now, at !== null);
  const shown = useMemo(() => {
    if (at === null) return whole;
    const index = moments.findLastIndex((moment) => moment.at <= at);
    return instanceAt(whole, moments, index);
  }, [whole, at, moments]);
  const layers = useLayers(shown, { ...show, at });
  const deeper = (id: string) => {
    const called = shown.called.filter((call) => call.elementId === id);
    const newest = called.findLast((call) => call.endedAt === null) ?? called.at(-1);
    if (newest !== undefined) onRoot(newest.instanceKey);
  };
  return (
    <div className="relative h-full">
      <Diagram
        definitionKey={shown.definition.key}
        {...layers}
        {...list}
        onOpen={deeper}
        onInside={deeper}
        root={elementId}
        onRoot={(id) => onRoot(writeRoot({ instanceKey: now.key, elementId: id }))}
        controls={controls}
      />
      <Way outer={outer} inside={shown} onRoot={onRoot} />
    </div>
  );
}

/** From the page's own instance to the one that is shown; each of them can be gone back to. */
function Way({
  outer,
  inside,
  onRoot,
}: {
  outer: InstanceView;
  inside: InstanceView;
  onRoot: (root: string | null) => void;
}) {
  const from = inside.callers.findIndex((call) => call.instanceKey === outer.key);
  const between = from === -1 ? [] : inside.callers.slice(from + 1);
  return (
    <nav
      aria-label={t('inside.at')}
      className="absolute top-12 left-3 flex max-w-[calc(100%-24px)] items-center gap-1.5 rounded-2 border border-accent-line bg-surface px-2.5 py-1 text-12 shadow-1"
    >
      <button type="button" className="link max-w-[180px] truncate" onClick={() => onRoot(null)}>
        {nameOf(outer)}
      </button>
      {between.map((call) => (
        <Fragment key={call.instanceKey}>
          <span aria-hidden className="text-ink-3">
            ›
          </span>
          <button type="button" className="link max-w-[160px] truncate" onClick={() => onRoot(call.instanceKey)}>
            {definitionName(call.definition)}
          </button>
        </Fragment>
      ))}
      <span aria-hidden className="text-ink-3">
        ›
      </span>
      <StateGlyph kind={INSTANCE_LOOKS[inside.state].glyph} label={t(INSTANCE_LOOKS[inside.state].word)} />
      <b aria-current="location" className="max-w-[220px] truncate font-semibold">
        {definitionName(inside.definition)}
      </b>
      <span className="ml-2 flex items-center gap-1 border-l border-line pl-2.5">
        <InstanceLink instanceKey={inside.key}>{t('inside.page')}</InstanceLink>
        <ArrowUpRight size={13} strokeWidth={1.75} aria-hidden className="text-accent-text" />
      </span>
    </nav>
  );
}

function nameOf({ businessKey, definition }: InstanceView): string {
  return businessKey ?? definitionName(definition);
}
