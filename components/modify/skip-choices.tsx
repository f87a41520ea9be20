import type { ReactNode } from 'react';
import { t } from '@/components/messages/messages.ts';
import { CheckField } from '@/components/ui/field.tsx';
import type { Skips } from './use-rehearsal.ts';

interface SkipChoicesProps {
  readonly skips: Skips;
  readonly onSkips: (skips: Skips) => void;
  /** What else is to be said of how it is done. */
  readonly children?: ReactNode;
}

/** How a plan is done: with listeners and mappings, or without. */
export function SkipChoices({ skips, onSkips, children }: SkipChoicesProps) {
  return (
    <section>
      <h3 className="text-12 font-semibold">{t('modify.how')}</h3>
      {children}
      <CheckField
        label={t('modify.skipListeners')}
        checked={skips.skipsListeners}
        onChange={(skipsListeners) => onSkips({ ...skips, skipsListeners })}
      />
      <br />
      <CheckField
        label={t('modify.skipMappings')}
        checked={skips.skipsMappings}
        onChange={(skipsMappings) => onSkips({ ...skips, skipsMappings })}
      />
    </section>
  );
}
