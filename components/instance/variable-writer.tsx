'use client';
import Link from 'next/link';
import type { VariableRow } from '@/lib/console/views/variable-view.ts';

/** The element that wrote it, and who stands behind that: a person with the entry, or a worker. */
export function VariableWriter({ row, name }: { row: Pick<VariableRow, 'author'>; name: string | null }) {
  const { author } = row;
  if (author === null) return <span className="text-ink-2" title={name ?? undefined}>{name ?? '–'}</span>;
  const who = author.entry === null ? <span className="mono text-ink-3">{author.name}</span> : <Link className="link" href={`/audit?entry=${author.entry}`} onClick={(event) => event.stopPropagation()}>{author.name}</Link>;
  return <span className="text-ink-2">{name !== null && <>{name} · </>}{who}</span>;
}
