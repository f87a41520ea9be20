'use client';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Age } from '@/components/ui/time.tsx';
import type { ElementInstanceNode } from '@/lib/console/views/instance-view.ts';
import { NODE_LOOKS } from './state-words.ts';

/** More are counted, not listed: the history has them all. */
const MOST_LISTED = 50;

/** The runs of a multi-instance element: how many are done, and each by its number. */
export function InnerInstances({ nodes }: { nodes: readonly ElementInstanceNode[] }) {
  const done = nodes.filter((node) => node.endedAt !== null).length;
  return (
    <section aria-label={t('details.inner')}>
      <h3 className="mb-1 text-12 font-semibold">
        {t('details.inner')}{' '}
        <span className="num font-normal text-ink-2">{t('details.innerDone', { done, begun: nodes.length })}</span>
      </h3>
      {nodes.slice(0, MOST_LISTED).map((node) => (
        <p key={node.key} className="grid grid-cols-[28px_minmax(0,1fr)_auto] items-center py-0.5">
          <span className="num text-ink-3">{(node.index ?? 0) + 1}</span>
          <StateWord kind={NODE_LOOKS[node.state].glyph}>{t(NODE_LOOKS[node.state].word)}</StateWord>
          <span className="text-ink-3">
            <Age at={node.startedAt} until={node.endedAt} />
          </span>
        </p>
      ))}
      {nodes.length > MOST_LISTED && (
        <p className="text-ink-3">{t('details.innerMore', { count: nodes.length - MOST_LISTED })}</p>
      )}
    </section>
  );
}
