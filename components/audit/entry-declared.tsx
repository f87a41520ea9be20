'use client';
import { actorName } from './actor-name.ts';
import Link from 'next/link';
import { useView } from '@/components/data/use-view.ts';
import { t } from '@/components/messages/messages.ts';
import { Facts } from '@/components/ui/panel.tsx';
import { StateWord } from '@/components/ui/state-glyph.tsx';
import { Clock } from '@/components/ui/time.tsx';
import type { AuditAftermath, AuditEntryView } from '@/lib/console/views/audit-view.ts';
import { OutcomeWord } from './outcome-word.tsx';

/** What the person declared with an action, what came of it, and what the checks had said. */
export function EntryDeclared({ entry }: { entry: AuditEntryView }) {
  const correction = entry.details?.correction;
  const checks = entry.details?.checks ?? [];
  return (
    <>
      {correction !== undefined && (
        <section aria-label={t('correction.title')}>
          <h3 className="mb-1.5 text-12 font-semibold">{t('correction.title')}</h3>
          <Facts
            rows={[
              { label: t('correction.symptom'), value: correction.symptom },
              { label: t('correction.expectedNext'), value: correction.expectedNext },
              { label: t('correction.rollback'), value: correction.rollback },
            ]}
          />
        </section>
      )}
      {entry.aftermath !== null && (
        <Aftermath aftermath={entry.aftermath} name={entry.targetKey ?? ''} isRemoval={entry.after === null} />
      )}
      {checks.length > 0 && (
        <section aria-label={t('audit.looked')}>
          <h3 className="mb-1.5 text-12 font-semibold">{t('audit.looked')}</h3>
          <ul className="flex flex-col gap-1 text-[12.5px] leading-[18px]">
            {checks.map((check) => (
              <li key={check.name}>
                <b className="font-medium">{check.name}</b>{' '}
                <span className="text-ink-2 break-words">{check.evidence}</span>
                {check.isTicked === true && <span className="block text-12 text-ink-3">{t('audit.ticked')}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The same in the dialog after the deed, read anew as things happen. */
export function CorrectionAftermath({ n }: { n: number }) {
  const entry = useView('audit-entry', { n });
  const aftermath = entry.data?.aftermath ?? null;
  return aftermath === null ? null : (
    <Aftermath aftermath={aftermath} name={entry.data?.targetKey ?? ''} isRemoval={entry.data?.after === null} />
  );
}

function Aftermath({
  aftermath: { variable, openIncidents, next },
  name,
  isRemoval,
}: {
  aftermath: AuditAftermath;
  name: string;
  isRemoval: boolean;
}) {
  const values =
    variable === null ? null : { name: variable.name, value: variable.text ?? 'null', revision: variable.revision };
  return (
    <section aria-label={t('correction.outcome')} className="flex flex-col gap-1.5">
      <h3 className="text-12 font-semibold">{t('correction.outcome')}</h3>
      {values === null ? (
        <StateWord kind={isRemoval ? 'done' : 'ended'}>{t('correction.removed', { name })}</StateWord>
      ) : (
        <StateWord kind={variable?.isAsWritten === true ? 'done' : 'overdue'}>
          <span className="line-clamp-3 whitespace-normal [overflow-wrap:anywhere]">
            {t(variable?.isAsWritten === true ? 'correction.stands' : 'correction.overwritten', values)}
          </span>
        </StateWord>
      )}
      <p className="text-ink-2">
        {openIncidents === 0
          ? t('correction.incidentNone')
          : t(openIncidents === 1 ? 'correction.incidentOpenOne' : 'correction.incidentOpen', { count: openIncidents })}
      </p>
      {next.length === 0 ? (
        <p className="text-ink-2">{t('correction.nothingYet')}</p>
      ) : (
        <div>
          <p className="text-ink-2">{t('correction.then')}</p>
          <ul>
            {next.map((each) => (
              <li key={each.n} className="flex flex-wrap items-baseline gap-x-2">
                <Link className="link" href={`/audit?entry=${each.n}`}>
                  #{each.n}
                </Link>
                <span>{each.operationLabel}</span>
                <OutcomeWord outcome={each.outcome} />
                <span className="text-ink-3">
                  {actorName(each)} <Clock at={each.at} />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
