'use client';
import Link from 'next/link';
import { createContext, useContext } from 'react';
import type { MouseEvent, ReactNode } from 'react';

/** The address of an instance; null: it cannot be opened from here. */
export type InstanceHref = (instanceKey: string) => string | null;
export const InstanceHrefContext = createContext<InstanceHref>((instanceKey) => `/instances/${instanceKey}`);
export function useInstanceHref(): InstanceHref {
  return useContext(InstanceHrefContext);
}

/** To another instance, where it can be opened. */
export function InstanceLink({
  instanceKey,
  onClick,
  children,
}: {
  instanceKey: string;
  onClick?: (event: MouseEvent) => void;
  children: ReactNode;
}) {
  const href = useInstanceHref()(instanceKey);
  return href === null ? (
    <span>{children}</span>
  ) : (
    <Link className="link" href={href} onClick={onClick}>
      {children}
    </Link>
  );
}
