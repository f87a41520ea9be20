import Link from 'next/link';
import type { ReactNode } from 'react';
import { versionName } from '@/components/data/definition-name';
import { INSTANCE_LOOKS } from '@/components/instance/state-words.ts';
import { t } from '@/components/messages/messages.ts';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import type { InstanceView } from '@/lib/console/views/instance-view.ts';

/** Which instance stands on a side, and how to choose another. */
export function InstanceSide({
  label,
  instance,
  children,
}: {
  label: string;
  instance: InstanceView | null;
  children: ReactNode;
}) {
  return (
    <section aria-label={label} className="flex min-w-0 flex-col gap-2 rounded-3 border border-line bg-surface p-3.5">
      <p className="flex h-5 items-baseline gap-2">
        <b className="flex-none font-semibold whitespace-nowrap">{label}</b>
        {instance !== null && (
          <>
            <Link className="link truncate" href={`/instances/${instance.key}`}>
              {instance.businessKey ?? instance.key}
            </Link>
            <span className="flex-none whitespace-nowrap text-ink-2">{versionName(instance.definition)}</span>
            <span className="ml-auto flex-none">
              <StateWord kind={INSTANCE_LOOKS[instance.state].glyph}>
                {t(INSTANCE_LOOKS[instance.state].word)}
              </StateWord>
            </span>
          </>
        )}
      </p>
      {children}
    </section>
  );
}
