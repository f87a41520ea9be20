import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import type { DiagramCounts } from './diagram-counts.ts';

/**
 * Of two versions: what the newer has more, less, or otherwise. Of two instances: which went here. Of one: how much of
 * its time went here; what was called from here, and whether that runs, has stopped or ended. What makes jobs here and
 * holds them.
 */
export type MarkLook =
  | 'added'
  | 'removed'
  | 'changed'
  | 'onlyA'
  | 'onlyB'
  | 'both'
  | 'time0'
  | 'time1'
  | 'time2'
  | 'time3'
  | 'called'
  | 'calledStopped'
  | 'calledEnded'
  | 'resting';

type Click = (event: MouseEvent) => void;

export interface Badge {
  readonly elementId: string;
  readonly corner: 'bottomLeft' | 'bottomRight' | 'topRight' | 'topLeft' | 'topCentre' | 'bottomCentre';
  readonly kind:
    | 'active'
    | 'suspended'
    | 'incident'
    | 'done'
    | 'ended'
    | 'planned'
    | 'trouble'
    | 'pair'
    | 'problem'
    | MarkLook;
  /** What it says: a number, or how many runs of a multi-instance are done of all. */
  readonly text: string;
  readonly element: (onClick: Click) => HTMLElement;
  /** A click leads into what was called here, instead of choosing the element. */
  readonly opens?: boolean;
}
const GLYPHS = {
  active:
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.6"/><circle cx="8" cy="8" r="2.7" fill="currentColor"/>',
  incident:
    '<path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor"/><path d="M8 4.7v4" stroke="var(--glyph-ink)" stroke-width="1.7" stroke-linecap="round"/><circle cx="8" cy="11.2" r="1" fill="var(--glyph-ink)"/>',
  suspended:
    '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="3" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="M6.2 5.3v5.4M9.8 5.3v5.4" stroke="currentColor" stroke-width="1.9"/>',
  done: '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="m5.2 8.2 2 2 3.6-4.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/>',
  ended:
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.6"/><path d="m3.8 3.8 8.4 8.4" stroke="currentColor" stroke-width="1.6"/>',
  planned:
    '<path d="M8 1.6 14.4 8 8 14.4 1.6 8z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2.2"/>',
} as const;
const WORDS = {
  active: 'badge.active',
  suspended: 'badge.suspended',
  incident: 'badge.incident',
  done: 'badge.done',
  ended: 'badge.ended',
} as const;

/** Tokens that wait without incident are running, or rest with their instance. */
export function badgesOf(counts: DiagramCounts): readonly Badge[] {
  const running = Math.max(0, counts.active - counts.incidents);
  const badges: Badge[] = [];
  const put = (corner: Badge['corner'], kind: Badge['kind'], text: string, title: string) => {
    badges.push({
      elementId: counts.elementId,
      corner,
      kind,
      text,
      element: (onSelect) => badgeElement(kind, text, title, onSelect),
    });
  };
  const add = (corner: Badge['corner'], kind: keyof typeof WORDS, count: number, at?: string) => {
    if (count > 0)
      put(
        corner,
        kind,
        at === undefined ? formatCount(count) : count === 1 ? at : `${formatCount(count)} · ${at}`,
        at === undefined ? t(WORDS[kind], { count }) : t('badge.lastAt', { what: t(WORDS[kind], { count }), time: at }),
      );
  };
  const stands = counts.isSuspended === true ? 'suspended' : 'active';
  if (counts.loop === undefined) add('bottomLeft', stands, running);
  else
    put(
      'bottomLeft',
      stands,
      `${formatCount(counts.loop.done)} / ${formatCount(counts.loop.total)}`,
      t('badge.loop', { ...counts.loop, running }),
    );
  add('bottomRight', 'incident', counts.incidents);
  add('topRight', 'done', counts.completed, counts.completedAt);
  add('topLeft', 'ended', counts.cancelled, counts.cancelledAt);
  return badges;
}

/** Tokens that a plan would add or take away; nothing of it has happened. */
export function plannedBadges({ elementId, delta, incidents = 0 }: PlannedTokens): readonly Badge[] {
  const text = delta > 0 ? `+${delta}` : `−${-delta}`;
  return [
    ...(delta === 0
      ? []
      : [
          {
            elementId,
            corner: 'topCentre' as const,
            kind: 'planned' as const,
            text,
            element: (onSelect: Click) => badgeElement('planned', text, t('badge.planned', { text }), onSelect),
          },
        ]),
    ...(incidents === 0
      ? []
      : [
          {
            elementId,
            corner: 'bottomCentre' as const,
            kind: 'trouble' as const,
            text: `+${incidents}`,
            element: (onSelect: Click) =>
              badgeElement('trouble', `+${incidents}`, t('badge.trouble', { count: incidents }), onSelect),
          },
        ]),
  ];
}
/**
 * An element and the one that takes over from it wear the same number; what is wrong with the pair is said in the
 * title.
 */
export interface PairMark {
  readonly elementId: string;
  readonly number: number | null;
  readonly problem: string | null;
}
export function pairBadges({ elementId, number, problem }: PairMark): readonly Badge[] {
  return [
    ...(number === null
      ? []
      : [
          {
            elementId,
            corner: 'topRight' as const,
            kind: 'pair' as const,
            text: String(number),
            element: (onSelect: Click) => badgeElement('pair', String(number), t('badge.pair', { number }), onSelect),
          },
        ]),
    ...(problem === null
      ? []
      : [
          {
            elementId,
            corner: 'topLeft' as const,
            kind: 'problem' as const,
            text: problem,
            element: (onSelect: Click) => badgeElement('problem', '', problem, onSelect),
          },
        ]),
  ];
}
/** Something to be said of an element, in its own look; flows are only drawn. */
export interface DiagramMark {
  readonly id: string;
  readonly look: MarkLook;
  readonly text: string;
  readonly title: string;
  readonly isElement: boolean;
}
export function markBadges({ id, look, text, title, isElement }: DiagramMark): readonly Badge[] {
  if (!isElement) return [];
  const isCall = look === 'called' || look === 'calledStopped' || look === 'calledEnded';
  return [
    {
      elementId: id,
      corner: isCall ? 'bottomCentre' : look === 'resting' ? 'topCentre' : 'topRight',
      kind: look,
      text,
      ...(isCall && { opens: true }),
      element: (onSelect) => badgeElement(look, text, title, onSelect),
    },
  ];
}
/** `incidents`: new ones that the engine would raise there. */
export interface PlannedTokens {
  readonly elementId: string;
  readonly delta: number;
  readonly incidents?: number;
}

function badgeElement(kind: Badge['kind'], text: string, title: string, onSelect: Click): HTMLElement {
  const badge = document.createElement('div');
  badge.className = `wh-badge wh-badge-${kind}`;
  badge.title = title;
  const glyph =
    kind === 'trouble' || kind === 'problem'
      ? GLYPHS.incident
      : kind === 'resting'
        ? GLYPHS.suspended
        : kind in GLYPHS
          ? GLYPHS[kind as keyof typeof GLYPHS]
          : null;
  if (glyph !== null)
    badge.innerHTML = `<svg width="12" height="12" viewBox="0 0 16 16" aria-hidden="true">${glyph}</svg>`;
  const number = document.createElement('span');
  number.textContent = text;
  badge.append(number);
  badge.addEventListener('click', onSelect);
  return badge;
}
