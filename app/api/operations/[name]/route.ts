import { answerOperation } from '@/lib/console/door.ts';
import { instanceSelector } from '@/lib/console/queries/instance-selector.ts';
import { doorSurroundings } from '@/lib/console/surroundings.ts';
import { isOperationName } from '@/lib/operations/registry.ts';
import { runOperation } from '@/lib/operations/run-operation.ts';

export const dynamic = 'force-dynamic';

export async function POST(request: Request, context: { params: Promise<{ name: string }> }): Promise<Response> {
  return answerOperation(request, (await context.params).name, doorSurroundings(), (name, body, caller) =>
    isOperationName(name) ? runOperation(name, body, { ...caller, instances: instanceSelector(caller) }) : null,
  );
}
