import { t } from '@/components/messages/messages.ts';
import { CodeBlock } from '@/components/ui/code.tsx';
import type { AsRequest } from '@/lib/console/contract.ts';
import { curlText } from './curl-text.ts';

/** How the same is done over the APIs, or that there is no such way. */
export function RequestNote({ request }: { request: AsRequest }) {
  return (
    <section aria-label={t('request.title')}>
      <h3 className="mb-1.5 text-12 font-semibold">{t('request.title')}</h3>
      {request.kind === 'calls' ? (
        <>
          <CodeBlock
            text={request.calls.map(curlText).join('\n\n')}
            label={t('request.title')}
            copyLabel={t('request.copy')}
            maxHeight={160}
            isWrapped
          />
          <p className="mt-1.5 text-12 text-ink-2">{t('request.note')}</p>
        </>
      ) : (
        <p className="text-12 text-ink-2">{t(request.kind === 'none' ? 'request.none' : 'request.untold')}</p>
      )}
    </section>
  );
}
