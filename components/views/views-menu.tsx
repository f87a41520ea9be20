'use client';
import { Bookmark, ChevronDown, Link2, Pencil, Plus, Save, Share2, Star, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { toast } from 'sonner';
import { ActionMenuItem } from '@/components/actions/action-button.tsx';
import { useRunOperation } from '@/components/actions/use-run-operation.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { TextField } from '@/components/ui/field.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu.tsx';
import type { SavedView } from '@/lib/console/views/saved-view.ts';

/**
 * The part of an address that a view keeps, always in the same order. `saved` names the view itself and is no part of
 * it.
 */
function addressOf(values: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(values).filter(([name]) => name !== 'saved'));
  search.sort();
  return search.toString();
}

/**
 * Saved views of a list, in its page's head: open, save, share, delete, make it what the page opens with. Any list
 * whose filters stand in its address can have it.
 */
export function ViewsMenu({
  screen,
  values,
  replace,
}: {
  screen: string;
  values: Readonly<Record<string, string>>;
  replace: (address: string) => void;
}) {
  const saved = useView('saved-views', { screen });
  const { run } = useRunOperation();
  const [naming, setNaming] = useState<SavedView | 'new' | null>(null);
  const views = saved.data?.views ?? [];
  const current = views.find((view) => view.key === values.saved);
  const address = addressOf(values);
  const isChanged = current !== undefined && current.address !== address;
  const open = (view: SavedView) => {
    const search = new URLSearchParams(view.address);
    search.set('saved', view.key);
    replace(search.toString());
  };
  // A page that is opened bare begins with the person's own view; what is in the address comes first.
  const isFirst = useRef(true);
  useEffect(() => {
    if (saved.data === undefined || !isFirst.current) return;
    isFirst.current = false;
    const own = saved.data.views.find((view) => view.isDefault);
    if (own !== undefined && window.location.search === '') {
      const search = new URLSearchParams(own.address);
      search.set('saved', own.key);
      replace(search.toString());
    }
  }, [saved.data, replace]);
  const copyLink = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}${window.location.pathname}?${address}`);
    toast(t('views.copied'));
  };
  return (
    <>
      <Menu
        trigger={
          <Button icon={Bookmark} data-testid="views-menu">
            {current?.name ?? t('views.menu')}
            {isChanged && <span className="font-normal text-ink-3">{t('views.changed')}</span>}
            <ChevronDown size={14} aria-hidden />
          </Button>
        }
      >
        {views.length === 0 && <MenuLabel>{t('views.none')}</MenuLabel>}
        {[
          { label: t('views.own'), rows: views.filter((view) => view.isOwn) },
          { label: t('views.ofOthers'), rows: views.filter((view) => !view.isOwn) },
        ].map(
          ({ label, rows }) =>
            rows.length > 0 && (
              <div key={label}>
                <MenuLabel>{label}</MenuLabel>
                {rows.map((view) => (
                  <MenuItem key={view.key} icon={view.isDefault ? Star : Bookmark} onSelect={() => open(view)}>
                    <span className="flex gap-3">
                      <span className={view.key === current?.key ? 'font-medium' : undefined}>{view.name}</span>
                      <span className="ml-auto text-11 text-ink-3">
                        {[view.isOwn ? null : view.owner.name, view.isOwn && view.isShared ? t('views.shared') : null]
                          .filter((each) => each !== null)
                          .join(', ')}
                      </span>
                    </span>
                  </MenuItem>
                ))}
              </div>
            ),
        )}
        <MenuLine />
        {current !== undefined && <MenuLabel>{t('views.manage', { name: current.name })}</MenuLabel>}
        {current?.isOwn === true && isChanged && (
          <ActionMenuItem
            operation="view.save"
            icon={Save}
            onSelect={() =>
              void run('view.save', { parameters: { viewKey: current.key, screen, name: current.name, address } })
            }
          >
            {t('views.update')}
          </ActionMenuItem>
        )}
        <ActionMenuItem operation="view.save" icon={Plus} onSelect={() => setNaming('new')}>
          {t('views.saveAs')}
        </ActionMenuItem>
        {current?.isOwn === true && (
          <ActionMenuItem operation="view.save" icon={Pencil} onSelect={() => setNaming(current)}>
            {t('views.rename')}
          </ActionMenuItem>
        )}
        <ActionMenuItem
          operation="view.set-default"
          icon={Star}
          onSelect={() =>
            void run('view.set-default', {
              parameters: { screen, viewKey: current === undefined || current.isDefault ? null : current.key },
            })
          }
        >
          {t(current === undefined || current.isDefault ? 'views.noDefault' : 'views.default')}
        </ActionMenuItem>
        <ShareItem
          current={current}
          onShare={(view) => void run('view.share', { parameters: { viewKey: view.key, isShared: !view.isShared } })}
        />
        <MenuItem icon={Link2} onSelect={() => void copyLink()}>
          {t('views.copyLink')}
        </MenuItem>
        {current !== undefined && (
          <ActionMenuItem
            operation="view.delete"
            icon={Trash2}
            isDanger
            onSelect={() => {
              void run('view.delete', { parameters: { viewKey: current.key } }).then((isDone) => {
                if (isDone) replace(address);
              });
            }}
          >
            {t('views.delete')}
          </ActionMenuItem>
        )}
      </Menu>
      {naming !== null && (
        <NameDialog
          view={naming === 'new' ? null : naming}
          onClose={() => setNaming(null)}
          onSave={async (name) => {
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
          }}
        />
      )}
    </>
  );
}

/** Without a view of one's own there is nothing to share, but the action is seen and says so. */
function ShareItem({ current, onShare }: { current: SavedView | undefined; onShare: (view: SavedView) => void }) {
  return (
    <ActionMenuItem
      operation="view.share"
      icon={Share2}
      onSelect={() => {
        if (current !== undefined) onShare(current);
        else toast(t('views.none'));
      }}
    >
      {t(current?.isShared === true ? 'views.unshare' : 'views.share')}
    </ActionMenuItem>
  );
}

function NameDialog({
  view,
  onSave,
  onClose,
}: {
  view: SavedView | null;
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const [name, setName] = useState(view?.name ?? '');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('views.saveTitle')}
      closeLabel={t('dialog.close')}
      foot={
        <>
          <span className="flex-1" />
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
          <Button kind="primary" disabled={name.trim() === ''} onClick={() => void onSave(name.trim())}>
            {t('views.save')}
          </Button>
        </>
      }
    >
      <form
        className="p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') void onSave(name.trim());
        }}
      >
        <TextField
          label={t('views.name')}
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
    </Dialog>
  );
}
