import type { Key } from '../core/state.ts';
import type { Queryable } from './connection.ts';
import { PathKeys } from './path-keys.ts';

/**
 * Paths that are kept of one definition. Whoever looks for the instances that passed an element looks at each of them,
 * so a definition whose instances hardly ever take the same path keeps rows of their own for the others.
 */
const MAX_PATHS_OF_DEFINITION = 200;

/** Which paths the database has, as far as this node was told: those need not be written again. */
export class KnownPaths {
  readonly keys = new PathKeys();
  private readonly ofDefinition = new Map<Key, Set<string>>();

  /** Asks for the paths of definitions that were not asked for before. null: there are none. */
  learn(connection: Queryable, definitionKeys: Iterable<Key>): Promise<void> | null {
    const unknown = [...new Set(definitionKeys)].filter((key) => !this.ofDefinition.has(key));
    return unknown.length === 0 ? null : this.ask(connection, unknown);
  }

  has(definitionKey: Key, pathKey: string): boolean {
    return this.ofDefinition.get(definitionKey)?.has(pathKey) ?? false;
  }

  /** Whether a definition may have so many paths more. */
  hasRoomFor(definitionKey: Key, more: number): boolean {
    return (this.ofDefinition.get(definitionKey)?.size ?? 0) + more <= MAX_PATHS_OF_DEFINITION;
  }

  /** They are committed. */
  add(paths: readonly { readonly definitionKey: Key; readonly pathKey: string }[]): void {
    for (const { definitionKey, pathKey } of paths) this.pathsOf(definitionKey).add(pathKey);
  }

  private async ask(connection: Queryable, definitionKeys: readonly Key[]): Promise<void> {
    const { rows } = await connection.query<{ definition_key: Key; path_key: string }>({
      name: 'paths of definitions',
      text: `select definition_key, path_key from path_element
        where definition_key = any($1::bigint[]) and key_offset = 0`,
      values: [definitionKeys],
    });
    for (const key of definitionKeys) this.pathsOf(key);
    for (const { definition_key, path_key } of rows) this.pathsOf(definition_key).add(path_key);
  }

  private pathsOf(definitionKey: Key): Set<string> {
    let paths = this.ofDefinition.get(definitionKey);
    if (!paths) {
      paths = new Set();
      this.ofDefinition.set(definitionKey, paths);
    }
    return paths;
  }
}
