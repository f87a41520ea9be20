/** A token that a plan would take from one element to another. */
export interface PlannedMove {
  readonly from: string;
  readonly to: string;
}
interface Box {
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
}

const SVG = 'http://www.w3.org/2000/svg';
/** How far the arrow bends away from the straight line, as a part of its length. */
const BEND = 0.18;

/** Dashed arrows from where tokens would leave to where they would arrive. */
export function drawMoves(
  layer: SVGGElement,
  moves: readonly PlannedMove[],
  boxOf: (id: string) => Box | undefined,
): void {
  layer.replaceChildren(
    ...(moves.length === 0 ? [] : [arrowHead()]),
    ...moves.flatMap(({ from, to }) => {
      const start = centreOf(boxOf(from));
      const end = centreOf(boxOf(to));
      return start === null || end === null ? [] : [arrow(start, edgeTowards(end, start))];
    }),
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

function centreOf(box: Box | undefined): Point | null {
  if (box?.x === undefined || box.y === undefined) return null;
  const halfWidth = (box.width ?? 0) / 2;
  const halfHeight = (box.height ?? 0) / 2;
  return { x: box.x + halfWidth, y: box.y + halfHeight, halfWidth, halfHeight };
}

/** Where a line from `from` meets the box around `box`. */
function edgeTowards(box: Point, from: Point): Point {
  const dx = from.x - box.x;
  const dy = from.y - box.y;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.halfWidth / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.halfHeight / Math.abs(dy),
  );
  return Number.isFinite(scale) ? { ...box, x: box.x + dx * scale, y: box.y + dy * scale } : box;
}

function arrow(start: Point, end: Point): SVGPathElement {
  const bendX = (start.x + end.x) / 2 + (end.y - start.y) * BEND;
  const bendY = (start.y + end.y) / 2 - (end.x - start.x) * BEND;
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', `M ${start.x} ${start.y} Q ${bendX} ${bendY} ${end.x} ${end.y}`);
  path.setAttribute('class', 'wh-move');
  path.setAttribute('marker-end', 'url(#wh-arrow-planned)');
  return path;
}

function arrowHead(): SVGDefsElement {
  const defs = document.createElementNS(SVG, 'defs');
  defs.innerHTML =
    '<marker id="wh-arrow-planned" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="12" markerHeight="12" orient="auto" markerUnits="userSpaceOnUse"><path d="M 0 1 L 10 5 L 0 9 Z" class="wh-move-head"/></marker>';
  return defs;
}
