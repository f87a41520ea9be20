import type { Command } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { accepted } from './rejections.ts';
import { processEngineException, restException } from './rest-error.ts';
import { readVariables } from './typed-values.ts';

/** `/task/{id}/bpmnError` and `/bpmnEscalation`: what a person at a task reports to the model. */
export function taskErrorRoutes(routes: RouteTable): void {
  routes.add('POST', '/task/:id/bpmnError', async (call) => {
    const body = call.body();
    const variables = readVariables(body, 'variables');
    await report(call, { type: 'throwTaskError', taskKey: call.param('id'), errorCode: codeOf(body, 'errorCode'), errorMessage: body.text('errorMessage'), variables });
    return undefined;
  });
  routes.add('POST', '/task/:id/bpmnEscalation', async (call) => {
    const body = call.body();
    const variables = readVariables(body, 'variables');
    await report(call, { type: 'throwTaskEscalation', taskKey: call.param('id'), escalationCode: codeOf(body, 'escalationCode'), variables });
    return undefined;
  });
}

function codeOf(body: Fields, name: 'errorCode' | 'escalationCode'): string {
  const code = body.name(name);
  if (code === null || code === '') throw restException(400, `${name} is ${code === null ? 'null' : 'empty'}`);
  return code;
}

async function report(call: Call, command: Extract<Command, { type: 'throwTaskError' | 'throwTaskEscalation' }>): Promise<void> {
  const id = command.taskKey;
  const unknown = () => restException(404, `Cannot find task with id ${id}: task is null`);
  if (!isKey(id)) throw unknown();
  accepted(await call.engine.execute(command), {
    notFound: unknown,
    invalidState: ({ details, message }) => restException(400, details.reason === 'suspended' ? `ENGINE-03043 task with id '${id}' is suspended.` : message),
    failed: ({ message }) => processEngineException(message),
  });
}
