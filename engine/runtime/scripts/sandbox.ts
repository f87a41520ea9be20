import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  shouldInterruptAfterDeadline,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
} from 'quickjs-emscripten-core';
import type { OutsideAnswer, ScriptCall } from '../../core/outside-call.ts';
import { SCRIPT_PRELUDE } from './script-prelude.ts';
import { readScriptAnswer } from './script-answer.ts';

/** A script has this long; a step that runs one holds up its own process only. */
export const SCRIPT_DEADLINE_MS = 1_000;
const MEMORY_BYTES = 64 * 1024 * 1024;
/** Deeper recursion than this would use up the stack of the thread first. */
const STACK_BYTES = 128 * 1024;
const MAX_SOURCE_CHARACTERS = 200_000;
/** Outcome of a script as JSON: its result and all that it has set. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

/**
 * JavaScript in WebAssembly (QuickJS): an interpreter with a memory of its own, into which texts go and from which one
 * text comes. It has no clock but its own, no files, no network, no modules and no object of the host. Each script gets
 * a fresh one, so none sees what another left.
 */
export class Sandbox {
  private readonly engine: QuickJSWASMModule;
  private readonly deadlineMs: number;
  /** A script has brought the interpreter itself down: the next one needs another sandbox. */
  isBroken = false;

  constructor(engine: QuickJSWASMModule, deadlineMs: number) {
    this.engine = engine;
    this.deadlineMs = deadlineMs;
  }

  run(call: ScriptCall): OutsideAnswer {
    if (call.source.length > MAX_SOURCE_CHARACTERS)
      return failed(`The script is longer than ${MAX_SOURCE_CHARACTERS} characters`);
    try {
      return this.runFresh(call);
    } catch (error) {
      // The stack of the thread ended before that of the interpreter, say.
      this.isBroken = true;
      return failed(`The script stopped the interpreter: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private runFresh(call: ScriptCall): OutsideAnswer {
    const runtime = this.engine.newRuntime({ memoryLimitBytes: MEMORY_BYTES, maxStackSizeBytes: STACK_BYTES });
    const context = runtime.newContext();
    const answer = evaluate(runtime, context, call, this.deadlineMs);
    try {
      context.dispose();
      runtime.dispose();
    } catch {
      // Something is still held inside; the answer came out all the same.
      this.isBroken = true;
    }
    return answer;
  }
}

export async function loadSandbox(deadlineMs = SCRIPT_DEADLINE_MS): Promise<Sandbox> {
  return new Sandbox(await newQuickJSWASMModuleFromVariant(variant), deadlineMs);
}

function evaluate(
  runtime: QuickJSRuntime,
  context: QuickJSContext,
  call: ScriptCall,
  deadlineMs: number,
): OutsideAnswer {
  const { execution, task, variables, localNames } = call;
  const surroundings = prepare(context, JSON.stringify({ execution, task, variables, localNames }));
  runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + deadlineMs));
  const outcome = context.evalCode(call.source, 'script');
  const handle = outcome.error ?? outcome.value;
  const text = ask(context, surroundings, outcome.error ? 'thrown' : 'done', handle);
  handle.dispose();
  surroundings.dispose();
  return text === null
    ? failed(`The script takes longer than ${deadlineMs} ms or more memory than it may`)
    : understood(text, deadlineMs);
}

function understood(text: string, deadlineMs: number): OutsideAnswer {
  if (text.length > MAX_ANSWER_CHARACTERS)
    return failed(`The script sets more than ${MAX_ANSWER_CHARACTERS} characters`);
  const answer = readScriptAnswer(text);
  if (answer === null) return failed('The script gives no values of variables');
  if (answer.kind !== 'failed') return answer;
  if (/^InternalError: interrupted$/.test(answer.message))
    return failed(`The script takes longer than ${deadlineMs} ms`);
  return /^InternalError: out of memory$/.test(answer.message)
    ? failed(`The script needs more than ${MEMORY_BYTES / 1024 / 1024} MB of memory`)
    : answer;
}

/** The prelude with the facts of this call; what it gives back reads the outcome. */
function prepare(context: QuickJSContext, facts: string): QuickJSHandle {
  const prelude = context.unwrapResult(context.evalCode(SCRIPT_PRELUDE, 'prelude'));
  const text = context.newString(facts);
  const isInteger = context.newFunction('isInteger', (number) =>
    isIntegerOf(context, number) ? context.true : context.false,
  );
  try {
    return context.unwrapResult(context.callFunction(prelude, context.undefined, text, isInteger));
  } finally {
    prelude.dispose();
    text.dispose();
    isInteger.dispose();
  }
}

/** Where the binary form of a value says which kind it is, and the mark of a whole number of 32 bits. */
const KIND_AT = 2;
const KIND_INTEGER = 5;

/**
 * Whether the interpreter keeps a number as whole, as the one of Camunda 7 does: what is divided or multiplied by a
 * fraction is not.
 */
function isIntegerOf(context: QuickJSContext, number: QuickJSHandle): boolean {
  const encoded = context.encodeBinaryJSON(number);
  const bytes = context.getArrayBuffer(encoded);
  const isInteger = bytes.value[KIND_AT] === KIND_INTEGER;
  bytes.dispose();
  encoded.dispose();
  return isInteger;
}

/** null: not even this could be answered any more. */
function ask(
  context: QuickJSContext,
  surroundings: QuickJSHandle,
  about: 'done' | 'thrown',
  outcome: QuickJSHandle,
): string | null {
  const read = context.getProp(surroundings, about);
  const answer = context.callFunction(read, context.undefined, outcome);
  read.dispose();
  if (answer.error) {
    // A value that is none of a variable's: said in the same way as what the script itself throws.
    const told = about === 'done' ? ask(context, surroundings, 'thrown', answer.error) : null;
    answer.error.dispose();
    return told;
  }
  const text = context.getString(answer.value);
  answer.value.dispose();
  return text;
}

const failed = (message: string): OutsideAnswer => ({ kind: 'failed', message });
