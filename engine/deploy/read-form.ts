import type { DeploymentProblem } from '../engine.ts';
import type { FormFile } from '../graph/form-file.ts';

/** What a form file cannot be deployed for: unreadable, or without the id that it is found by. */
export type FormFault = NonNullable<DeploymentProblem['fault']>;
type Read = { readonly form: FormFile | null } | { readonly fault: FormFault; readonly message: string };

/**
 * A form is JSON with an id. Camunda 8 needs the id; in Camunda 7 a form may also be found by the name of its file.
 * What else is in it is its renderer's matter, in both.
 */
export function readForm(content: Uint8Array, isIdNeeded: boolean): Read {
  const text = new TextDecoder().decode(content);
  if (text.trim() === '' && !isIdNeeded) return { form: null };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return {
      fault: 'unreadable',
      message: `It is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return {
      fault: 'unreadable',
      message: `A form is a JSON object, but this is ${Array.isArray(json) ? 'a list' : json === null ? 'null' : `a ${typeof json}`}.`,
    };
  const { id, versionTag } = json as { readonly id?: unknown; readonly versionTag?: unknown };
  if (id === undefined || id === null)
    return id === undefined && !isIdNeeded ? { form: null } : { fault: 'noId', message: 'Its id is missing.' };
  if (typeof id === 'object') return { fault: 'unreadable', message: 'Its id has to be a text.' };
  const formId = String(id);
  if (formId.trim() === '') return isIdNeeded ? { fault: 'blankId', message: 'Its id is blank.' } : { form: null };
  return { form: { formId, versionTag: typeof versionTag === 'string' && versionTag !== '' ? versionTag : null } };
}
