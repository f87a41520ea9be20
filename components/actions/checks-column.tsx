import { t } from '@/components/messages/messages.ts';
import { StateGlyph, TONE_TEXT } from '@/components/ui/state-glyph.tsx';
import type { GlyphKind, Tone } from '@/components/ui/state-glyph.tsx';
import { readMoments } from '@/components/ui/format.ts';
import type { OperationCheck, OperationPreview } from '@/lib/console/contract.ts';

const LOOKS: Readonly<Record<OperationCheck['result'], { readonly glyph: GlyphKind; readonly tone: Tone }>> = {
  passed: { glyph: 'done', tone: 'done' }, look: { glyph: 'overdue', tone: 'warning' }, blocked: { glyph: 'incident', tone: 'incident' }, unknown: { glyph: 'overdue', tone: 'warning' },
};
/** What was looked at before anything happens. */
export function ChecksColumn({ preview, isChecking }: { preview: OperationPreview | undefined; isChecking: boolean }) {
  const checks = preview?.checks ?? [];
  const passed = checks.filter((check) => check.result === 'passed').length;
  return (
    <section aria-label={t('checks.title')} aria-busy={isChecking} className="flex-[2] overflow-auto border-l border-line bg-canvas p-5">
      <div className="mb-1 flex items-baseline"><h3 className="flex-1 text-12 font-semibold">{t('checks.title')}</h3><span className="text-12 text-ink-2">{preview === undefined ? '' : t('checks.sum', { passed, open: checks.length - passed })}</span></div>
      <ChecksList preview={preview} />
    </section>
  );
}

/** The checks alone, each with its evidence. */
export function ChecksList({ preview }: { preview: OperationPreview | undefined }) {
  return (
    <>
      {preview !== undefined && preview.checks.length === 0 && <p className="text-ink-3">{t('checks.none')}</p>}
      {preview?.checks.map((check) => (
        <div key={check.name} className="grid grid-cols-[16px_minmax(0,1fr)_auto] gap-x-[9px] gap-y-0.5 border-b border-line-faint py-[7px] leading-[18px] last:border-0">
          <StateGlyph kind={LOOKS[check.result].glyph} size={15} className={`mt-0.5 ${TONE_TEXT[LOOKS[check.result].tone]}`} />
          <b className="font-medium">{check.name}</b>
          <span className={`text-12 font-medium ${TONE_TEXT[LOOKS[check.result].tone]}`}>{t(`check.${check.result}`)}</span>
          <p className="col-span-2 col-start-2 text-12 text-ink-2">{readMoments(check.evidence)}</p>
        </div>
      ))}
    </>
  );
}
