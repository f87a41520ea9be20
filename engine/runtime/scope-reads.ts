import { shownForm } from '../core/moves/shown-form.ts';
import type { Key, TreeState } from '../core/state.ts';
import type { Engine } from '../engine.ts';
import type { Pool } from '../store/connection.ts';
import type { Search } from '../store/search/search.ts';
import type { Clock } from './clock.ts';
import type { DefinitionRegistry } from './models/definition-registry.ts';
import { evaluateInScope, scopeFacts } from './evaluate-in-scope.ts';
import type { Executor } from './execute.ts';
import { visibleVariables } from './leases/leased-job.ts';
import type { TreeLocator } from './tree-locator.ts';
import { variableReaders } from './variable-readers.ts';

interface Parts {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly search: Search;
  readonly definitions: DefinitionRegistry;
  readonly executor: Executor;
  readonly locator: TreeLocator;
}

/** Looks into living scopes, of an instance, an element instance or a user task: nothing is changed by them. */
export function scopeReads({
  pool,
  clock,
  search,
  definitions,
  executor,
  locator,
}: Parts): Pick<Engine, 'visibleVariables' | 'variableReaders' | 'evaluateExpression' | 'shownTaskForm'> {
  const treeAround = async (scopeKey: Key): Promise<TreeState | null> => {
    const treeKey = await locator.find(scopeKey, ['instance', 'element', 'userTask']);
    return treeKey === null ? null : executor.current(treeKey);
  };
  return {
    async visibleVariables(scopeKey, names) {
      const tree = await treeAround(scopeKey);
      return tree === null ? {} : visibleVariables(tree, scopeKey, names ?? null);
    },
    async variableReaders(instanceKey, name) {
      const instance = await search.get('instance', instanceKey);
      const definition = instance && (await definitions.load(instance.definitionKey));
      return definition ? variableReaders(pool, definition.graph, instanceKey, name) : null;
    },
    async shownTaskForm(taskKey, { key: definitionKey, version, graph }, form) {
      const tree = await treeAround(taskKey);
      const id = `${graph.processId}:${version}:${definitionKey}`;
      const execution = tree && scopeFacts(tree, taskKey, () => id);
      return shownForm(form, {
        seen: tree === null ? {} : visibleVariables(tree, taskKey, null),
        now: clock.now(),
        ...(execution && { execution }),
      });
    },
    async evaluateExpression(scopeKey, expression) {
      const tree = await treeAround(scopeKey);
      return tree === null ? { kind: 'noScope' } : evaluateInScope(tree, scopeKey, expression, clock.now());
    },
  };
}
