'use client';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useView } from '@/components/data/use-view.ts';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { classNames } from '@/components/ui/class-names.ts';
import { formatCount } from '@/components/ui/format.ts';
import { MAX_BADGE } from '@/lib/console/views/overview-view.ts';
import { AREA_GROUPS, isInArea } from './areas.ts';
import type { Area } from './areas.ts';
import { Mark } from './brand.tsx';
import { EnvironmentChip } from './environment-chip.tsx';
import { UserMenu } from './user-menu.tsx';

/** Areas that the person has a part in; a rail where the page needs the room. */
export function Navigation({ isFolded, onFold }: { isFolded: boolean; onFold: () => void }) {
  const person = usePerson();
  const counts = useView('nav-counts', {});
  const path = usePathname();
  return (
    <nav
      aria-label={t('nav.label')}
      className={classNames(
        'row-span-2 flex min-h-0 flex-col border-r border-line bg-side pb-2',
        isFolded ? 'px-2' : 'px-2.5',
      )}
    >
      <Link
        href={person.home}
        className={classNames(
          'flex h-[var(--top-h)] flex-none items-center gap-[9px] text-[14.5px] font-semibold tracking-[-0.015em]',
          isFolded ? 'justify-center' : 'px-1.5',
        )}
      >
        <Mark />
        {isFolded ? <span className="sr-only">Wheelhouse</span> : 'Wheelhouse'}
      </Link>
      <EnvironmentChip environment={person.environment} isFolded={isFolded} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {AREA_GROUPS.map((group) => {
          const areas = group.areas.filter((area) => person.permissions.includes(area.permission));
          if (areas.length === 0) return null;
          return (
            <div
              key={group.label}
              className={classNames('mb-2', isFolded && 'border-b border-line pb-2 last:border-0')}
            >
              {!isFolded && <div className="px-2 pt-[5px] pb-[3px] text-11 text-ink-3">{t(group.label)}</div>}
              {areas.map((area) => (
                <AreaLink
                  key={area.href}
                  area={area}
                  isHere={isInArea(path, area.href)}
                  count={area.count === undefined ? 0 : (counts.data?.[area.count] ?? 0)}
                  isFolded={isFolded}
                />
              ))}
            </div>
          );
        })}
      </div>
      <div
        className={classNames(
          'flex border-t border-line pt-1.5',
          isFolded ? 'flex-col items-center gap-1' : 'items-center',
        )}
      >
        <UserMenu isFolded={isFolded} />
        <IconButton
          icon={isFolded ? PanelLeftOpen : PanelLeftClose}
          label={isFolded ? t('nav.unfold') : t('nav.fold')}
          shortcut="["
          isSmall
          onClick={onFold}
        />
      </div>
    </nav>
  );
}

function AreaLink({
  area,
  isHere,
  count,
  isFolded,
}: {
  area: Area;
  isHere: boolean;
  count: number;
  isFolded: boolean;
}) {
  const label = t(area.label);
  const written = count >= MAX_BADGE ? `${formatCount(MAX_BADGE - 1)}+` : formatCount(count);
  const Icon = area.icon;
  return (
    <Link
      href={area.href}
      aria-current={isHere ? 'page' : undefined}
      title={isFolded ? (count > 0 ? `${label}, ${written}` : label) : undefined}
      className={classNames(
        'relative flex h-7 items-center gap-[9px] rounded-2 font-medium',
        isFolded ? 'justify-center' : 'px-2',
        isHere
          ? 'bg-surface text-ink shadow-[0_0_0_1px_var(--line),var(--shadow-1)] dark:bg-raised dark:shadow-none'
          : 'text-ink-2 hover:bg-hover',
      )}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className={isHere ? 'text-accent' : 'text-ink-3'} />
      <span className={isFolded ? 'sr-only' : undefined}>{label}</span>
      {count > 0 &&
        (isFolded ? (
          <span
            className={classNames(
              'absolute top-0.5 right-1 size-[7px] rounded-full',
              area.isHot === true ? 'bg-incident' : 'bg-ended',
            )}
          />
        ) : (
          <span
            className={classNames(
              'num ml-auto rounded-full px-1.5 text-11',
              area.isHot === true ? 'bg-incident-soft font-semibold text-incident-text' : 'bg-press text-ink-2',
            )}
          >
            {written}
          </span>
        ))}
    </Link>
  );
}
