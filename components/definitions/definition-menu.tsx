import { Download, Ellipsis, FileDiff, FormInput, GitCompareArrows, History, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ActionMenuItem } from '@/components/actions/action-button.tsx';
import { drawnBatch } from '@/components/batches/many.ts';
import { useUrlState } from '@/components/data/use-url-state.ts';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { IconButton } from '@/components/ui/button.tsx';
import { Menu, MenuItem, MenuLine } from '@/components/ui/menu.tsx';
import { saveFile } from '@/components/ui/save-file.ts';
import type { DefinitionView } from '@/lib/console/views/definition-view.ts';

interface DefinitionMenuProps {
  readonly view: DefinitionView;
  readonly onTtl: () => void;
  readonly onDelete: () => void;
}

/** What is done to a version less often. */
export function DefinitionMenu({ view, onTtl, onDelete }: DefinitionMenuProps) {
  const router = useRouter();
  const { set } = useUrlState();
  const { processId, version } = view.definition;
  const migrateAll = () =>
    router.push(drawnBatch('migrate', { filter: { state: 'running', definition: `${processId}:${version}` } }));
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} kind="plain" label={t('definition.more')} data-testid="definition-menu" />}
    >
      <ActionMenuItem
        operation="instance.migrate"
        icon={GitCompareArrows}
        blockedBecause={view.running === 0 ? t('definition.noneRuns') : null}
        onSelect={migrateAll}
      >
        {t('definition.migrate')}
      </ActionMenuItem>
      {view.deletedAt === null && (
        <ActionMenuItem operation="instance.start" icon={FormInput} onSelect={() => set({ try: 'form' })}>
          {t('tryForm.do')}
        </ActionMenuItem>
      )}
      <MenuItem icon={FileDiff} onSelect={() => set({ tab: 'versions' })}>
        {t('definition.compare')}
      </MenuItem>
      <DownloadItem view={view} />
      {view.deletedAt === null && (
        <>
          <ActionMenuItem operation="definition.edit-ttl" icon={History} onSelect={onTtl}>
            {t('definition.ttl')}
          </ActionMenuItem>
          <MenuLine />
          <ActionMenuItem operation="definition.delete" icon={Trash2} isDanger onSelect={onDelete}>
            {t('definition.delete')}
          </ActionMenuItem>
        </>
      )}
    </Menu>
  );
}

/** The model as it was deployed, once it is loaded. */
function DownloadItem({ view }: { view: DefinitionView }) {
  const model = useView('definition-xml', { key: view.definition.key }, { neverChanges: true });
  const xml = model.data?.key === view.definition.key ? model.data.xml : null;
  const save = () => {
    const fileName = view.resourceName.split('/').at(-1) ?? view.resourceName;
    if (xml !== null) saveFile(new Blob([xml], { type: 'application/xml' }), fileName);
  };
  return (
    <MenuItem icon={Download} blockedBecause={xml === null ? t('state.loading') : null} onSelect={save}>
      {t('definitions.download')}
    </MenuItem>
  );
}
