'use client';
import { Bookmark, ChevronDown, Link2, Pencil, Plus, Save, Share2, Star, Trash2 } from 'lucide-react';
import { toast } from 'sonner';
import { ActionMenuItem } from '@/components/actions/action-button.tsx';
import { t } from '@/components/messages/messages.ts';
import { Button } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu.tsx';
import type { SavedView } from '@/lib/console/views/saved-view.ts';
import { type SavedViews, useSavedViews, type ViewsOf } from './use-saved-views.ts';
import { ViewNameDialog } from './view-name-dialog.tsx';

/**
 * Saved views of a list, in its page's head: open, save, share, delete, make it what the page opens with. Any list
 * whose filters stand in its address can have it.
 */
export function ViewsMenu(of: ViewsOf) {
  const saved = useSavedViews(of);
  const { views, current, isChanged, naming, setNaming, save } = saved;
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
        <ViewItems label={t('views.own')} rows={views.filter((view) => view.isOwn)} saved={saved} />
        <ViewItems label={t('views.ofOthers')} rows={views.filter((view) => !view.isOwn)} saved={saved} />
        <MenuLine />
        {current !== undefined && <MenuLabel>{t('views.manage', { name: current.name })}</MenuLabel>}
        <SaveItems saved={saved} />
        <DefaultItem saved={saved} />
        <ShareItem current={current} onShare={saved.share} />
        <LinkItem address={saved.address} />
        {current !== undefined && (
          <ActionMenuItem operation="view.delete" icon={Trash2} isDanger onSelect={() => saved.remove(current)}>
            {t('views.delete')}
          </ActionMenuItem>
        )}
      </Menu>
      {naming !== null && (
        <ViewNameDialog view={naming === 'new' ? null : naming} onClose={() => setNaming(null)} onSave={save} />
      )}
    </>
  );
}

function ViewItems({
  label,
  rows,
  saved: { current, open },
}: {
  label: string;
  rows: readonly SavedView[];
  saved: SavedViews;
}) {
  if (rows.length === 0) return null;
  return (
    <div>
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
  );
}

function SaveItems({ saved: { current, isChanged, update, setNaming } }: { saved: SavedViews }) {
  const own = current?.isOwn === true ? current : undefined;
  return (
    <>
      {own !== undefined && isChanged && (
        <ActionMenuItem operation="view.save" icon={Save} onSelect={() => update(own)}>
          {t('views.update')}
        </ActionMenuItem>
      )}
      <ActionMenuItem operation="view.save" icon={Plus} onSelect={() => setNaming('new')}>
        {t('views.saveAs')}
      </ActionMenuItem>
      {own !== undefined && (
        <ActionMenuItem operation="view.save" icon={Pencil} onSelect={() => setNaming(own)}>
          {t('views.rename')}
        </ActionMenuItem>
      )}
    </>
  );
}

function DefaultItem({ saved: { current, setDefault } }: { saved: SavedViews }) {
  const next = current === undefined || current.isDefault ? null : current.key;
  return (
    <ActionMenuItem operation="view.set-default" icon={Star} onSelect={() => setDefault(next)}>
      {t(next === null ? 'views.noDefault' : 'views.default')}
    </ActionMenuItem>
  );
}

function LinkItem({ address }: { address: string }) {
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}${window.location.pathname}?${address}`);
    toast(t('views.copied'));
  };
  return (
    <MenuItem icon={Link2} onSelect={() => void copy()}>
      {t('views.copyLink')}
    </MenuItem>
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
