'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { AskForAccess } from '@/components/actions/ask-for-access.tsx';
import { useOperation, usePerson } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { isPermission } from '@/lib/auth/permissions.ts';
import { ForbiddenState } from '@/components/ui/panel-states.tsx';
import { AREAS, isInArea } from './areas.ts';
import { PageOfLastResort } from './page-of-last-resort.tsx';

/** A start may be allowed to somebody who sees no instances. */
const START = '/instances/start';

/**
 * Of an area that the person has no part in nothing is asked: each question would be refused, and stand in the audit
 * log as an attempt.
 */
export function AreaGate({ children }: { children: ReactNode }) {
  const path = usePathname();
  const { permissions, home } = usePerson();
  const mayStart = useOperation('instance.start')?.isAllowed === true;
  // The first page sends everybody on to where they work.
  const area =
    path === '/' || (path === START && mayStart) ? undefined : AREAS.find(({ href }) => isInArea(path, href));
  if (area === undefined || permissions.includes(area.permission)) return children;
  return (
    <PageOfLastResort title={t('page.forbidden')} back={{ label: t('page.toStart'), href: home }}>
      <ForbiddenState title={t('action.needs', { permission: area.permission })}>
        {isPermission(area.permission) && <AskForAccess permission={area.permission} />}
      </ForbiddenState>
    </PageOfLastResort>
  );
}
