import type { Command, CommandType } from './commands.ts';
import type { CommandResult, Rejection } from './decision.ts';
import type { Step } from './step.ts';

/** What a command comes to, or why it is refused. */
export type Handled = CommandResult | Rejection;

/**
 * Does what a command asks for, or says why not; it may also schedule work, which runs after it. What takes long is
 * done with breaths in between, of which each counts as a step.
 */
export type CommandHandler<C extends Command = Command> = (
  step: Step,
  command: C,
) => Handled | Generator<undefined, Handled>;

export type CommandHandlers = { readonly [T in CommandType]: CommandHandler<Extract<Command, { type: T }>> };

/** Nothing to tell beyond "done". */
export const DONE: CommandResult = {};
