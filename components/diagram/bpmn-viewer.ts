import { badgesOf, pairBadges, plannedBadges, markBadges } from './badges.ts';
import type { Badge } from './badges.ts';
import { positionOf } from './badge-position.ts';
import type { Canvas, ElementEvent, EventBus, Overlays, Registry, ShapeLike, ViewBox } from './bpmn-js-parts.ts';
import { type DiagramLayer, markersOf } from './diagram-layer.ts';
import { drawMoves } from './planned-moves.ts';
import { addTakenArrow } from './taken-arrow.ts';
import { holdByBadge, pullTokens } from './token-drag.ts';

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
const OVERLAY = 'wh-badge';
const ZOOM_STEP = 1.25;
const MIN_ZOOM = 0.2;
const MAX_ZOOM = 4;
/** A diagram of three elements does not fill a screen. */
const MAX_FIT = 1.15;
/** Views and other controls at the top of the picture, and air at its foot. */
const CONTROLS_PX = 56;
const FOOT_PX = 14;
/** Measured with the font that is shown, or words run over their shapes. */
const LABEL_FONT = { fontFamily: '"Inter Variable", Inter, sans-serif', fontSize: 12 };
const CUT_ZOOM = 0.8;
/** Above the model. */
const PLAN_LAYER = 10;
/** Before bpmn-js takes hold of the picture itself, which it does at 500. */
const BEFORE_PICTURE = 1_500;
/** An element that can be taken hold of. */
const MOVABLE = 'wh-movable';

/** What bpmn-js offers, as far as it is used here. */
interface BpmnJs {
  get<Part>(name: string): Part;
  importXML(xml: string): Promise<unknown>;
  destroy(): void;
}

export async function createBpmnViewer(container: HTMLElement, on: ViewerEvents): Promise<BpmnViewer> {
  const { default: NavigatedViewer } = await import('bpmn-js/lib/NavigatedViewer');
  const bpmnJs = new NavigatedViewer({
    container,
    bpmnRenderer: {
      defaultFillColor: 'var(--dg-fill)',
      defaultStrokeColor: 'var(--dg-stroke)',
      defaultLabelColor: 'var(--dg-label)',
    },
    textRenderer: { defaultStyle: LABEL_FONT, externalStyle: { ...LABEL_FONT, fontSize: 11 } },
  });
  return new BpmnViewer(bpmnJs, container, on);
}

/** The only place that touches bpmn-js. */
export class BpmnViewer {
  private readonly bpmnJs: BpmnJs;
  private readonly container: HTMLElement;
  private readonly on: ViewerEvents;
  private readonly canvas: Canvas;
  private readonly registry: Registry;
  private readonly overlays: Overlays;
  private drawn = new Map<string, string[]>();
  private drawnBadges = '';
  /** Badges of tokens that can be pulled elsewhere, by their elements. */
  private held = new Map<string, HTMLElement>();
  private isLoaded = false;
  /** Following another view must not be told back to it. */
  private isFollowing = false;
  private fitted = '';

  constructor(bpmnJs: BpmnJs, container: HTMLElement, on: ViewerEvents) {
    this.bpmnJs = bpmnJs;
    this.container = container;
    this.on = on;
    this.canvas = bpmnJs.get<Canvas>('canvas');
    this.registry = bpmnJs.get<Registry>('elementRegistry');
    this.overlays = bpmnJs.get<Overlays>('overlays');
    this.listen(bpmnJs.get<EventBus>('eventBus'));
  }

  private listen(bus: EventBus): void {
    const { on } = this;
    bus.on('element.click', ({ element, originalEvent }) => {
      const id = element.id.replace(/_label$/, '');
      if (on.flow !== undefined && element.type === 'bpmn:SequenceFlow') on.flow(id);
      else on.select(isSelectable(element) ? id : null, isAdding(originalEvent));
    });
    bus.on('element.mousedown', BEFORE_PICTURE, (event) => this.takeHold(event));
    bus.on('element.hover', ({ element }) =>
      on.hover?.(isSelectable(element) ? element.id.replace(/_label$/, '') : null),
    );
    bus.on('element.out', () => on.hover?.(null));
    bus.on('canvas.viewbox.changed', () => {
      if (this.isLoaded && !this.isFollowing) on.moved?.(this.canvas.viewbox());
    });
    bus.on('element.dblclick', ({ element }) => {
      if (isSelectable(element)) on.open(element.id);
    });
    bus.on('root.set', () => {
      if (this.isLoaded) on.root(this.shownRoot());
    });
  }

  /** Pressed down on an element with tokens: they are pulled. Anywhere else the picture is. */
  private takeHold(event: ElementEvent): void {
    const { element, originalEvent } = event;
    const id = element.id.replace(/_label$/, '');
    const badge = this.held.get(id);
    if (badge === undefined || originalEvent === undefined || originalEvent.button !== 0) return;
    event.stopPropagation();
    pullTokens(originalEvent, { badge, container: this.container, drop: (to) => this.on.drop?.(id, to) });
  }

  async load(xml: string): Promise<void> {
    await this.bpmnJs.importXML(xml);
    addTakenArrow(this.container);
    this.drawn = new Map();
    this.drawnBadges = '';
    this.held = new Map();
    this.fit();
    this.isLoaded = true;
  }

  draw(layer: DiagramLayer): void {
    // The list has taken its place, and the page draws once more before it knows.
    if (!this.isLoaded) return;
    this.drawMarkers(layer);
    this.drawBadges(layer);
    drawMoves(this.canvas.getLayer('wh-moves', PLAN_LAYER), layer.moves, (id) => boxOf(this.registry.get(id)));
  }

  private drawMarkers(layer: DiagramLayer): void {
    const wanted = markersOf(layer);
    for (const [id, markers] of this.drawn)
      for (const marker of markers) if (wanted.get(id)?.includes(marker) !== true) this.canvas.removeMarker(id, marker);
    for (const [id, markers] of wanted) {
      if (this.registry.get(id) === undefined) {
        wanted.delete(id);
        continue;
      }
      for (const marker of markers) this.canvas.addMarker(id, marker);
    }
    this.drawn = wanted;
  }

  private drawBadges(layer: DiagramLayer): void {
    const badges = [
      ...layer.counts.flatMap(badgesOf),
      ...layer.planned.flatMap(plannedBadges),
      ...layer.pairs.flatMap(pairBadges),
      ...layer.marks.flatMap(markBadges),
    ].filter((badge) => this.registry.get(badge.elementId) !== undefined);
    const text = JSON.stringify([badges, layer.leaving]);
    if (text === this.drawnBadges) return;
    this.drawnBadges = text;
    this.overlays.remove({ type: OVERLAY });
    for (const id of this.held.keys()) this.canvas.removeMarker(id, MOVABLE);
    this.held = new Map();
    for (const badge of badges) this.drawBadge(badge, layer.leaving);
  }

  private drawBadge(badge: Badge, leaving: readonly string[]): void {
    const { on, container } = this;
    const shape = this.registry.get(badge.elementId);
    if (shape === undefined) return;
    const html = badge.element((event) =>
      badge.opens === true ? on.inside?.(badge.elementId) : on.select(badge.elementId, isAdding(event)),
    );
    const holdsTokens = badge.kind === 'active' || badge.kind === 'suspended' || badge.kind === 'incident';
    if (holdsTokens && leaving.includes(badge.elementId)) html.classList.add('wh-badge-leaving');
    if (holdsTokens && on.drop !== undefined) {
      holdByBadge({ badge: html, container, drop: (to) => on.drop?.(badge.elementId, to) });
      // What others are drawn in stays part of the picture: it would be in the way of moving that.
      if ((shape.children?.length ?? 0) === 0) {
        this.held.set(badge.elementId, html);
        this.canvas.addMarker(badge.elementId, MOVABLE);
      }
    }
    this.overlays.add(badge.elementId, OVERLAY, {
      position: positionOf(badge, shape, this.registry.get(`${badge.elementId}_label`)),
      html,
      show: { minZoom: 0 },
      scale: { min: 0.7, max: 1.2 },
    });
  }

  zoomBy(direction: 1 | -1): void {
    const zoom = this.canvas.zoom() * (direction === 1 ? ZOOM_STEP : 1 / ZOOM_STEP);
    this.canvas.zoom(Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom)), 'auto');
  }

  fit(): void {
    this.canvas.resized();
    this.canvas.zoom('fit-viewport', 'auto');
    // Air around the model for badges and controls.
    this.canvas.zoom(Math.min(MAX_FIT, this.canvas.zoom() * 0.9), 'auto');
    this.leaveControlsFree();
    this.fitted = this.place();
  }

  /** Its room is another: fits anew, unless somebody has moved the picture since it was fitted. */
  refit(): void {
    if (this.place() === this.fitted) this.fit();
    else this.canvas.resized();
  }

  /** What would lie under the controls is moved below them, and is as much smaller as that takes. */
  private leaveControlsFree(): void {
    const { inner, outer, y } = this.canvas.viewbox();
    const free = outer.height - CONTROLS_PX - FOOT_PX;
    if (free < CONTROLS_PX || (inner.y - y) * this.canvas.zoom() >= CONTROLS_PX) return;
    const scale = Math.min(this.canvas.zoom(), free / inner.height);
    const width = outer.width / scale;
    this.canvas.viewbox({
      x: inner.x + inner.width / 2 - width / 2,
      y: inner.y + inner.height / 2 - (CONTROLS_PX + free / 2) / scale,
      width,
      height: outer.height / scale,
    });
  }

  private place(): string {
    const { x, y } = this.canvas.viewbox();
    return JSON.stringify([Math.round(x), Math.round(y), this.canvas.zoom()]);
  }

  /** The inside of a collapsed sub-process; null: the whole. */
  showRoot(id: string | null): void {
    if (!this.isLoaded || this.shownRoot() === id) return;
    const root =
      id === null
        ? this.canvas.getRootElements().find((each) => !/_plane$/.test(each.id))
        : this.canvas.findRoot(`${id}_plane`);
    if (root === undefined || root === null) return;
    this.canvas.setRootElement(root);
    this.fit();
  }

  /** Its plane is named after the sub-process. */
  private shownRoot(): string | null {
    const { id } = this.canvas.getRootElement();
    return /_plane$/.test(id) ? id.replace(/_plane$/, '') : null;
  }

  /** The same part of the plane as another view shows. */
  show(box: ViewBox): void {
    if (!this.isLoaded) return;
    this.isFollowing = true;
    this.canvas.viewbox(box);
    this.isFollowing = false;
  }

  /** A cut of the model around one element. */
  cutAround(id: string): void {
    if (!this.isLoaded) return;
    const shape = this.registry.get(id);
    if (shape?.x === undefined || shape.y === undefined) return;
    const width = this.container.clientWidth / CUT_ZOOM;
    const height = this.container.clientHeight / CUT_ZOOM;
    this.canvas.viewbox({
      x: shape.x + (shape.width ?? 0) / 2 - width / 2,
      y: shape.y + (shape.height ?? 0) / 2 - height / 2,
      width,
      height,
    });
  }

  destroy(): void {
    this.isLoaded = false;
    this.bpmnJs.destroy();
  }
}

function isAdding(event: MouseEvent | undefined): boolean {
  return event !== undefined && (event.ctrlKey || event.metaKey || event.shiftKey);
}

function isSelectable(element: ShapeLike): boolean {
  return !/Process|Collaboration|Participant|SequenceFlow|Lane|Root|TextAnnotation|Association|MessageFlow/.test(
    element.type,
  );
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
