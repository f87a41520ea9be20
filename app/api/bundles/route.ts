import { answerBundle } from '@/lib/console/bundle/answer-bundle.ts';
import { instanceSelector } from '@/lib/console/queries/instance-selector.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';
import { runOperation } from '@/lib/operations/run-operation.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request): Promise<Response> {
  return answerBundle(request, doorSurroundings(), (body, caller) =>
    runOperation('instance.export-bundle', body, { ...caller, instances: instanceSelector(caller) }),
  );
}
