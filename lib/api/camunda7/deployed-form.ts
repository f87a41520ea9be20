import type { Definition, Element, Key } from '@/engine/index.ts';
import { attachment } from './attachment.ts';
import { type Call, RawAnswer } from './call.ts';
import { invalidRequest } from './rest-error.ts';
import { formNamedBy } from './shown-task.ts';

/** Keys that name a file of the process's own deployment, with what their files are. */
const OF_DEPLOYMENT = [
  { prefix: 'camunda-forms:deployment:', contentType: 'application/json' },
  { prefix: 'embedded:deployment:', contentType: 'application/xhtml+xml' },
  { prefix: 'deployment:', contentType: 'application/xhtml+xml' },
] as const;

/**
 * `deployed-form` and `deployed-start-form`: the form itself, by the reference or by the key of a task or start event.
 */
export async function deployedFormAnswer(
  call: Call,
  { deploymentKey, tenantId }: Definition,
  element: Element | undefined,
  formKey: string | null,
  taskKey: Key | null,
): Promise<RawAnswer> {
  const reference = await formNamedBy(call.engine, element, taskKey);
  if (reference !== null) {
    const { key, binding, version } = reference;
    const found = await call.engine.form({
      formId: key,
      binding,
      deploymentKey,
      tenantId,
      ...(version !== null && { version }),
    });
    const row = found && (await call.engine.search.get('form', found.key));
    const content = row && (await call.engine.search.resourceContent(row.resourceKey));
    if (content === null)
      throw invalidRequest(
        `No Camunda Form Definition was found for Camunda Form Ref: CamundaFormRefImpl [key=${key}, binding=${binding}, version=${version}]`,
        404,
      );
    return new RawAnswer('application/json', content);
  }
  if (formKey === null)
    throw invalidRequest("One of the attributes 'formKey' and 'camunda:formRef' must be supplied but none were set.");
  const kind = OF_DEPLOYMENT.find(({ prefix }) => formKey.startsWith(prefix));
  if (kind === undefined) throw invalidRequest(`The form key '${formKey}' does not reference a deployed form.`);
  const name = formKey.slice(kind.prefix.length);
  const [file] = await call.engine.search.find('resource', {
    where: [
      { field: 'deploymentKey', op: '=', value: deploymentKey },
      { field: 'name', op: '=', value: name },
    ],
    limit: 1,
  });
  const content = file ? await call.engine.search.resourceContent(file.key) : null;
  if (content === null)
    throw invalidRequest(
      `The form with the resource name '${name}' cannot be found in deployment with id ${deploymentKey}`,
      404,
    );
  // Pages are read by the task list that embeds them; opened by themselves they are a download.
  return new RawAnswer(
    kind.contentType,
    content,
    kind.contentType === 'application/json' ? {} : attachment(name.slice(name.lastIndexOf('/') + 1)),
  );
}
