import { t, tCount } from '@/components/messages/messages.ts';
import { StateGlyph, TONE_TEXT } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind, Tone } from '@/components/ui/state-glyph.tsx';
import { readMoments } from '@/components/ui/format.ts';
import type { OperationCheck, OperationPreview } from '@/lib/console/contract.ts';
import { isTicked, tickWord, toBeTicked, withTick } from './ticks.ts';
import type { Ticked } from './ticks.ts';

const LOOKS: Readonly<Record<OperationCheck['result'], { readonly glyph: GlyphKind; readonly tone: Tone }>> = {
  passed: { glyph: 'done', tone: 'done' },
  look: { glyph: 'overdue', tone: 'warning' },
  blocked: { glyph: 'incident', tone: 'incident' },
  unknown: { glyph: 'overdue', tone: 'warning' },
};
/** How a person says that he has looked; `isMissed`: he went on without. */
interface Ticks {
  readonly ticked: Ticked;
  readonly onChange: (ticked: Ticked) => void;
  readonly isMissed: boolean;
}

/** What was looked at before anything happens. */
export function ChecksColumn({
  preview,
  isChecking,
  ticks,
}: {
  preview: OperationPreview | undefined;
  isChecking: boolean;
  ticks: Ticks;
}) {
  return (
    <section
      aria-label={t('checks.title')}
      aria-busy={isChecking}
      className="flex-[2] overflow-auto border-l border-line bg-canvas p-5"
    >
      <div className="mb-1 flex items-baseline">
        <h3 className="flex-1 text-12 font-semibold">{t('checks.title')}</h3>
        <span aria-live="polite" className="num text-12 text-ink-2">
          {preview !== undefined && sumOf(preview, ticks)}
        </span>
      </div>
      <ChecksList preview={preview} ticks={ticks} />
    </section>
  );
}

function sumOf(preview: OperationPreview, { ticked }: Ticks): string {
  const { checks } = preview;
  const blocked = checks.filter((check) => check.result === 'blocked').length;
  const open = toBeTicked(preview).filter((check) => !isTicked(ticked, check)).length;
  return [
    t('checks.passed', { passed: checks.filter((check) => check.result === 'passed').length }),
    ...(blocked > 0 ? [t('checks.blocked', { blocked })] : []),
    ...(open > 0 ? [tCount('checks.needsYou', 'checks.needYou', open)] : []),
  ].join(', ');
}

/** The checks alone, each with its evidence; with `ticks` those that need a person are ticked by him. */
export function ChecksList({ preview, ticks }: { preview: OperationPreview | undefined; ticks?: Ticks }) {
  const open = preview === undefined ? [] : toBeTicked(preview);
  return (
    <>
      {preview !== undefined && preview.checks.length === 0 && <p className="text-ink-3">{t('checks.none')}</p>}
      {preview?.checks.map((check) => (
        <div
          key={check.name}
          className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-[9px] gap-y-0.5 border-b border-line-faint py-[7px] leading-[18px] last:border-0"
        >
          <StateGlyph
            kind={LOOKS[check.result].glyph}
            size={15}
            className={`mt-0.5 ${TONE_TEXT[LOOKS[check.result].tone]}`}
          />
          <b className="font-medium">{check.name}</b>
          <span className={`text-12 font-medium ${TONE_TEXT[LOOKS[check.result].tone]}`}>
            {t(`check.${check.result}`)}
          </span>
          <p className="col-span-2 col-start-2 break-words text-12 text-ink-2">{readMoments(check.evidence)}</p>
          {ticks !== undefined && open.includes(check) && <Tick check={check} ticks={ticks} />}
        </div>
      ))}
    </>
  );
}

function Tick({ check, ticks: { ticked, onChange, isMissed } }: { check: OperationCheck; ticks: Ticks }) {
  const isOn = isTicked(ticked, check);
  return (
    <label className="col-span-2 col-start-2 flex min-h-6 items-center gap-2 text-12">
      <input
        type="checkbox"
        checked={isOn}
        aria-invalid={isMissed && !isOn ? true : undefined}
        onChange={(event) => onChange(withTick(ticked, check, event.target.checked))}
        className="size-4 flex-none accent-[var(--accent)]"
      />
      <span>
        {t(tickWord(check))}
        <span className="sr-only">{`: ${check.name}`}</span>
      </span>
      {isMissed && !isOn && <span className="ml-auto text-incident-text">{t('tick.missing')}</span>}
    </label>
  );
}
