/** What is used of bpmn-js, whose own types say less. */
export interface ViewBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
export interface ShapeLike {
  readonly id: string;
  readonly type: string;
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly labelTarget?: unknown;
  /** What is drawn inside it. */
  readonly children?: readonly unknown[];
  readonly waypoints?: readonly { readonly x: number; readonly y: number }[];
}
export interface Canvas {
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
export interface Registry {
  get(id: string): ShapeLike | undefined;
}
export interface Overlays {
  add(id: string, type: string, overlay: object): string;
  remove(filter: { type: string }): void;
}
export interface ElementEvent {
  readonly element: ShapeLike;
  readonly originalEvent?: MouseEvent;
  /** Listeners of lower priority do not hear of it. */
  stopPropagation(): void;
}
export interface EventBus {
  on(name: string, listener: (event: ElementEvent) => void): void;
  on(name: string, priority: number, listener: (event: ElementEvent) => void): void;
}
