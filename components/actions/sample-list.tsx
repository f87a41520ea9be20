import Link from 'next/link';
import { t, tCount } from '@/components/messages/messages.ts';
import { StateGlyph } from '@/components/ui/state-glyph.tsx';
import type { BatchSample } from '@/lib/console/contract.ts';

/** What the engine would make of some of the many: refused ones first, each group with examples to look into. */
export function SampleList({ sample }: { sample: BatchSample }) {
  return (
    <section aria-label={t('sample.title')}>
      <h3 className="mb-1.5 flex items-baseline text-12 font-semibold">
        <span className="flex-1">{t('sample.title')}</span>
        <span className="font-normal text-ink-2">
          {t('sample.of', { checked: sample.checked, total: sample.total })}
        </span>
      </h3>
      <ul className="overflow-hidden rounded-2 border border-line">
        {sample.groups.map((group) => (
          <li
            key={group.message ?? ''}
            className="grid grid-cols-[16px_44px_minmax(0,1fr)] items-start gap-x-2.5 border-b border-line-faint px-3 py-2 last:border-0"
          >
            <StateGlyph
              kind={group.message === null ? 'done' : 'incident'}
              size={15}
              className={`mt-0.5 ${group.message === null ? 'text-done-text' : 'text-incident-text'}`}
            />
            <b className="num font-semibold">{group.count}</b>
            <div className="min-w-0">
              <p className="break-words">
                {group.message === null ? tCount('sample.worksOne', 'sample.works', group.count) : group.message}
              </p>
              <p className="flex flex-wrap gap-x-3 text-12 text-ink-2">
                {group.examples.map(({ instanceKey, title }) =>
                  instanceKey === null ? (
                    <span key={title} className="mono">
                      {title}
                    </span>
                  ) : (
                    <Link key={title} className="link" href={`/instances/${instanceKey}`} target="_blank">
                      {title}
                    </Link>
                  ),
                )}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
