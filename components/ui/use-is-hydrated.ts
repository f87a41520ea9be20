import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * Whether the page answers by itself. Before that a form is sent by the browser's own means, and what is typed or
 * filled in by a password manager stands in the fields alone.
 */
export const useIsHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
