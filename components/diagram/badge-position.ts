import type { Badge } from './badges.ts';
import type { ShapeLike } from './bpmn-js-parts.ts';

const DRAWN_BADGE_PX = 20;
/** How far badges of small events reach up from their foot: between the flow at their middle and the label below. */
const SMALL_FOOT_PX = 16;

/** How far badges reach above small shapes, and above those whose label is there. */
const OVER_SMALL_PX = 14;
const BELOW_LABEL_PX = 4;

/** Fixed corners; events are small, so theirs lie a little outside, and below a `label` that stands above its shape. */
export function positionOf(badge: Badge, shape: ShapeLike, label?: ShapeLike): Record<string, number> {
  const isSmall = (shape.width ?? 0) <= 60;
  const over = isSmall ? (isAbove(label, shape) ? BELOW_LABEL_PX : OVER_SMALL_PX) : 10;
  const bottom = isSmall ? SMALL_FOOT_PX : DRAWN_BADGE_PX / 2;
  switch (badge.corner) {
    case 'bottomLeft':
      return { bottom, left: isSmall ? -26 : -10 };
    case 'bottomRight':
      return { bottom, right: isSmall ? 8 : 26 };
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

function isAbove(label: ShapeLike | undefined, shape: ShapeLike): boolean {
  return label?.y !== undefined && label.y + (label.height ?? 0) / 2 < (shape.y ?? 0);
}
