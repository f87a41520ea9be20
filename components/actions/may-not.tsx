'use client';
import { Lock } from 'lucide-react';
import type { OperationName } from '@/lib/console/contract.ts';
import { useOperation } from '@/components/data/person.tsx';
import { isPermission } from '@/lib/auth/permissions.ts';
import { useBlockedBecause } from './action-button.tsx';
import { AskForAccess } from './ask-for-access.tsx';

/** On a page where something is planned: whoever may not do it in the end is told before the planning begins. */
export function MayNot({ operation }: { operation: OperationName }) {
  const because = useBlockedBecause(operation);
  const access = useOperation(operation);
  if (because === null) return null;
  return (
    <div
      role="note"
      className="flex flex-none items-center gap-2 border-b border-line bg-sunken px-[var(--page-x)] py-2 text-ink-2"
    >
      <Lock size={14} strokeWidth={1.75} aria-hidden className="flex-none" />
      <span className="min-w-0 flex-1">{because}</span>
      {access?.isAllowed === false && isPermission(access.permission) && (
        <AskForAccess permission={access.permission} />
      )}
    </div>
  );
}
