import { classNames } from './class-names.ts';
import { CopyButton } from './copy-button.tsx';
import { lineDiff } from './line-diff.ts';

/** Text of a machine: a stack trace, a value. Scrolls inside, never wraps by itself. */
export function CodeBlock({
  text,
  copyLabel,
  label,
  isWrapped = false,
  maxHeight = 320,
}: {
  text: string;
  copyLabel: string;
  label: string;
  isWrapped?: boolean;
  maxHeight?: number;
}) {
  return (
    <div className="group relative">
      {/* A region that scrolls has to be reachable by keyboard. */}
      <section
        aria-label={label}
        tabIndex={0}
        style={{ maxHeight }}
        className="overflow-auto rounded-2 border border-line bg-sunken py-2 pr-10 pl-3"
      >
        <pre className={`mono leading-[18px] ${isWrapped ? 'break-words whitespace-pre-wrap' : 'whitespace-pre'}`}>
          {text}
        </pre>
      </section>
      <div className="absolute top-1 right-1 bg-sunken">
        <CopyButton text={text} label={copyLabel} />
      </div>
    </div>
  );
}

const LINE_LOOKS = {
  '−': { line: 'bg-incident-soft', sign: 'text-incident-text', text: 'rounded-[2px] bg-incident-line' },
  '+': { line: 'bg-done-soft', sign: 'text-done-text', text: 'rounded-[2px] bg-done-line' },
  ' ': { line: '', sign: '', text: 'text-ink-2' },
} as const;

/** Before and after, line by line: what differs, and what is only known of the state before. */
export function Diff({
  before,
  after,
  label,
  nameOf = asItIs,
  textOf = (_, text) => text,
}: {
  before: unknown;
  after: unknown;
  label: string;
  nameOf?: (path: string) => string;
  textOf?: (path: string, text: string) => string;
}) {
  const lines = changedLines(before, after);
  if (lines.length === 0) return null;
  return (
    <section aria-label={label} className="mono overflow-hidden rounded-2 border border-line leading-5">
      {lines.map((line) => (
        <div
          key={`${line.sign}${line.name}`}
          className={`grid grid-cols-[22px_minmax(0,1fr)] ${LINE_LOOKS[line.sign].line}`}
        >
          <i className={`text-center not-italic ${LINE_LOOKS[line.sign].sign}`}>{line.sign}</i>
          <span className="break-words pr-2">
            {line.name !== '' && `${nameOf(line.name)}: `}
            <span className={LINE_LOOKS[line.sign].text}>{textOf(line.name, line.text)}</span>
          </span>
        </div>
      ))}
    </section>
  );
}
const asItIs = (path: string): string => path;
/** Nothing was there and nothing comes. */
const NOTHING = new Set(['null', '[]', '{}']);
interface DiffLine {
  readonly sign: '−' | '+' | ' ';
  readonly name: string;
  readonly text: string;
}

/** Whether a `Diff` of the two would have a line. */
export function hasChangedLines(before: unknown, after: unknown): boolean {
  return changedLines(before, after).length > 0;
}

function changedLines(before: unknown, after: unknown): DiffLine[] {
  const left = fieldsOf(before);
  const right = fieldsOf(after);
  const lines: DiffLine[] = [];
  for (const name of new Set([...left.keys(), ...right.keys()])) {
    const was = left.get(name);
    const is = right.get(name);
    // What was nothing and stays so, or is not spoken of, tells nobody anything.
    if (was === is || ((was === undefined || NOTHING.has(was)) && (is === undefined || NOTHING.has(is)))) continue;
    // A fact that the other side does not speak of has not been taken away.
    if (was !== undefined) lines.push({ sign: is === undefined && right.size > 0 ? ' ' : '−', name, text: was });
    if (is !== undefined) lines.push({ sign: '+', name, text: is });
  }
  return lines;
}
function fieldsOf(value: unknown): Map<string, string> {
  const fields = new Map<string, string>();
  if (value === null || value === undefined) return fields;
  if (typeof value !== 'object') return fields.set('', written(value));
  flatten(value, '', fields);
  return fields;
}
function flatten(value: object, path: string, into: Map<string, string>): void {
  for (const [name, inner] of Object.entries(value)) {
    const at = path === '' ? name : `${path}.${name}`;
    if (typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0) flatten(inner, at, into);
    else into.set(at, written(inner));
  }
}
function written(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const TEXT_LOOKS = {
  ' ': ['', ''],
  '−': ['bg-incident-soft', 'text-incident-text'],
  '+': ['bg-done-soft', 'text-done-text'],
} as const;

/** Two texts beneath each other, line by line. */
export function TextDiff({
  before,
  after,
  label,
  maxHeight = 320,
}: {
  before: string;
  after: string;
  label: string;
  maxHeight?: number;
}) {
  // Lines repeat; nothing but their place tells them apart.
  const lines = lineDiff(before, after).map((line, n) => ({ ...line, n }));
  return (
    // A region that scrolls has to be reachable by keyboard.
    <section
      aria-label={label}
      tabIndex={0}
      style={{ maxHeight }}
      className="mono overflow-auto rounded-2 border border-line leading-5"
    >
      {lines.map((line) => (
        <div key={line.n} className={classNames('grid grid-cols-[22px_minmax(0,1fr)]', TEXT_LOOKS[line.sign][0])}>
          <i aria-hidden className={classNames('text-center not-italic', TEXT_LOOKS[line.sign][1])}>
            {line.sign}
          </i>
          <span className="break-words whitespace-pre-wrap pr-2">
            {line.sign !== ' ' && <span className="sr-only">{line.sign === '+' ? '+ ' : '− '}</span>}
            {line.text}
          </span>
        </div>
      ))}
    </section>
  );
}
