import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** Each kind has an outline of its own, so that colour is never the only sign. */
export type GlyphKind =
  | 'active'
  | 'incident'
  | 'retrying'
  | 'suspended'
  | 'overdue'
  | 'done'
  | 'ended'
  | 'waiting'
  | 'planned';
export type Tone = 'active' | 'incident' | 'warning' | 'done' | 'ended' | 'planned';

const TONE_OF_GLYPH: Readonly<Record<GlyphKind, Tone>> = {
  active: 'active',
  incident: 'incident',
  retrying: 'warning',
  suspended: 'warning',
  overdue: 'warning',
  done: 'done',
  ended: 'ended',
  waiting: 'ended',
  planned: 'planned',
};
export const TONE_TEXT: Readonly<Record<Tone, string>> = {
  active: 'text-active-text',
  incident: 'text-incident-text',
  warning: 'text-warning-text',
  done: 'text-done-text',
  ended: 'text-ended-text',
  planned: 'text-planned-text',
};

const stroke = {
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 1.6,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const;
const ring = <circle cx="8" cy="8" r="6.25" {...stroke} />;
const OUTLINES: Readonly<Record<GlyphKind, ReactNode>> = {
  active: (
    <>
      {ring}
      <circle cx="8" cy="8" r="2.7" fill="currentColor" />
    </>
  ),
  incident: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor" />
      <path d="M8 4.7v4" stroke="var(--glyph-ink, var(--surface))" strokeWidth="1.7" strokeLinecap="round" />
      <circle cx="8" cy="11.2" r="1" fill="var(--glyph-ink, var(--surface))" />
    </>
  ),
  retrying: (
    <>
      <path d="M13.6 8A5.6 5.6 0 1 1 12 4l1.6 1.6" {...stroke} />
      <path d="M13.7 2.2v3.5h-3.5" {...stroke} />
    </>
  ),
  suspended: (
    <>
      <rect x="1.8" y="1.8" width="12.4" height="12.4" rx="3" {...stroke} />
      <path d="M6.2 5.3v5.4M9.8 5.3v5.4" {...stroke} strokeWidth={1.9} />
    </>
  ),
  overdue: (
    <>
      <path d="M8 1.9 14.8 13.8H1.2z" {...stroke} />
      <path d="M8 6.2v3.3" {...stroke} />
      <circle cx="8" cy="11.6" r=".9" fill="currentColor" />
    </>
  ),
  done: (
    <>
      {ring}
      <path d="m5.2 8.2 2 2 3.6-4.2" {...stroke} />
    </>
  ),
  ended: (
    <>
      {ring}
      <path d="m3.8 3.8 8.4 8.4" {...stroke} />
    </>
  ),
  waiting: (
    <>
      {ring}
      <path d="M8 4.6V8l2.3 1.4" {...stroke} />
    </>
  ),
  planned: <path d="M8 1.6 14.4 8 8 14.4 1.6 8z" {...stroke} strokeDasharray="2.6 2.2" />,
};

/** The sign of a state. Decoration beside its word; alone it needs a `label`. */
export function StateGlyph({
  kind,
  size = 14,
  label,
  className,
}: {
  kind: GlyphKind;
  size?: number;
  label?: string;
  className?: string;
}) {
  const tone = kind === 'incident' ? 'text-incident' : TONE_TEXT[TONE_OF_GLYPH[kind]];
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      className={classNames('block flex-none', className ?? tone)}
      role={label === undefined ? undefined : 'img'}
      aria-label={label}
      aria-hidden={label === undefined}
    >
      {OUTLINES[kind]}
    </svg>
  );
}

/** Glyph and word, as in a table's state column. */
export function StateWord({ kind, children }: { kind: GlyphKind; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1.5 align-bottom whitespace-nowrap font-medium',
        TONE_TEXT[TONE_OF_GLYPH[kind]],
      )}
    >
      <StateGlyph kind={kind} />
      <span className="min-w-0 truncate">{children}</span>
    </span>
  );
}

const PILL: Readonly<Record<Tone, string>> = {
  active: 'bg-active-soft text-active-text',
  incident: 'bg-incident-soft text-incident-text',
  warning: 'bg-warning-soft text-warning-text',
  done: 'bg-done-soft text-done-text',
  ended: 'bg-ended-soft text-ended-text',
  planned: 'bg-planned-soft text-planned-text',
};

/** The state of a page's subject, only in heads. */
export function Pill({ kind, children }: { kind: GlyphKind; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex h-[22px] items-center gap-1.5 whitespace-nowrap rounded-full pr-2.5 pl-1.5 text-12 font-medium',
        PILL[TONE_OF_GLYPH[kind]],
      )}
    >
      <StateGlyph kind={kind} size={12} />
      {children}
    </span>
  );
}

/** A small fact that is not a state. */
export function Tag({ tone, children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 whitespace-nowrap rounded-1 px-1.5 text-11 leading-[18px] font-medium',
        tone === undefined ? 'bg-press text-ink-2' : PILL[tone],
      )}
    >
      {children}
    </span>
  );
}
