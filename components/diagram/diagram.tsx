'use client';
import { List, Maximize, Minus, Plus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useShortcuts } from '@/components/data/use-shortcuts.ts';
import { useView } from '@/components/data/use-view.ts';
import { Refusal } from '@/components/data/view-gate.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import type { PairMark, PlannedTokens, DiagramMark } from './badges.ts';
import type { ViewBox } from './bpmn-js-parts.ts';
import { type BpmnViewer, createBpmnViewer } from './bpmn-viewer.ts';
import type { DiagramCounts } from './diagram-counts.ts';
import { ElementList } from './element-list.tsx';
import type { PlannedMove } from './planned-moves.ts';

interface DiagramProps {
  readonly definitionKey: string;
  readonly counts: readonly DiagramCounts[];
  readonly takenFlows?: readonly string[];
  readonly selected?: string | readonly string[] | null;
  /** `isAdding`: with Ctrl, Cmd or Shift held. */
  readonly onSelect?: (elementId: string | null, isAdding: boolean) => void;
  /** Double click: a call activity, say. */
  readonly onOpen?: (elementId: string) => void;
  /** The badge of what was called. */
  readonly onInside?: (elementId: string) => void;
  /** A collapsed sub-process that is looked into. */
  readonly root?: string | null;
  readonly onRoot?: (elementId: string | null) => void;
  readonly isList?: boolean;
  readonly onList?: (isList: boolean) => void;
  /** Top left: which view. */
  readonly controls?: ReactNode;
  /** What a modification would do. */
  readonly planned?: readonly PlannedTokens[];
  readonly moves?: readonly PlannedMove[];
  readonly leaving?: readonly string[];
  /** Flows can be clicked as well. */
  readonly onFlow?: (flowId: string) => void;
  /** Tokens are pulled from their badge to an element or a flow. */
  readonly onDrop?: (from: string, to: string) => void;
  /** Of a migration: pairs, and which element is lit up beside the other model's. */
  readonly pairs?: readonly PairMark[];
  readonly paired?: string | null;
  readonly onHover?: (elementId: string | null) => void;
  /** What else is to be said of elements and flows, each in its own look. */
  readonly marks?: readonly DiagramMark[];
  /** The part of the plane that another diagram shows, and what tells it of ours. */
  readonly view?: ViewBox | null;
  readonly onView?: (view: ViewBox) => void;
  /** A cut without controls, as in a details pane. */
  readonly isPlain?: boolean;
}
const NO_FLOWS: readonly string[] = [];
const NO_TOKENS: readonly PlannedTokens[] = [];
const NO_MOVES: readonly PlannedMove[] = [];
const NO_PAIRS: readonly PairMark[] = [];
const NO_MARKS: readonly DiagramMark[] = [];
const NO_IDS: readonly string[] = [];

/** The model with what happens in it. Its twin, the list, says the same without a picture. */
export function Diagram({
  definitionKey,
  counts,
  takenFlows = NO_FLOWS,
  selected: chosen = null,
  onSelect,
  onOpen,
  onInside,
  root = null,
  onRoot,
  isList = false,
  onList,
  controls,
  planned = NO_TOKENS,
  moves = NO_MOVES,
  leaving = NO_IDS,
  onFlow,
  onDrop,
  pairs = NO_PAIRS,
  paired = null,
  marks = NO_MARKS,
  onHover,
  view = null,
  onView,
  isPlain = false,
}: DiagramProps) {
  const container = useRef<HTMLDivElement>(null);
  const chosenText = typeof chosen === 'string' || chosen === null ? (chosen ?? '') : chosen.join(',');
  const selected = useMemo(() => (chosenText === '' ? NO_IDS : chosenText.split(',')), [chosenText]);
  const xml = useView('definition-xml', { key: definitionKey }, { neverChanges: true });
  const { viewer, failure } = useViewer(
    container,
    { onSelect, onOpen, onInside, onRoot, onFlow, onDrop, onHover, onView },
    isList || xml.data?.key !== definitionKey ? null : xml.data.xml,
  );
  useEffect(() => viewer?.showRoot(root), [viewer, root]);
  useEffect(
    () => viewer?.draw({ counts, takenFlows, selected, planned, moves, leaving, pairs, paired, marks }),
    [viewer, counts, takenFlows, selected, planned, moves, leaving, pairs, paired, marks],
  );
  useEffect(() => {
    if (view !== null) viewer?.show(view);
  }, [viewer, view]);
  useEffect(() => {
    if (viewer !== null && isPlain && selected[0] !== undefined) viewer.cutAround(selected[0]);
  }, [viewer, selected, isPlain]);
  useResize(container, viewer);
  useShortcuts(
    isPlain
      ? {}
      : {
          '+': () => viewer?.zoomBy(1),
          '-': () => viewer?.zoomBy(-1),
          '0': () => viewer?.fit(),
          l: () => onList?.(!isList),
        },
  );
  const list = {
    definitionKey,
    counts,
    selected,
    onSelect: (id: string, isAdding: boolean) => onSelect?.(id, isAdding),
  };
  if (xml.error !== null && xml.data === undefined)
    return <Refusal error={xml.error} onRetry={() => void xml.refetch()} />;
  return (
    <section aria-label={t('diagram.label')} className="relative h-full min-h-0 min-w-0 overflow-hidden">
      {isList ? (
        <div className="h-full overflow-auto bg-surface pt-[52px]">
          <ElementList {...list} />
        </div>
      ) : (
        <div
          ref={container}
          aria-hidden
          data-ready={failure === null ? viewer !== null : 'none'}
          className={classNames(
            'wh-canvas h-full',
            (takenFlows.length > 0 || marks.some((mark) => !mark.isElement)) && 'wh-path',
            onFlow !== undefined && 'wh-flows',
          )}
        />
      )}
      {failure !== null && !isList && (
        <div className="absolute inset-0 overflow-auto bg-surface pt-[52px]">
          <p role="alert" className="px-4 pb-3 text-12 text-ink-2">
            {t('diagram.failed', { message: failure })}
          </p>
          {!isPlain && <ElementList {...list} />}
        </div>
      )}
      {controls !== undefined && (
        <div className="pointer-events-none absolute top-2.5 right-14 left-3 flex items-center gap-1.5 [&>*:not([role=status])]:pointer-events-auto">
          {controls}
        </div>
      )}
      {!isPlain && <Tools viewer={isList ? null : viewer} isList={isList} onList={onList} />}
    </section>
  );
}

/** List or picture at the top right; how near one is, at the foot of the picture. */
function Tools({ viewer, isList, onList }: Pick<DiagramProps, 'isList' | 'onList'> & { viewer: BpmnViewer | null }) {
  const zoom = [
    { icon: Plus, label: t('diagram.zoomIn'), shortcut: '+', onClick: () => viewer?.zoomBy(1) },
    { icon: Minus, label: t('diagram.zoomOut'), shortcut: '-', onClick: () => viewer?.zoomBy(-1) },
    { icon: Maximize, label: t('diagram.fit'), shortcut: '0', onClick: () => viewer?.fit() },
  ];
  return (
    <>
      {onList !== undefined && (
        <div className="absolute top-2.5 right-2.5">
          <IconButton
            kind="plain"
            icon={List}
            label={isList === true ? t('diagram.asPicture') : t('diagram.asList')}
            shortcut="l"
            aria-pressed={isList}
            onClick={() => onList(isList !== true)}
          />
        </div>
      )}
      {isList !== true && (
        <div className="absolute right-2.5 bottom-8 flex flex-col overflow-hidden rounded-2 border border-line bg-surface shadow-float">
          {zoom.map((tool) => (
            <IconButton
              key={tool.label}
              {...tool}
              className="rounded-none border-b border-b-line-faint last:border-b-0"
            />
          ))}
        </div>
      )}
    </>
  );
}

type Callbacks = Pick<
  DiagramProps,
  'onSelect' | 'onOpen' | 'onInside' | 'onRoot' | 'onFlow' | 'onDrop' | 'onHover' | 'onView'
>;

/** Draws the model into its place; null as long as there is none, or none to draw. `failure`: why it cannot be drawn. */
function useViewer(
  container: RefObject<HTMLDivElement | null>,
  given: Callbacks,
  model: string | null,
): { readonly viewer: BpmnViewer | null; readonly failure: string | null } {
  const callbacks = useRef(given);
  callbacks.current = given;
  const [hasFlows, isMovable] = [given.onFlow !== undefined, given.onDrop !== undefined];
  const [viewer, setViewer] = useState<BpmnViewer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    const host = container.current;
    if (host === null || model === null) return;
    let isGone = false;
    let made: BpmnViewer | null = null;
    setFailure(null);
    const start = async () => {
      made = await createBpmnViewer(host, {
        select: (id, isAdding) => callbacks.current.onSelect?.(id, isAdding),
        open: (id) => callbacks.current.onOpen?.(id),
        inside: (id) => callbacks.current.onInside?.(id),
        root: (id) => callbacks.current.onRoot?.(id),
        hover: (id) => callbacks.current.onHover?.(id),
        moved: (box) => callbacks.current.onView?.(box),
        ...(hasFlows && { flow: (id: string) => callbacks.current.onFlow?.(id) }),
        ...(isMovable && { drop: (from: string, to: string) => callbacks.current.onDrop?.(from, to) }),
      });
      if (!isGone) await made.load(model);
      if (isGone) made.destroy();
      else setViewer(made);
    };
    start().catch((error: unknown) => {
      if (!isGone) setFailure(error instanceof Error ? error.message : String(error));
    });
    return () => {
      isGone = true;
      setViewer(null);
      made?.destroy();
    };
  }, [container, model, hasFlows, isMovable]);
  return { viewer, failure };
}

/** The picture fits itself to its room until somebody has moved it. */
function useResize(container: RefObject<HTMLDivElement | null>, viewer: BpmnViewer | null): void {
  useEffect(() => {
    const host = container.current;
    if (host === null || viewer === null) return;
    // Its room may have changed while it was drawn.
    viewer.refit();
    let [width, height] = [host.clientWidth, host.clientHeight];
    const observer = new ResizeObserver(() => {
      if (Math.abs(host.clientWidth - width) < 2 && Math.abs(host.clientHeight - height) < 2) return;
      [width, height] = [host.clientWidth, host.clientHeight];
      viewer.refit();
    });
    observer.observe(host);
    return () => observer.disconnect();
  }, [container, viewer]);
}
