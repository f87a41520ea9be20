import { t } from '@/components/messages/messages.ts';
import { Segmented } from '@/components/ui/segmented.tsx';

type Shown = 'groups' | 'single';

/** Whether incidents are shown in groups or one by one, each on a page of its own. */
export function IncidentsShown({ value, onOther }: { value: Shown; onOther: () => void }) {
  return (
    <Segmented<Shown>
      label={t('incidents.show')}
      value={value}
      options={[
        { id: 'groups', label: t('incidents.groups') },
        { id: 'single', label: t('incidents.single') },
      ]}
      onChange={(id) => {
        if (id !== value) onOther();
      }}
    />
  );
}
