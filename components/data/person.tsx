'use client';
import { createContext, useContext } from 'react';
import type { ReactNode } from 'react';
import type { OperationName } from '@/lib/console/contract.ts';
import type { MeView, OperationAccess } from '@/lib/console/views/me-view.ts';

const PersonContext = createContext<MeView | null>(null);

export function PersonProvider({ person, children }: { person: MeView; children: ReactNode }) {
  return <PersonContext value={person}>{children}</PersonContext>;
}
/** Who is signed in, and what the person may do. */
export function usePerson(): MeView {
  const person = useContext(PersonContext);
  if (person === null) throw new Error('usePerson is for pages inside the frame');
  return person;
}
export function useOperation(name: OperationName): OperationAccess | null {
  return usePerson().operations.find((operation) => operation.name === name) ?? null;
}
/** Whether the person may read something: areas without it are not in the navigation. */
export function useMay(permission: string): boolean {
  return usePerson().permissions.includes(permission);
}
