import type { Command } from '../core/commands.ts';
import type { Rejection } from '../core/decision.ts';
import type { ValueInfo, VariableValue } from '../graph/variable-value.ts';

/** Longest text of one variable, in UTF-16 units. */
const MAX_VARIABLE_LENGTH = 4 * 1024 * 1024;
/** Longest of all other texts of a command: keys, names, messages. */
const MAX_TEXT_LENGTH = 64 * 1024;
/** Error details carry stack traces. */
const MAX_DETAILS_LENGTH = 1024 * 1024;

const NUL = '\0';
/** How JSON writes them: no text of it is worth a look that has none of these. */
const WRITTEN_SURROGATE = /\\u[dD][89a-fA-F]/;
const WRITTEN_NUL = '\\u0000';

/** PostgreSQL stores neither the character NUL nor half a surrogate pair, so such a text could never be kept. */
export const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes(NUL);

/** Whether half a surrogate pair stands in what was parsed from this JSON. */
export function hasHalfPair(json: string, parsed: unknown): boolean {
  return WRITTEN_SURROGATE.test(json) && someText(parsed, (text) => !text.isWellFormed());
}

/** The same, or the character NUL. */
export function hasUnstorableText(json: string, parsed: unknown): boolean {
  return (json.includes(WRITTEN_NUL) || WRITTEN_SURROGATE.test(json)) && someText(parsed, (text) => !isStorable(text));
}

/** Walks with a list of its own: it may be nested deeper than the stack of calls. */
function someText(root: unknown, test: (text: string) => boolean): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && test(value)) return true;
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, member] of Object.entries(value)) open.push(name, member);
  }
  return false;
}

/** A command whose texts cannot be stored is refused before it changes anything; null: all of them can. */
export function unstorable(command: Command): Rejection | null {
  return unstorableField({ ...command }, isTakenUpAgain(command));
}

type Fields = Readonly<Record<string, unknown>>;

function unstorableField(fields: Fields, areTakenUpAgain: boolean): Rejection | null {
  for (const field in fields) {
    const value = fields[field];
    if (typeof value === 'string') {
      const problem = textProblem(value, field === 'errorDetails' ? MAX_DETAILS_LENGTH : MAX_TEXT_LENGTH);
      if (problem) return refuse(field, problem);
    } else if (VARIABLE_FIELDS.has(field)) {
      const variables = value as Readonly<Record<string, VariableValue>> | undefined;
      const problem = variablesProblem(variables);
      if (problem) return refuse(field, problem);
      const refusal = areTakenUpAgain ? null : javaSerialized(variables);
      if (refusal) return refusal;
    } else if (field === 'attributes' || field === 'changes') {
      // What is said of a task stands together in a field of its own.
      const refusal = unstorableField(value as Fields, areTakenUpAgain);
      if (refusal) return refusal;
    }
  }
  return null;
}

/**
 * The variables of an instance that is taken up again come from its history, among them objects that the engine has
 * made itself.
 */
const isTakenUpAgain = (command: Command): boolean =>
  command.type === 'startInstance' && command.restartOf !== undefined;

const JAVA_FORMAT = 'application/x-java-serialized-object';

/**
 * Nothing here reads Java's serialized objects, and whoever does may run what they say: refused, as in Camunda 7, with
 * its words.
 */
function javaSerialized(variables: Readonly<Record<string, VariableValue>> | undefined): Rejection | null {
  for (const name in variables) {
    if (variables[name]?.info?.serializationDataFormat !== JAVA_FORMAT) continue;
    return {
      kind: 'rejection',
      code: 'failed',
      message: `ENGINE-17007 Cannot set variable with name ${printable(name)}. Java serialization format is prohibited`,
      details: { field: 'variables' },
    };
  }
  return null;
}

/** The same for variables that come without a command: messages, signals. */
export function unstorableVariables(variables: Readonly<Record<string, VariableValue>>): Rejection | null {
  const problem = variablesProblem(variables);
  return problem === null ? javaSerialized(variables) : refuse('variables', problem);
}

export function unstorableText(field: string, text: string): Rejection | null {
  const problem = textProblem(text, MAX_TEXT_LENGTH);
  return problem === null ? null : refuse(field, problem);
}

const VARIABLE_FIELDS = new Set(['variables', 'localVariables', 'variablesOfTriggeredScope']);

function variablesProblem(variables: Readonly<Record<string, VariableValue>> | undefined): string | null {
  for (const name in variables) {
    const { text = null, info } = variables[name] ?? {};
    const problem =
      textProblem(name, MAX_TEXT_LENGTH) ??
      (text === null ? null : textProblem(text, MAX_VARIABLE_LENGTH)) ??
      (info === undefined ? null : infoProblem(info));
    if (problem) return `variable '${printable(name)}' ${problem}`;
  }
  return null;
}

function infoProblem(info: ValueInfo): string | null {
  for (const text of Object.values(info)) {
    const problem = typeof text === 'string' ? textProblem(text, MAX_TEXT_LENGTH) : null;
    if (problem) return problem;
  }
  return null;
}

function textProblem(text: string, maxLength: number): string | null {
  if (text.length > maxLength) return `is longer than ${maxLength} characters`;
  return !isStorable(text) ? 'contains a character that cannot be stored (NUL or half a surrogate pair)' : null;
}

function refuse(field: string, problem: string): Rejection {
  const message = problem.startsWith('variable') ? problem : `${field} ${problem}`;
  return { kind: 'rejection', code: 'invalidArgument', message, details: { field } };
}

const PRINTED_LENGTH = 100;
const printable = (name: string): string => JSON.stringify(name.slice(0, PRINTED_LENGTH)).slice(1, -1);
