'use client';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import { useOperation } from '@/components/data/person.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button, IconButton } from '@/components/ui/button.tsx';
import type { ButtonProps } from '@/components/ui/button.tsx';
import { MenuItem } from '@/components/ui/menu.tsx';
import type { MenuItemProps } from '@/components/ui/menu.tsx';
import type { OperationName } from '@/lib/console/contract.ts';

const OffContext = createContext<string | null>(null);
/**
 * Switches all actions below it off, with the reason: what is shown is the past, say. null: they are as they are around
 * it.
 */
export function ActionsOff({ because, children }: { because: string | null; children: ReactNode }) {
  const around = useContext(OffContext);
  return <OffContext value={because ?? around}>{children}</OffContext>;
}

/** Why the person may not, as a sentence; null: allowed. The server decides again. */
export function useBlockedBecause(operation: OperationName): string | null {
  const access = useOperation(operation);
  const off = useContext(OffContext);
  if (off !== null) return off;
  if (access === null) return t('action.unknown');
  return access.isAllowed ? null : (access.missing ?? t('action.needs', { permission: access.permission }));
}

/** A button of an operation: stays visible where it is forbidden, and says what is missing. */
export function ActionButton({
  operation,
  children,
  blockedBecause,
  ...rest
}: { operation: OperationName } & ButtonProps) {
  const missing = useBlockedBecause(operation);
  return (
    <Button {...rest} data-operation={operation} blockedBecause={missing ?? blockedBecause ?? null}>
      {children}
    </Button>
  );
}

export function ActionIconButton({
  operation,
  label,
  icon,
  onClick,
}: {
  operation: OperationName;
  label: string;
  icon: NonNullable<ButtonProps['icon']>;
  onClick: () => void;
}) {
  return (
    <IconButton
      label={label}
      icon={icon}
      isSmall
      data-operation={operation}
      blockedBecause={useBlockedBecause(operation)}
      onClick={onClick}
    />
  );
}

/** The same as an entry of a menu. */
export function ActionMenuItem({ operation, blockedBecause, ...rest }: { operation: OperationName } & MenuItemProps) {
  return (
    <MenuItem
      {...rest}
      data-operation={operation}
      blockedBecause={useBlockedBecause(operation) ?? blockedBecause ?? null}
    />
  );
}
