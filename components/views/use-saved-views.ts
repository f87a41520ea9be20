import { useEffect, useRef, useState } from 'react';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useView } from '@/components/data/use-view.ts';
import type { SavedView } from '@/lib/console/views/saved-view.ts';
import { addressOf, addressOfView } from './saved-view-address.ts';

export interface ViewsOf {
  readonly screen: string;
  readonly values: Readonly<Record<string, string>>;
  readonly replace: (address: string) => void;
}

/** The saved views of a list, which of them is shown, and what can be done with it. */
export function useSavedViews({ screen, values, replace }: ViewsOf) {
  const saved = useView('saved-views', { screen });
  const { run } = useRunOperation();
  const [naming, setNaming] = useState<SavedView | 'new' | null>(null);
  const views = saved.data?.views ?? [];
  const current = views.find((view) => view.key === values.saved);
  const address = addressOf(values);
  useOwnView(saved.data?.views, replace);
  const open = (view: SavedView) => replace(addressOfView(view));
  const save = async (name: string) => {
    const before = naming === 'new' ? null : naming;
    const isDone = await run('view.save', {
      parameters: {
        ...(before === null ? {} : { viewKey: before.key }),
        screen,
        name,
        address: before === null ? address : before.address,
      },
    });
    if (!isDone) return;
    setNaming(null);
    const made = (await saved.refetch()).data?.views.find((view) => view.isOwn && view.name === name);
    if (before === null && made !== undefined) open(made);
  };
  return {
    views,
    current,
    address,
    isChanged: current !== undefined && current.address !== address,
    naming,
    setNaming,
    open,
    save,
    update: (view: SavedView) =>
      void run('view.save', { parameters: { viewKey: view.key, screen, name: view.name, address } }),
    setDefault: (viewKey: string | null) => void run('view.set-default', { parameters: { screen, viewKey } }),
    share: (view: SavedView) => void run('view.share', { parameters: { viewKey: view.key, isShared: !view.isShared } }),
    remove: (view: SavedView) =>
      void run('view.delete', { parameters: { viewKey: view.key } }).then((isDone) => {
        if (isDone) replace(address);
      }),
  };
}
export type SavedViews = ReturnType<typeof useSavedViews>;

/** A page that is opened bare begins with the person's own view; what is in the address comes first. */
function useOwnView(views: readonly SavedView[] | undefined, replace: (address: string) => void): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (views === undefined || !isFirst.current) return;
    isFirst.current = false;
    const own = views.find((view) => view.isDefault);
    if (own !== undefined && window.location.search === '') replace(addressOfView(own));
  }, [views, replace]);
}
