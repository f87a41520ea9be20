import type { CalledDefinitionQuery, SeveralMatches } from '../../core/decision.ts';
import type { Key } from '../../core/state.ts';
import { KeptAnswers } from '../kept-answers.ts';

/** Which version of a name is meant: this one, or the newest. */
export interface VersionQuery {
  readonly version?: number;
  readonly versionTag?: string;
  readonly deploymentKey?: Key;
  /** All versions, not the newest alone. */
  readonly isAnyVersion?: boolean;
  readonly tenantId: string | null;
}

interface Found {
  readonly key: Key;
  /** All that fit; the key is the newest's. */
  readonly matches: number;
}

interface Sources<T, Query> {
  nameOf(query: Query): string;
  look(query: Query): Promise<Found | null>;
  load(key: Key): Promise<T | null>;
}

/** As a model names what it uses by its binding. */
export type BoundQuery = Pick<
  CalledDefinitionQuery,
  'binding' | 'deploymentKey' | 'version' | 'versionTag' | 'tenantId'
>;

export const boundQuery = ({ binding, deploymentKey, version, versionTag, tenantId }: BoundQuery): VersionQuery => ({
  tenantId,
  ...(binding === 'deployment' && { deploymentKey }),
  ...(binding === 'version' && version != null && { version }),
  ...(binding === 'versionTag' && versionTag != null && { versionTag }),
  ...((version === null || versionTag === null) && { isAnyVersion: true }),
});

/** Versions of what is deployed, looked for by their names; which one that is grows old, what it is does not. */
export class VersionsByName<T, Query extends VersionQuery> {
  private readonly sources: Sources<T, Query>;
  private readonly found = new KeptAnswers<Found>();
  /** The newest for nobody in particular, which most ask for: by the name alone. */
  private readonly newest = new KeptAnswers<Found>();

  constructor(sources: Sources<T, Query>) {
    this.sources = sources;
  }

  async find(query: Query): Promise<T | null> {
    const found = await this.keyOf(query);
    return found && this.sources.load(found.key);
  }

  /** Of several that fit none, where it has to be the only one. */
  async called(query: Query, { isSole = false }: { readonly isSole?: boolean }): Promise<T | SeveralMatches | null> {
    const found = await this.keyOf(query);
    return found && isSole && found.matches > 1 ? { matches: found.matches } : found && this.sources.load(found.key);
  }

  forget(): void {
    this.found.forget();
    this.newest.forget();
  }

  /** An empty tenant is nobody's: nothing is deployed for it. */
  private async keyOf(query: Query): Promise<Found | null> {
    const { version, versionTag, deploymentKey, isAnyVersion, tenantId } = query;
    if (tenantId === '') return null;
    const isNewest = version === undefined && versionTag === undefined && deploymentKey === undefined && !isAnyVersion;
    if (isNewest && tenantId === null)
      return this.newest.get(this.sources.nameOf(query), () => this.sources.look(query));
    const id = JSON.stringify([this.sources.nameOf(query), version, versionTag, deploymentKey, isAnyVersion, tenantId]);
    return this.found.get(id, () => this.sources.look(query));
  }
}
