import type { Command } from '@/engine/index.ts';
import type { Call, RouteTable } from './call.ts';
import type { Fields } from './fields.ts';
import { accepted } from './rejections.ts';
import { propagationFailed, RestError, restException } from './rest-error.ts';
import { taskKeyOf } from './task-ids.ts';
import { readVariables } from './typed-values.ts';

/** `/task/{id}/bpmnError` and `/bpmnEscalation`: what a person at a task reports to the model. */
export function taskErrorRoutes(routes: RouteTable): void {
  routes.add('POST', '/task/:id/bpmnError', async (call) => {
    const body = call.body();
    const variables = readVariables(body, 'variables');
    await report(call, {
      type: 'throwTaskError',
      errorCode: codeOf(body, 'errorCode'),
      errorMessage: body.text('errorMessage'),
      variables,
    });
    return undefined;
  });
  routes.add('POST', '/task/:id/bpmnEscalation', async (call) => {
    const body = call.body();
    const variables = readVariables(body, 'variables');
    await report(call, { type: 'throwTaskEscalation', escalationCode: codeOf(body, 'escalationCode'), variables });
    return undefined;
  });
}

function codeOf(body: Fields, name: 'errorCode' | 'escalationCode'): string {
  const code = body.name(name);
  if (code === null || code === '') throw restException(400, `${name} is ${code === null ? 'null' : 'empty'}`);
  return code;
}

type Report =
  | Omit<Extract<Command, { type: 'throwTaskError' }>, 'taskKey'>
  | Omit<Extract<Command, { type: 'throwTaskEscalation' }>, 'taskKey'>;

/** There is nobody around the task who could catch it. */
const outsideProcess = (command: Report): RestError =>
  command.type === 'throwTaskError'
    ? propagationFailed(command.errorCode)
    : new RestError(500, 'NullPointerException', 'The task belongs to no process.');

async function report(call: Call, command: Report): Promise<void> {
  const id = call.param('id');
  const unknown = () => restException(404, `Cannot find task with id ${id}: task is null`);
  const taskKey = await taskKeyOf(call);
  if (taskKey === null) throw unknown();
  accepted(await call.engine.execute({ ...command, taskKey }), {
    notFound: unknown,
    invalidState: ({ details, message }) =>
      details.reason === 'standalone'
        ? outsideProcess(command)
        : restException(
            400,
            details.reason === 'suspended' ? `ENGINE-03043 task with id '${id}' is suspended.` : message,
          ),
    ...(command.type === 'throwTaskError' && { failed: () => propagationFailed(command.errorCode) }),
  });
}
