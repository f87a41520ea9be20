import { z } from 'zod';
import {
  instantSchema,
  keySchema,
  manyStepsSchema,
  mappingSchema,
  messageSchema,
  nameSchema,
  restartShape,
  retriesSchema,
  skipShape,
  textSchema,
  userNameSchema,
  variablesSchema,
} from './parameter-schemas.ts';

const MAX_PRIORITY = 2_147_483_647;

const MAX_CANDIDATES = 100;

export const batchActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('retry'), retries: retriesSchema }),
  z.strictObject({ kind: z.literal('resolve') }),
  z.strictObject({ kind: z.literal('suspend') }),
  z.strictObject({ kind: z.literal('resume') }),
  z.strictObject({ kind: z.literal('cancel'), ...skipShape }),
  z.strictObject({
    kind: z.literal('setVariable'),
    name: nameSchema,
    type: z.string().max(20),
    text: textSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal('removeVariable'), name: nameSchema }),
  z.strictObject({ kind: z.literal('modify'), steps: manyStepsSchema, ...skipShape }),
  z.strictObject({
    kind: z.literal('migrate'),
    sourceDefinitionKey: keySchema,
    targetDefinitionKey: keySchema,
    mapping: mappingSchema,
    variables: variablesSchema.optional(),
    ...skipShape,
  }),
  z.strictObject({ kind: z.literal('restart'), ...restartShape, ...skipShape }),
  z.strictObject({ kind: z.literal('delete') }),
  z.strictObject({ kind: z.literal('deleteDecisions') }),
  z.strictObject({ kind: z.literal('setRetries'), retries: retriesSchema }),
  z.strictObject({ kind: z.literal('setDueDate'), dueAt: instantSchema }),
  z.strictObject({ kind: z.literal('setPriority'), priority: z.number().int().min(-MAX_PRIORITY).max(MAX_PRIORITY) }),
  z.strictObject({ kind: z.literal('execute') }),
  z.strictObject({ kind: z.literal('suspendJobs') }),
  z.strictObject({ kind: z.literal('resumeJobs') }),
  z.strictObject({ kind: z.literal('unlockWork') }),
  z.strictObject({ kind: z.literal('completeWork'), variables: variablesSchema.optional() }),
  z.strictObject({ kind: z.literal('failWork'), message: messageSchema }),
  z.strictObject({ kind: z.literal('throwError'), code: nameSchema, message: messageSchema.optional() }),
  z.strictObject({ kind: z.literal('assignTasks'), assignee: userNameSchema.nullable() }),
  z.strictObject({ kind: z.literal('completeTasks'), variables: variablesSchema.optional() }),
  z.strictObject({
    kind: z.literal('setTaskDates'),
    dueAt: instantSchema.nullable(),
    followUpAt: instantSchema.nullable(),
  }),
  z.strictObject({
    kind: z.literal('setTaskPriority'),
    priority: z.number().int().min(-MAX_PRIORITY).max(MAX_PRIORITY),
  }),
  z.strictObject({
    kind: z.literal('setTaskCandidates'),
    users: z.array(userNameSchema).max(MAX_CANDIDATES),
    groups: z.array(nameSchema).max(MAX_CANDIDATES),
  }),
  z.strictObject({ kind: z.literal('correlate'), name: nameSchema, variables: variablesSchema.optional() }),
]);
