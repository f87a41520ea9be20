import { z } from 'zod';

/** An operator gives a few more attempts, not thousands. */
const MAX_RETRIES = 10;
const MAX_NAME_LENGTH = 500;
/** Characters of a value typed, pasted or uploaded in the console, where a file is Base64; workers may send more. */
const MAX_VALUE_LENGTH = 7 * 1024 * 1024;
const MAX_VARIABLES = 100;
const noNul = (value: string) => !value.includes('\u0000');

export const keySchema = z.string().regex(/^\d{1,18}$/, 'A key has digits only.');
export const retriesSchema = z
  .number()
  .int('A whole number.')
  .min(1, 'At least 1.')
  .max(MAX_RETRIES, `At most ${MAX_RETRIES}.`);
export const nameSchema = z
  .string()
  .min(1, 'The name is missing.')
  .max(MAX_NAME_LENGTH)
  .refine(noNul, 'A name has no NUL character.');
export const textSchema = z.string().max(MAX_VALUE_LENGTH).refine(noNul, 'A value has no NUL character.');
const fact = z.string().max(1_000).refine(noNul).optional();
/** Of a value, beside it. */
export const valueFactsSchema = z.strictObject({
  objectTypeName: fact,
  serializationDataFormat: fact,
  filename: fact,
  mimeType: fact,
  encoding: fact,
});
const variableSchema = z.strictObject({ name: nameSchema, type: z.string().max(20), text: textSchema.nullable() });
export const variablesSchema = z.array(variableSchema).max(MAX_VARIABLES);
/** Of a person, as typed at the sign-in. */
export const userNameSchema = z.string().min(1).max(255).refine(noNul, 'A user name has no NUL character.');
export const instantSchema = z.iso.datetime({ offset: true, error: 'A time is written like 2026-11-28T09:00:00Z.' });
const MAX_MESSAGE_LENGTH = 4_000;
export const messageSchema = z
  .string()
  .trim()
  .min(1, 'The message is missing.')
  .max(MAX_MESSAGE_LENGTH)
  .refine(noNul, 'A message has no NUL character.');
/** The model's own listeners and mappings do not run. */
export const skipShape = { skipsListeners: z.boolean().optional(), skipsMappings: z.boolean().optional() };

const MAX_STARTS = 20;
/** Elements of one model that are mapped. */
const MAX_MAPPED = 2_000;
export const mappingSchema = z
  .array(z.strictObject({ source: nameSchema, target: nameSchema, updatesTrigger: z.boolean().optional() }))
  .max(MAX_MAPPED);
const restartStart = z.union([
  z.strictObject({ kind: z.enum(['before', 'after']), elementId: nameSchema, isBody: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('flow'), flowId: nameSchema }),
]);
export const restartShape = {
  definitionKey: keySchema,
  starts: z.array(restartStart).min(1, 'Where it begins is missing.').max(MAX_STARTS),
  variables: z.enum(['last', 'initial']),
  changed: variablesSchema.optional(),
  leftOut: z.array(nameSchema).max(MAX_VARIABLES).optional(),
  keepsBusinessKey: z.boolean(),
};
const startShape = { variables: variablesSchema.optional() };
const placeShape = { elementId: nameSchema, isBody: z.boolean().optional() };
/** A plan is made by hand; more steps than this are a script. */
const MAX_STEPS = 50;
export const manyStepsSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('cancelAll'), ...placeShape }),
      z.strictObject({ kind: z.literal('startBefore'), ...placeShape, ...startShape }),
      z.strictObject({ kind: z.literal('startAfter'), ...placeShape, ...startShape }),
      z.strictObject({ kind: z.literal('startFlow'), flowId: nameSchema, ...startShape }),
    ]),
  )
  .min(1, 'A plan has at least one step.')
  .max(MAX_STEPS);
const ownShape = { ...startShape, isLocal: z.boolean().optional(), ancestorKey: keySchema.nullable().optional() };
export const stepsSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('cancel'), elementInstanceKey: keySchema, elementId: nameSchema }),
      z.strictObject({ kind: z.literal('cancelContinuation'), jobKey: keySchema, elementId: nameSchema }),
      z.strictObject({ kind: z.literal('cancelAll'), ...placeShape }),
      z.strictObject({ kind: z.literal('startBefore'), ...placeShape, ...ownShape }),
      z.strictObject({ kind: z.literal('startAfter'), ...placeShape, ...ownShape }),
      z.strictObject({ kind: z.literal('startFlow'), flowId: nameSchema, ...ownShape }),
    ]),
  )
  .min(1, 'A plan has at least one step.')
  .max(MAX_STEPS);

/** More than this is not chosen at once: the plan holds every key. */
export const MAX_CHOSEN = 100_000;
/** Instances by key, by the list's filter, or both, without those left out. */
const selectionShape = {
  keys: z.array(keySchema).max(MAX_CHOSEN).optional(),
  filter: z.record(z.string().max(1_000), z.string().max(40_000)).optional(),
  except: z.array(keySchema).max(MAX_CHOSEN).optional(),
};
const isAnythingChosen = ({
  keys = [],
  filter,
}: {
  readonly keys?: readonly string[] | undefined;
  readonly filter?: object | undefined;
}): boolean => keys.length > 0 || filter !== undefined;
export const instanceSelectionSchema = z.strictObject(selectionShape).refine(isAnythingChosen, 'Nothing is chosen.');
export const batchSelectionSchema = z
  .strictObject({ ...selectionShape, of: z.enum(['jobs', 'incidents', 'tasks']).optional() })
  .refine(isAnythingChosen, 'Nothing is chosen.');
