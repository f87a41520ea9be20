import { expect, test } from 'vitest';
import type { Badge } from './badges.ts';
import { positionOf } from './badge-position.ts';

const BADGE_PX = 20;
/** The label of an event begins so far below it, and its flows leave at its middle. */
const LABEL_GAP_PX = 6;
const badge = (corner: Badge['corner']): Badge => ({ corner, elementId: 'end', text: '3' }) as Badge;

test('counts at a small event cover neither its label below nor the flow at its middle', () => {
  const event = { id: 'end', type: 'bpmn:EndEvent', width: 36, height: 36 };
  for (const corner of ['bottomLeft', 'bottomRight'] as const) {
    const { bottom = 0 } = positionOf(badge(corner), event);
    const top = event.height - bottom;
    expect(top, corner).toBeGreaterThan(event.height / 2);
    expect(top + BADGE_PX, corner).toBeLessThan(event.height + LABEL_GAP_PX);
  }
});

test('counts at a gateway stand below a label above it, and above the flow at its middle', () => {
  const gateway = { id: 'end', type: 'bpmn:ExclusiveGateway', x: 100, y: 100, width: 50, height: 50 };
  const label = { id: 'end_label', type: 'bpmn:ExclusiveGateway', x: 90, y: 80, width: 70, height: 14 };
  for (const corner of ['topLeft', 'topRight'] as const) {
    const { top = -100 } = positionOf(badge(corner), gateway, label);
    expect(gateway.y + top, corner).toBeGreaterThan(label.y + label.height);
    expect(top + BADGE_PX, corner).toBeLessThan(gateway.height / 2);
    expect(positionOf(badge(corner), gateway)).toMatchObject({ top: -14 });
  }
});
