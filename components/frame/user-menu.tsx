'use client';
import { LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { Avatar } from '@/components/ui/avatar.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu.tsx';
import { applyTheme } from './theme.ts';

/** Who is here, as what; theme; the way out. */
export function UserMenu({ isFolded }: { isFolded: boolean }) {
  const person = usePerson();
  const roles = person.roles.map((role) => role.label).join(', ');
  const trigger = (
    <button
      type="button"
      aria-label={t('user.menu', { name: person.name, roles })}
      className="flex min-w-0 flex-1 items-center gap-[9px] rounded-2 p-1.5 text-left hover:bg-hover"
    >
      <Avatar name={person.name} />
      {!isFolded && (
        <span className="min-w-0">
          <b className="block truncate text-12 leading-[15px] font-semibold">{person.name}</b>
          <small className="block truncate text-11 leading-[14px] text-ink-3">{roles}</small>
        </span>
      )}
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuLabel>{t('user.signedInAs', { name: person.name, roles })}</MenuLabel>
      <MenuLine />
      <MenuItem icon={Sun} onSelect={() => applyTheme('light')}>
        {t('theme.light')}
      </MenuItem>
      <MenuItem icon={Moon} onSelect={() => applyTheme('dark')}>
        {t('theme.dark')}
      </MenuItem>
      <MenuItem icon={Monitor} onSelect={() => applyTheme('system')}>
        {t('theme.system')}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={LogOut} onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
        {t('user.signOut')}
      </MenuItem>
    </Menu>
  );
}
