import { z } from 'zod';

/** An operator gives a few more attempts, not thousands. */
const MAX_RETRIES = 10;
const MAX_NAME_LENGTH = 500;
/** Characters of a value typed or pasted into the console; workers may send more. */
const MAX_VALUE_LENGTH = 4 * 1024 * 1024;
const MAX_VARIABLES = 100;
const noNul = (value: string) => !value.includes('\u0000');

export const keySchema = z.string().regex(/^\d{1,18}$/, 'A key has digits only.');
export const retriesSchema = z.number().int('A whole number.').min(1, 'At least 1.').max(MAX_RETRIES, `At most ${MAX_RETRIES}.`);
export const nameSchema = z.string().min(1, 'The name is missing.').max(MAX_NAME_LENGTH).refine(noNul, 'A name has no NUL character.');
export const textSchema = z.string().max(MAX_VALUE_LENGTH).refine(noNul, 'A value has no NUL character.');
export const variableSchema = z.strictObject({ name: nameSchema, type: z.string().max(20), text: textSchema.nullable() });
export const variablesSchema = z.array(variableSchema).max(MAX_VARIABLES);
/** Of a person, as typed at the sign-in. */
export const userNameSchema = z.string().min(1).max(255).refine(noNul, 'A user name has no NUL character.');
export const instantSchema = z.iso.datetime({ offset: true, error: 'A time is written like 2026-11-28T09:00:00Z.' });
const MAX_MESSAGE_LENGTH = 4_000;
export const messageSchema = z.string().trim().min(1, 'The message is missing.').max(MAX_MESSAGE_LENGTH).refine(noNul, 'A message has no NUL character.');
