import type { Command } from '../../core/commands.ts';
import type { Definition } from '../../core/decision.ts';
import type { EngineEvent } from '../../core/events.ts';
import { EndRule } from './end-rule.ts';
import { FlowRule } from './flow-rule.ts';
import { LoopRule } from './loop-rule.ts';
import { TriggerRule } from './trigger-rule.ts';
import { UndoRule } from './undo-rule.ts';
import { Witness, type Rule } from './witness.ts';

/** All that BPMN says about the events of one tree, from its first command to its last. */
export class Rules {
  private readonly witness: Witness;
  private readonly trigger = new TriggerRule();
  private readonly rules: readonly Rule[];
  private command: Command | undefined;

  constructor(definitions: readonly Definition[]) {
    this.witness = new Witness(definitions);
    this.rules = [
      new FlowRule(),
      new LoopRule(),
      new UndoRule(),
      this.trigger,
      new EndRule(() => this.command?.type === 'cancelInstance'),
    ];
  }

  /** What the events of a command did against the rules; empty: nothing. */
  faultsOf(command: Command, events: readonly EngineEvent[]): string[] {
    const { witness, rules } = this;
    this.command = command;
    this.trigger.command(command, witness);
    for (const event of events) {
      for (const rule of rules) rule.see(event, witness);
      witness.take(event);
    }
    return rules.flatMap((rule) => rule.close(witness));
  }
}
