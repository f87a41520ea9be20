import type { Key } from '@/engine/index.ts';

/** Ids may have so many characters; a definition id that would be longer is the plain key. */
const MAX_ID_LENGTH = 64;
const KEY = /^\d{16}$/;

/** What a client gives as id and cannot be one of ours: nothing is found by it. */
export const isKey = (id: string): id is Key => KEY.test(id);

export interface DefinitionIdentity {
  readonly processId: string;
  readonly definitionVersion: number;
  readonly definitionKey: Key;
}

/** `processId:version:key`. */
export function definitionId({ processId, definitionVersion, definitionKey }: DefinitionIdentity): string {
  const id = `${processId}:${definitionVersion}:${definitionKey}`;
  return id.length > MAX_ID_LENGTH ? definitionKey : id;
}

/** null: of what belongs to no process. */
export function optionalDefinitionId({
  processId,
  definitionVersion,
  definitionKey,
}: { readonly [F in keyof DefinitionIdentity]: DefinitionIdentity[F] | null }): string | null {
  return processId === null || definitionVersion === null || definitionKey === null
    ? null
    : definitionId({ processId, definitionVersion, definitionKey });
}

/** The key in a definition id; null: none of ours. */
export function definitionKeyOf(id: string): Key | null {
  const key = id.slice(id.lastIndexOf(':') + 1);
  return isKey(key) ? key : null;
}

export { activityId as activityIdOf, activityInstanceId, MULTI_INSTANCE_SUFFIX } from '@/engine/index.ts';

/** Key of the element instance or instance that an activity instance id or execution id means. */
export const activityInstanceKeyOf = definitionKeyOf;
