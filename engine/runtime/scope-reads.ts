import type { Key, TreeState } from '../core/state.ts';
import type { Engine } from '../engine.ts';
import type { Pool } from '../store/connection.ts';
import type { Search } from '../store/search/search.ts';
import type { Clock } from './clock.ts';
import type { DefinitionRegistry } from './definition-registry.ts';
import { evaluateInScope } from './evaluate-in-scope.ts';
import type { Executor } from './execute.ts';
import { visibleVariables } from './leased-job.ts';
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
}: Parts): Pick<Engine, 'visibleVariables' | 'variableReaders' | 'evaluateExpression'> {
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
    async evaluateExpression(scopeKey, expression) {
      const tree = await treeAround(scopeKey);
      return tree === null ? { kind: 'noScope' } : evaluateInScope(tree, scopeKey, expression, clock.now());
    },
  };
}
