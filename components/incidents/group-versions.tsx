'use client';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { formatCount } from '@/components/ui/format.ts';
import { Tag } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';

/** How often each version failed like this: a regression, or a repair that works. */
export function GroupVersions({ incidentKey }: { incidentKey: string }) {
  const view = useView('incident-versions', { incident: incidentKey });
  const versions = view.data?.versions ?? [];
  const oldest = versions.at(-1);
  const newest = versions.find((each) => each.isNewest);
  if (versions.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 flex items-center gap-2 text-12 font-semibold">
        {t('group.versions')}
        {newest !== undefined && newest === oldest && newest.version > 1 && (
          <Tag tone="incident">{t('group.regression', { version: newest.version })}</Tag>
        )}
        {newest === undefined && <Tag tone="done">{t('group.notInNewest')}</Tag>}
      </h3>
      <table className="w-full text-left text-12">
        <thead>
          <tr className="text-11 text-ink-3">
            <th scope="col" className="font-medium">
              {t('column.version')}
            </th>
            <th scope="col" className="text-right font-medium">
              {t('incidents.open')}
            </th>
            <th scope="col" className="text-right font-medium">
              {t('group.total')}
            </th>
            <th scope="col" className="text-right font-medium">
              {t('group.first')}
            </th>
            <th scope="col" className="text-right font-medium">
              {t('incidents.lastSeen')}
            </th>
          </tr>
        </thead>
        <tbody>
          {versions.map((each) => (
            <tr key={each.definitionKey} className="border-t border-line-faint">
              <td className="py-1">v{each.version}</td>
              <td className="num text-right">{formatCount(each.open)}</td>
              <td className="num text-right">{formatCount(each.total)}</td>
              <td className="text-right">
                <Clock at={each.firstSeen} />
              </td>
              <td className="text-right">
                <Clock at={each.lastSeen} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
