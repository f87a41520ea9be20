import { classNames } from './class-names.ts';
import { lineDiff } from './line-diff.ts';

const LOOKS = { ' ': ['', ''], '−': ['bg-incident-soft', 'text-incident-text'], '+': ['bg-done-soft', 'text-done-text'] } as const;

/** Two texts beneath each other, line by line. */
export function TextDiff({ before, after, label, maxHeight = 320 }: { before: string; after: string; label: string; maxHeight?: number }) {
  return (
    // A region that scrolls has to be reachable by keyboard.
    <section aria-label={label} tabIndex={0} style={{ maxHeight }} className="mono overflow-auto rounded-2 border border-line leading-5">
      {lineDiff(before, after).map((line, index) => (
        // Lines repeat; nothing but their place tells them apart.
        <div key={`${index}${line.sign}`} className={classNames('grid grid-cols-[22px_minmax(0,1fr)]', LOOKS[line.sign][0])}>
          <i aria-hidden className={classNames('text-center not-italic', LOOKS[line.sign][1])}>{line.sign}</i>
          <span className="break-words whitespace-pre-wrap pr-2">{line.sign !== ' ' && <span className="sr-only">{line.sign === '+' ? '+ ' : '− '}</span>}{line.text}</span>
        </div>
      ))}
    </section>
  );
}
