import type { Call } from './call.ts';
import type { Fields } from './fields.ts';
import { isKey } from './ids.ts';
import { NOTHING } from './query/filter.ts';
import { whereOfBody } from './query/list-routes.ts';
import { accepted } from './rejections.ts';
import { badUserRequest, invalidRequest, type RestError } from './rest-error.ts';
import { processInstanceList } from './process-instance-list.ts';
import { externalTaskList } from './external-task-list.ts';
import { unknownTask } from './unknown-external-task.ts';

/** Tasks that one call may change. */
export const MAX_TASKS_AT_ONCE = 10_000;

export async function setRetries(call: Call): Promise<undefined> {
  const retries = call.body().int('retries');
  if (retries === null) throw invalidRequest('The number of retries cannot be null.');
  if (retries < 0)
    throw badUserRequest('The number of retries cannot be negative: retries is not greater than or equal to 0');
  const id = call.param('id');
  await changeRetries(call, isKey(id) ? [id] : [], retries, unknownTask(id));
  return undefined;
}

/** One command per task: they belong to different process trees. */
async function changeRetries(call: Call, keys: readonly string[], retries: number, unknown: RestError): Promise<void> {
  const tasks =
    keys.length === 0
      ? []
      : await call.engine.search.find('job', {
          where: [...externalTaskList.base, { field: 'key', op: 'in', value: keys }],
          limit: keys.length,
        });
  if (tasks.length < keys.length || keys.length === 0) throw unknown;
  await Promise.all(
    tasks.map(async (task) => {
      const audit = call.audit('externalTask.setRetries', 'low', {
        targetKind: 'job',
        targetKey: task.key,
        instanceKey: task.instanceKey,
        definitionKey: task.definitionKey,
        elementId: task.elementId,
        before: { retries: task.retries },
        after: { retries },
      });
      accepted(await call.engine.execute({ type: 'setJobRetries', jobKey: task.key, retries }, { audit }), {
        notFound: () => unknown,
      });
    }),
  );
}

export async function setRetriesOfMany(call: Call): Promise<undefined> {
  const body = call.body();
  const retries = body.int('retries');
  if (retries === null) throw invalidRequest('The number of retries cannot be null.');
  const ids = new Set(body.texts('externalTaskIds') ?? []);
  for (const key of await tasksOfQueries(call, body)) ids.add(key);
  if (ids.size === 0) throw invalidRequest('externalTaskIds is empty');
  if (retries < 0)
    throw invalidRequest('The number of retries cannot be negative: retries is not greater than or equal to 0');
  const foreign = [...ids].find((id) => !isKey(id));
  const unknown = (id: string) => invalidRequest(`Cannot find external task with id ${id}: externalTask is null`, 404);
  if (foreign !== undefined) throw unknown(foreign);
  await changeRetries(call, [...ids], retries, unknown([...ids].join(', ')));
  return undefined;
}

async function tasksOfQueries(call: Call, body: Fields): Promise<readonly string[]> {
  const keys: string[] = [];
  const taskQuery = body.object('externalTaskQuery');
  if (taskQuery !== null) {
    const where = await whereOfBody(call, externalTaskList, taskQuery);
    if (where !== NOTHING)
      keys.push(...(await call.engine.search.find('job', { where, limit: MAX_TASKS_AT_ONCE })).map(({ key }) => key));
  }
  const instances = [...(body.texts('processInstanceIds') ?? []).filter(isKey)];
  const instanceQuery = body.object('processInstanceQuery');
  if (instanceQuery !== null) {
    const where = await whereOfBody(call, processInstanceList, instanceQuery);
    if (where !== NOTHING)
      instances.push(
        ...(await call.engine.search.find('instance', { where, limit: MAX_TASKS_AT_ONCE })).map(({ key }) => key),
      );
  }
  if (instances.length > 0) {
    const tasks = await call.engine.search.find('job', {
      where: [...externalTaskList.base, { field: 'instanceKey', op: 'in', value: instances }],
      limit: MAX_TASKS_AT_ONCE,
    });
    keys.push(...tasks.map(({ key }) => key));
  }
  return keys;
}
