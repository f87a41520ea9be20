import { badgesOf, pairBadges, plannedBadges, markBadges } from './badges.ts';
import type { Badge, PairMark, PlannedTokens, DiagramMark } from './badges.ts';
import type { DiagramCounts } from './diagram-counts.ts';
import { drawMoves } from './planned-moves.ts';
import type { PlannedMove } from './planned-moves.ts';
import { dragTokens } from './token-drag.ts';

/** What is drawn over the model. */
export interface DiagramLayer {
  readonly counts: readonly DiagramCounts[];
  readonly takenFlows: readonly string[];
  readonly selected: readonly string[];
  /** What a modification would do: violet and dashed, because it has not happened. */
  readonly planned: readonly PlannedTokens[];
  readonly moves: readonly PlannedMove[];
  /** Elements that all their tokens would leave. */
  readonly leaving: readonly string[];
  /** Of a migration: pairs of elements, and what is wrong with them. */
  readonly pairs: readonly PairMark[];
  readonly paired: string | null;
  /** What else is to be said of elements and flows, each in its own look. */
  readonly marks: readonly DiagramMark[];
}
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface ViewerEvents {
  /** `isAdding`: with a key that adds to what is chosen. */
  select(id: string | null, isAdding: boolean): void;
  open(id: string): void;
  /** A badge that leads into what was called. */
  readonly inside?: ((id: string) => void) | undefined;
  root(id: string | null): void;
  /** Flows can be clicked as well. */
  readonly flow?: ((id: string) => void) | undefined;
  /** Tokens were pulled from an element to another, or to a flow. */
  readonly drop?: ((from: string, to: string) => void) | undefined;
  readonly hover?: ((id: string | null) => void) | undefined;
  readonly moved?: ((box: ViewBox) => void) | undefined;
}
interface ShapeLike {
  readonly id: string;
  readonly type: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly labelTarget?: unknown;
  readonly waypoints?: readonly { readonly x: number; readonly y: number }[];
}
interface Canvas {
  zoom(to: 'fit-viewport' | number, center?: 'auto'): number;
  zoom(): number;
  addMarker(id: string, marker: string): void;
  removeMarker(id: string, marker: string): void;
  viewbox(box: ViewBox): void;
  /** `inner`: all that is drawn; `outer`: the room in pixels. */
  viewbox(): ViewBox & { readonly inner: ViewBox; readonly outer: { readonly width: number; readonly height: number } };
  resized(): void;
  findRoot(id: string): object | null;
  setRootElement(root: object): void;
  getRootElement(): { readonly id: string };
  getRootElements(): readonly { readonly id: string }[];
  getContainer(): HTMLElement;
  getLayer(name: string, index?: number): SVGGElement;
}
interface Registry {
  get(id: string): ShapeLike | undefined;
}
interface Overlays {
  add(id: string, type: string, overlay: object): string;
  remove(filter: { type: string }): void;
}
interface EventBus {
  on(
    name: string,
    listener: (event: { readonly element: ShapeLike; readonly originalEvent?: MouseEvent }) => void,
  ): void;
}

const OVERLAY = 'wh-badge';
const ZOOM_STEP = 1.25;
const MIN_ZOOM = 0.2;
const MAX_ZOOM = 4;
/** A diagram of three elements does not fill a screen. */
const MAX_FIT = 1.15;
/** Views and other controls at the top of the picture, and air at its foot. */
const CONTROLS_PX = 56;
const FOOT_PX = 14;
const DRAWN_BADGE_PX = 20;
/** Measured with the font that is shown, or words run over their shapes. */
const LABEL_FONT = { fontFamily: '"Inter Variable", Inter, sans-serif', fontSize: 12 };
const CUT_ZOOM = 0.8;
/** Above the model. */
const PLAN_LAYER = 10;

/** The only place that touches bpmn-js. */
export interface BpmnViewer {
  load(xml: string): Promise<void>;
  draw(layer: DiagramLayer): void;
  zoomBy(direction: 1 | -1): void;
  fit(): void;
  /** Its room is another: fits anew, unless somebody has moved the picture since it was fitted. */
  refit(): void;
  /** The inside of a collapsed sub-process; null: the whole. */
  showRoot(id: string | null): void;
  /** The same part of the plane as another view shows. */
  show(box: ViewBox): void;
  /** A cut of the model around one element. */
  cutAround(id: string): void;
  destroy(): void;
}

export async function createBpmnViewer(container: HTMLElement, on: ViewerEvents): Promise<BpmnViewer> {
  const { default: NavigatedViewer } = await import('bpmn-js/lib/NavigatedViewer');
  const viewer = new NavigatedViewer({
    container,
    bpmnRenderer: {
      defaultFillColor: 'var(--dg-fill)',
      defaultStrokeColor: 'var(--dg-stroke)',
      defaultLabelColor: 'var(--dg-label)',
    },
    textRenderer: { defaultStyle: LABEL_FONT, externalStyle: { ...LABEL_FONT, fontSize: 11 } },
  });
  const canvas = viewer.get<Canvas>('canvas');
  const registry = viewer.get<Registry>('elementRegistry');
  const overlays = viewer.get<Overlays>('overlays');
  const bus = viewer.get<EventBus>('eventBus');
  let drawn = new Map<string, string[]>();
  let drawnBadges = '';
  let isLoaded = false;
  bus.on('element.click', ({ element, originalEvent }) => {
    const id = element.id.replace(/_label$/, '');
    if (on.flow !== undefined && element.type === 'bpmn:SequenceFlow') on.flow(id);
    else on.select(isSelectable(element) ? id : null, isAdding(originalEvent));
  });
  bus.on('element.hover', ({ element }) =>
    on.hover?.(isSelectable(element) ? element.id.replace(/_label$/, '') : null),
  );
  bus.on('element.out', () => on.hover?.(null));
  // Following another view must not be told back to it.
  let isFollowing = false;
  bus.on('canvas.viewbox.changed', () => {
    if (isLoaded && !isFollowing) on.moved?.(canvas.viewbox());
  });
  bus.on('element.dblclick', ({ element }) => {
    if (isSelectable(element)) on.open(element.id);
  });

  // Its plane is named after the sub-process.
  const shownRoot = () =>
    /_plane$/.test(canvas.getRootElement().id) ? canvas.getRootElement().id.replace(/_plane$/, '') : null;
  bus.on('root.set', () => {
    if (isLoaded) on.root(shownRoot());
  });

  const drawBadges = (layer: DiagramLayer) => {
    const badges = [
      ...layer.counts.flatMap(badgesOf),
      ...layer.planned.flatMap(plannedBadges),
      ...layer.pairs.flatMap(pairBadges),
      ...layer.marks.flatMap(markBadges),
    ].filter((badge) => registry.get(badge.elementId) !== undefined);
    const text = JSON.stringify([badges, layer.leaving]);
    if (text === drawnBadges) return;
    drawnBadges = text;
    overlays.remove({ type: OVERLAY });
    for (const badge of badges) {
      const shape = registry.get(badge.elementId);
      if (shape === undefined) continue;
      const html = badge.element((event) =>
        badge.opens === true ? on.inside?.(badge.elementId) : on.select(badge.elementId, isAdding(event)),
      );
      const holdsTokens = badge.kind === 'active' || badge.kind === 'suspended' || badge.kind === 'incident';
      if (holdsTokens && layer.leaving.includes(badge.elementId)) html.classList.add('wh-badge-leaving');
      if (holdsTokens && on.drop !== undefined) dragTokens(html, container, (to) => on.drop?.(badge.elementId, to));
      overlays.add(badge.elementId, OVERLAY, {
        position: positionOf(badge, shape),
        html,
        show: { minZoom: 0 },
        scale: { min: 0.7, max: 1.2 },
      });
    }
  };
  const place = () => {
    const { x, y } = canvas.viewbox();
    return JSON.stringify([Math.round(x), Math.round(y), canvas.zoom()]);
  };
  let fitted = '';
  /** What would lie under the controls is moved below them, and is as much smaller as that takes. */
  const leaveControlsFree = () => {
    const { inner, outer, y } = canvas.viewbox();
    const free = outer.height - CONTROLS_PX - FOOT_PX;
    if (free < CONTROLS_PX || (inner.y - y) * canvas.zoom() >= CONTROLS_PX) return;
    const scale = Math.min(canvas.zoom(), free / inner.height);
    const width = outer.width / scale;
    canvas.viewbox({
      x: inner.x + inner.width / 2 - width / 2,
      y: inner.y + inner.height / 2 - (CONTROLS_PX + free / 2) / scale,
      width,
      height: outer.height / scale,
    });
  };
  const fitToRoom = () => {
    canvas.resized();
    canvas.zoom('fit-viewport', 'auto');
    // Air around the model for badges and controls.
    canvas.zoom(Math.min(MAX_FIT, canvas.zoom() * 0.9), 'auto');
    leaveControlsFree();
    fitted = place();
  };
  return {
    fit: fitToRoom,
    refit() {
      if (place() === fitted) fitToRoom();
      else canvas.resized();
    },
    async load(xml) {
      await viewer.importXML(xml);
      addTakenArrow(container);
      drawn = new Map();
      drawnBadges = '';
      fitToRoom();
      isLoaded = true;
    },
    showRoot(id) {
      if (!isLoaded || shownRoot() === id) return;
      const root =
        id === null
          ? canvas.getRootElements().find((each) => !/_plane$/.test(each.id))
          : canvas.findRoot(`${id}_plane`);
      if (root === undefined || root === null) return;
      canvas.setRootElement(root);
      fitToRoom();
    },
    draw(layer) {
      // The list has taken its place, and the page draws once more before it knows.
      if (!isLoaded) return;
      const wanted = markersOf(layer);
      for (const [id, markers] of drawn)
        for (const marker of markers) if (wanted.get(id)?.includes(marker) !== true) canvas.removeMarker(id, marker);
      for (const [id, markers] of wanted) {
        if (registry.get(id) === undefined) {
          wanted.delete(id);
          continue;
        }
        for (const marker of markers) canvas.addMarker(id, marker);
      }
      drawn = wanted;
      drawBadges(layer);
      drawMoves(canvas.getLayer('wh-moves', PLAN_LAYER), layer.moves, (id) => boxOf(registry.get(id)));
    },
    zoomBy(direction) {
      canvas.zoom(
        Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, canvas.zoom() * (direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP))),
        'auto',
      );
    },
    show(box) {
      if (!isLoaded) return;
      isFollowing = true;
      canvas.viewbox(box);
      isFollowing = false;
    },
    cutAround(id) {
      if (!isLoaded) return;
      const shape = registry.get(id);
      if (shape?.x === undefined || shape.y === undefined) return;
      const width = container.clientWidth / CUT_ZOOM;
      const height = container.clientHeight / CUT_ZOOM;
      canvas.viewbox({
        x: shape.x + (shape.width ?? 0) / 2 - width / 2,
        y: shape.y + (shape.height ?? 0) / 2 - height / 2,
        width,
        height,
      });
    },
    destroy() {
      isLoaded = false;
      viewer.destroy();
    },
  };
}

function isAdding(event: MouseEvent | undefined): boolean {
  return event !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey);
}

function isSelectable(element: ShapeLike): boolean {
  return !/Process|Collaboration|Participant|SequenceFlow|Lane|Root|TextAnnotation|Association|MessageFlow/.test(
    element.type,
  );
}

function markersOf(layer: DiagramLayer): Map<string, string[]> {
  const markers = new Map<string, string[]>();
  const add = (id: string, marker: string) => markers.set(id, [...(markers.get(id) ?? []), marker]);
  for (const id of layer.takenFlows) add(id, 'wh-taken');
  for (const counts of layer.counts) {
    if (counts.incidents > 0) add(counts.elementId, 'wh-incident');
    else if (counts.active > 0) add(counts.elementId, counts.isSuspended === true ? 'wh-suspended' : 'wh-active');
  }
  for (const { elementId, delta } of layer.planned) if (delta > 0) add(elementId, 'wh-planned');
  for (const elementId of layer.leaving) add(elementId, 'wh-leaving');
  for (const { elementId, number } of layer.pairs) if (number === null) add(elementId, 'wh-unmapped');
  for (const { id, look } of layer.marks) add(id, `wh-${look}`);
  if (layer.paired !== null) add(layer.paired, 'wh-paired');
  for (const id of layer.selected) add(id, 'wh-selected');
  return markers;
}

/** A flow has no box: where a token would begin on it is its middle. */
function boxOf(shape: ShapeLike | undefined): ShapeLike | undefined {
  const points = shape?.waypoints;
  if (shape === undefined || points === undefined) return shape;
  const [from, to] = [points[Math.floor((points.length - 1) / 2)], points[Math.ceil((points.length - 1) / 2)]];
  const [one, other] = from === to ? [points[0], points.at(-1)] : [from, to];
  return one === undefined || other === undefined
    ? undefined
    : { ...shape, x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, width: 0, height: 0 };
}

/** Fixed corners; events are small, so theirs lie a little outside. */
function positionOf(badge: Badge, shape: ShapeLike): Record<string, number> {
  const isSmall = (shape.width ?? 0) <= 60;
  const over = isSmall ? 14 : 10;
  switch (badge.corner) {
    case 'bottomLeft':
      return { bottom: DRAWN_BADGE_PX / 2, left: isSmall ? -26 : -over };
    case 'bottomRight':
      return { bottom: DRAWN_BADGE_PX / 2, right: isSmall ? 8 : 26 };
    case 'topRight':
      return { top: -over, right: isSmall ? 8 : 26 };
    case 'bottomCentre':
      return { bottom: DRAWN_BADGE_PX / 2, left: (shape.width ?? 0) / 2 - 16 };
    // Beside it there is no room for what was: on small shapes it stands above them.
    case 'topCentre':
      return { top: isSmall ? -30 : -12, left: (shape.width ?? 0) / 2 - 18 };
    case 'topLeft':
      return { top: -over, left: isSmall ? -26 : -over };
  }
}

/** Markers of SVG cannot take their line's colour everywhere: taken flows have an arrow of their own. */
function addTakenArrow(container: HTMLElement): void {
  const svg = container.querySelector('svg');
  if (svg === null || svg.querySelector('#wh-arrow-taken') !== null) return;
  const template = document.createElement('div');
  template.innerHTML =
    '<svg xmlns="http://www.w3.org/2000/svg"><defs><marker id="wh-arrow-taken" viewBox="0 0 20 20" refX="11" refY="10" markerWidth="20" markerHeight="20" orient="auto" markerUnits="userSpaceOnUse" overflow="visible"><path d="M 1 5 L 11 10 L 1 15 Z" style="fill: var(--dg-flow-taken) !important; stroke: var(--dg-flow-taken) !important"/></marker></defs></svg>';
  const defs = template.querySelector('defs');
  if (defs !== null) svg.append(defs);
}
