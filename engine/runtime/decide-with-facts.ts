import type { Command } from '../core/commands.ts';
import { deliberate } from '../core/decide.ts';
import type {
  SeveralMatches,
  Decision,
  DecisionDefinition,
  Definition,
  Facts,
  FormDefinition,
  Lease,
  Need,
} from '../core/decision.ts';
import type { Key, TreeState } from '../core/state.ts';
import type { Pool } from '../store/connection.ts';
import { leaseOf } from '../store/lease-jobs.ts';
import type { Clock } from './clock.ts';
import type { DecisionRegistry } from './models/decision-registry.ts';
import type { FormRegistry } from './models/form-registry.ts';
import type { DefinitionRegistry } from './models/definition-registry.ts';
import { OutOfKeys, type KeySource } from './commits/key-source.ts';
import type { OutsideAnswer } from '../core/outside-call.ts';
import type { OutsideCalls } from './outside-calls.ts';
import type { RememberedLeases } from './leases/remembered-leases.ts';
import { Slices } from './slices.ts';

/** Rounds of "needs" for one command: deep call chains need one for each level, scripts and delegates one each. */
const MAX_ROUNDS = 1_000;
const FIRST_KEY_RESERVE = 20_000;
const MAX_KEY_RESERVE = 2_000_000;

export type Decided = Exclude<Decision, { kind: 'needs' }>;

/** Of each part what a decision needs. */
export interface FactSources {
  readonly pool: Pool;
  readonly clock: Pick<Clock, 'now'>;
  readonly keys: Pick<KeySource, 'ensure' | 'nextOfMany'>;
  readonly definitions: Pick<DefinitionRegistry, 'known' | 'load' | 'called'>;
  readonly decisions: Pick<DecisionRegistry, 'called'>;
  readonly forms: Pick<FormRegistry, 'linked'>;
  readonly desk: { readonly leases: Pick<RememberedLeases, 'of' | 'forget'> };
  readonly outside: OutsideCalls;
}

/**
 * Calls the core until it has all that it needs. Legal because it is pure: the same call again changes nothing. It gets
 * the same keys in the same order each time, so that what it asked to be done outside is the same thing when it is
 * asked again.
 */
export async function decideWithFacts(
  sources: FactSources,
  state: TreeState | null,
  command: Command,
): Promise<Decided> {
  const called = new Map<string, Definition | SeveralMatches | null>();
  const decisions = new Map<string, DecisionDefinition | SeveralMatches | null>();
  const forms = new Map<string, FormDefinition | null>();
  const leases = new Map<Key, Lease>();
  const answers = new Map<number, OutsideAnswer>();
  const drawn: Key[] = [];
  let given = 0;
  const facts: Facts = {
    now: sources.clock.now(),
    newKey: () => {
      given += 1;
      return drawn[given - 1] ?? drawKey(sources, drawn);
    },
    definition: (key) => sources.definitions.known(key),
    calledDefinition: (query) => called.get(JSON.stringify(query)),
    calledDecision: (query) => decisions.get(JSON.stringify(query)),
    linkedForm: (query) => forms.get(JSON.stringify(query)),
    lease: (jobKey) => leases.get(jobKey) ?? sources.desk.leases.of(jobKey),
    delegate: (name) => sources.outside.route(name),
    outside: (n) => answers.get(n),
  };
  let reserve = FIRST_KEY_RESERVE;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const filling = sources.keys.ensure();
    if (filling) await filling;
    given = 0;
    try {
      const decision = await decideInSlices(state, command, facts);
      if (decision.kind !== 'needs') return decision;
      for (const need of decision.needs) {
        if (need.kind === 'outside') answers.set(need.n, await sources.outside.make(need.call));
        else await fetch(sources, need, { called, decisions, forms, leases });
      }
    } catch (error) {
      if (!(error instanceof OutOfKeys) || reserve > MAX_KEY_RESERVE) throw error;
      await sources.keys.ensure(reserve);
      reserve *= 2;
    }
  }
  throw new Error(`${command.type} was not decided in ${MAX_ROUNDS} rounds`);
}

/** Steps between two looks at the time. */
const STEPS_PER_LOOK = 32;
/** A large command (thousands of instances, a long way to the next wait state) is decided a slice at a time. */
async function decideInSlices(state: TreeState | null, command: Command, facts: Facts): Promise<Decision> {
  const deliberation = deliberate(state, command, facts);
  const slices = new Slices({ isForOne: true });
  for (;;) {
    const decision = deliberation.next(STEPS_PER_LOOK);
    if (decision) return decision;
    const pause = slices.pause();
    if (pause) await pause;
  }
}

function drawKey({ keys }: FactSources, drawn: Key[]): Key {
  const key = keys.nextOfMany();
  drawn.push(key);
  return key;
}

interface Fetched {
  readonly called: Map<string, Definition | SeveralMatches | null>;
  readonly decisions: Map<string, DecisionDefinition | SeveralMatches | null>;
  readonly forms: Map<string, FormDefinition | null>;
  readonly leases: Map<Key, Lease>;
}

async function fetch(
  { pool, definitions, decisions, forms }: FactSources,
  need: Exclude<Need, { kind: 'outside' }>,
  fetched: Fetched,
): Promise<void> {
  switch (need.kind) {
    case 'definition':
      if (!(await definitions.load(need.key)))
        throw new Error(`definition ${need.key} of a live instance does not exist`);
      return;
    case 'calledDefinition':
      fetched.called.set(JSON.stringify(need.query), await definitions.called(need.query));
      return;
    case 'calledDecision':
      fetched.decisions.set(JSON.stringify(need.query), await decisions.called(need.query));
      return;
    case 'linkedForm':
      fetched.forms.set(JSON.stringify(need.query), await forms.linked(need.query));
      return;
    case 'lease': {
      const row = await leaseOf(pool, need.jobKey);
      fetched.leases.set(need.jobKey, { worker: row?.worker ?? null, until: row?.lock_until ?? null });
    }
  }
}
