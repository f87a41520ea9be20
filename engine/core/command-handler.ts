import type { Command, CommandType } from './commands.ts';
import type { CommandResult, Rejection } from './decision.ts';
import type { Step } from './step.ts';

/** Does what a command asks for, or says why not; it may also schedule work, which runs after it. */
export type CommandHandler<C extends Command = Command> = (step: Step, command: C) => CommandResult | Rejection;

export type CommandHandlers = { readonly [T in CommandType]: CommandHandler<Extract<Command, { type: T }>> };

/** Nothing to tell beyond "done". */
export const DONE: CommandResult = {};
