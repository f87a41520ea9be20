import { z } from 'zod';
import { BUNDLE_FORMAT, BUNDLE_VERSION, type InstanceBundle } from './instance-bundle.ts';

/** Larger files are not opened: they would hold up the browser. */
export const MAX_BUNDLE_BYTES = 100 * 1024 * 1024;

export type ReadBundle =
  | { readonly isValid: true; readonly bundle: InstanceBundle }
  | { readonly isValid: false; readonly message: string };

const key = z.string().regex(/^\d{1,19}$/);
const instant = z.number();
const definition = z.looseObject({ key, processId: z.string(), version: z.number(), name: z.string().nullable() });
const call = z.looseObject({
  instanceKey: key,
  state: z.string(),
  businessKey: z.string().nullable(),
  definition,
  elementId: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
});
const node = z.looseObject({
  key,
  parentKey: key,
  elementId: z.string(),
  kind: z.string(),
  state: z.enum(['active', 'incident', 'completed', 'cancelled']),
  index: z.number().nullable(),
  calledInstanceKey: key.nullable(),
  enteredBy: z.array(z.string()),
  startedAt: instant,
  endedAt: instant.nullable(),
});
const instance = z.looseObject({
  key,
  state: z.enum(['incident', 'suspended', 'retrying', 'active', 'completed', 'cancelled']),
  version: z.number(),
  businessKey: z.string().nullable(),
  definition,
  dialect: z.enum(['camunda7', 'camunda8']),
  startedAt: instant,
  endedAt: instant.nullable(),
  incidentCount: z.number(),
  calledIncidentCount: z.number(),
  callers: z.array(call),
  called: z.array(call),
  elements: z.array(
    z.looseObject({
      elementId: z.string(),
      active: z.number(),
      incidents: z.number(),
      completed: z.number(),
      cancelled: z.number(),
    }),
  ),
  takenFlows: z.array(z.string()),
  history: z.array(node),
  tasks: z.array(
    z.looseObject({
      key,
      elementId: z.string(),
      createdAt: instant,
      endedAt: instant.nullable(),
      candidateGroups: z.array(z.string()),
    }),
  ),
  subscriptions: z.array(
    z.looseObject({ key, name: z.string(), elementId: z.string(), createdAt: instant, closedAt: instant.nullable() }),
  ),
});
const row = z.looseObject({ key });
const value = z.looseObject({ name: z.string(), type: z.string() });
const decided = value.extend({ id: z.string() });
const bundle = z.object({
  format: z.literal(BUNDLE_FORMAT),
  version: z.literal(BUNDLE_VERSION),
  exportedAt: z.iso.datetime(),
  exportedBy: z.string(),
  rootKey: key,
  instances: z
    .array(
      z.object({
        instance,
        story: z
          .object({
            moments: z.array(z.object({ at: instant, facts: z.array(z.looseObject({ kind: z.string() })) })),
            isCut: z.boolean(),
          })
          .nullable(),
        variables: z.array(value.extend({ key, revision: z.number(), createdAt: instant, updatedAt: instant })),
        values: z.array(value.extend({ key })),
        histories: z.array(
          z.looseObject({
            key,
            values: z.array(z.looseObject({ revision: z.number(), type: z.string(), writtenAt: instant })),
          }),
        ),
        jobs: z.array(row.extend({ elementId: z.string(), state: z.string(), kind: z.string() })),
        incidents: z.array(
          row.extend({
            elementId: z.string(),
            message: z.string(),
            isOpen: z.boolean(),
            attempts: z.array(z.looseObject({ key })),
          }),
        ),
        decisions: z.array(
          row.extend({
            inputs: z.array(decided),
            rules: z.array(z.looseObject({ index: z.number(), outputs: z.array(decided) })),
          }),
        ),
        operations: z.array(z.looseObject({ n: z.number(), operation: z.string() })),
      }),
    )
    .min(1),
  definitions: z.array(z.object({ key, xml: z.string() })),
  notes: z.array(z.string()),
});

/** A bundle from its text, or a sentence that says what is wrong and where. */
export function readBundle(text: string): ReadBundle {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    return { isValid: false, message: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const version =
    typeof read === 'object' && read !== null && 'version' in read && 'format' in read && read.format === BUNDLE_FORMAT
      ? read.version
      : null;
  if (version === null)
    return { isValid: false, message: `This is no bundle of an instance: its format is not "${BUNDLE_FORMAT}".` };
  if (version !== BUNDLE_VERSION)
    return {
      isValid: false,
      message: `This bundle has version ${String(version)}; version ${BUNDLE_VERSION} can be read here.`,
    };
  const parsed = bundle.safeParse(read);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return {
      isValid: false,
      message:
        first === undefined
          ? 'This bundle is damaged.'
          : `This bundle is damaged at ${first.path.map(String).join('.')}: ${first.message}`,
    };
  }
  // Checked above as far as pages rely on it; the rest was written by the same types.
  const whole = read as InstanceBundle;
  if (!whole.instances.some((each) => each.instance.key === whole.rootKey))
    return { isValid: false, message: `This bundle is damaged: its root ${whole.rootKey} is missing.` };
  return { isValid: true, bundle: whole };
}
