import type { MeView } from '@/lib/console/views/me-view.ts';
import { classNames } from '@/components/ui/class-names.ts';
import { t } from '@/components/messages/messages.ts';

const KIND = { production: 'PROD', demo: 'DEMO', test: 'TEST', development: 'DEV' } as const;
/** Where one is: production is inverted ink, everything else outlined. */
export function EnvironmentChip({
  environment,
  isFolded = false,
}: {
  environment: MeView['environment'];
  isFolded?: boolean;
}) {
  const kind = (
    <b
      className={classNames(
        'rounded-[3px] text-[10px] leading-[18px] font-bold',
        isFolded ? 'px-1' : 'px-1.5 tracking-[0.05em]',
        environment.kind === 'production' ? 'bg-ink text-canvas' : 'text-ink-2 shadow-[inset_0_0_0_1px_var(--control)]',
      )}
    >
      {KIND[environment.kind]}
    </b>
  );
  if (isFolded)
    return (
      <div title={t('nav.environment', { name: environment.name })} className="mb-2 text-center">
        {kind}
      </div>
    );
  return (
    <div className="mb-2 flex h-[30px] items-center gap-2 rounded-2 border border-line bg-surface pr-2 pl-1.5 text-12">
      {kind}
      <span className="truncate">{environment.name}</span>
    </div>
  );
}
