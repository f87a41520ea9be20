'use client';
import type { ReactNode } from 'react';
import { useIsNarrow } from '@/components/ui/use-is-narrow.ts';
import { BulkButton, type BulkDeed } from './bulk-button.tsx';
import { type BulkGroup, BulkMenu } from './bulk-menu.tsx';

/** Buttons that a bar has in a narrow window: the others are in its menu. */
const MOST_WHERE_NARROW = 2;

/**
 * What can be done with a selection: what is done often as buttons, the rest in a menu; in a narrow window most of it,
 * so that the bar stays one line. `danger`: what ends something, at the very end.
 */
export function BulkDeeds<Kind extends string>({
  deeds,
  groups,
  danger,
  onKind,
  children,
}: {
  deeds: readonly BulkDeed<Kind>[];
  groups: readonly BulkGroup<Kind>[];
  danger?: BulkDeed<Kind>;
  onKind: (kind: Kind) => void;
  /** Behind the buttons. */
  children?: ReactNode;
}) {
  const isNarrow = useIsNarrow();
  const shown = isNarrow ? deeds.slice(0, MOST_WHERE_NARROW) : deeds;
  const folded = isNarrow ? deeds.slice(MOST_WHERE_NARROW) : [];
  return (
    <>
      {shown.map((deed) => (
        <BulkButton key={deed.kind} deed={deed} onKind={onKind} />
      ))}
      {children}
      <BulkMenu
        groups={[
          ...(folded.length > 0 ? [{ entries: folded }] : []),
          ...groups,
          ...(isNarrow && danger !== undefined ? [{ entries: [danger] }] : []),
        ]}
        onKind={onKind}
      />
      {!isNarrow && danger !== undefined && <BulkButton deed={danger} onKind={onKind} />}
    </>
  );
}
