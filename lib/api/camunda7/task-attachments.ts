import type { TaskAttachment } from '@/engine/index.ts';
import { type Call, RawAnswer, type RouteTable } from './call.ts';
import { notedTask, targetOfTask } from './comments.ts';
import { dateText, optionalDateText } from './dates.ts';
import { readForm } from './form.ts';
import { isKey } from './ids.ts';
import { invalidRequest } from './rest-error.ts';
import { taskId } from './task-ids.ts';

/** What people put beside a task: a file, or an address. */
export function addAttachments(routes: RouteTable): void {
  routes.add('GET', '/task/:id/attachment', async (call) =>
    (await call.engine.notes.attachments((await taskOf(call)).key)).map((attachment) =>
      shownAttachment(attachment, []),
    ),
  );
  routes.addUpload('/task/:id/attachment/create', create);
  routes.add('GET', '/task/:id/attachment/:attachmentId', async (call) => {
    const unknown = () =>
      invalidRequest(
        `Task attachment with id ${call.param('attachmentId')} does not exist for task id '${call.param('id')}'.`,
        404,
      );
    const task = await notedTask(call, unknown);
    const found = (await call.engine.notes.attachments(task.key)).find(({ key }) => key === call.param('attachmentId'));
    if (found === undefined) throw unknown();
    return shownAttachment(found, []);
  });
  routes.add('GET', '/task/:id/attachment/:attachmentId/data', content);
  routes.add('DELETE', '/task/:id/attachment/:attachmentId', remove);
}

const taskOf = (call: Call) => notedTask(call, (message) => invalidRequest(message, 404));

function shownAttachment(
  { key, name, description, taskId: ofTaskId, type, url, createdAt, removalAt, treeKey }: TaskAttachment,
  links: readonly unknown[],
): Readonly<Record<string, unknown>> {
  return {
    links,
    id: key,
    name,
    description,
    taskId: ofTaskId,
    type,
    url,
    createTime: dateText(createdAt),
    removalTime: optionalDateText(removalAt),
    rootProcessInstanceId: treeKey,
  };
}

async function create(call: Call): Promise<unknown> {
  const task = await notedTask(call, (message) => invalidRequest(message));
  const parts = await readForm(call);
  const field = (name: string): string | null =>
    parts.find((part) => part.name === name)?.content.toString('utf8') ?? null;
  const file = parts.find(({ name }) => name === 'content')?.content ?? null;
  const url = field('url');
  if (file === null && url === null)
    throw invalidRequest('No content or url to remote content exists to create the task attachment.');
  const name = field('attachment-name');
  if ([name, url, field('attachment-description'), field('attachment-type')].some((text) => text?.includes('\0')))
    throw invalidRequest('The upload contains the character U+0000, which cannot be stored.');
  const made = await call.engine.notes.addAttachment(
    {
      taskKey: task.key,
      name,
      description: field('attachment-description'),
      type: field('attachment-type'),
      url: file === null ? url : null,
      content: file,
    },
    {
      audit: call.audit('task.addAttachment', 'low', { ...targetOfTask(task), after: { name } }),
    },
  );
  return shownAttachment(made, [
    { method: 'GET', href: `${call.base()}/task/${taskId(task)}/attachment/${made.key}`, rel: 'self' },
  ]);
}

/** Without a name or a type of its own: clients save it, and browsers do not show it. */
async function content(call: Call): Promise<RawAnswer> {
  const task = await taskOf(call);
  const id = call.param('attachmentId');
  const bytes = isKey(id) ? await call.engine.notes.attachmentContent(task.key, id) : null;
  if (bytes === null)
    throw invalidRequest(
      `Attachment content for attachment with id '${id}' does not exist for task id '${taskId(task)}'.`,
      404,
    );
  return new RawAnswer('application/octet-stream', bytes);
}

async function remove(call: Call): Promise<undefined> {
  const task = await taskOf(call);
  const id = call.param('attachmentId');
  const attachment = (await call.engine.notes.attachments(task.key)).find(({ key }) => key === id);
  const isRemoved =
    attachment !== undefined &&
    (await call.engine.notes.removeAttachment(task.key, id, {
      audit: call.audit('task.deleteAttachment', 'low', { ...targetOfTask(task), after: { name: attachment.name } }),
    }));
  if (!isRemoved)
    throw invalidRequest(
      `Deletion is not possible. No attachment exists for task id '${taskId(task)}' and attachment id '${id}'.`,
      404,
    );
  return undefined;
}
