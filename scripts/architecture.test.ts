import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const maxLines = 400;
const codeFile = /\.(ts|tsx|mjs|css)$/;
const isTest = (file: string) => /\.(test|spec)\.tsx?$/.test(file);
/** What only tests load: they may reach anywhere. */
const isTestSupport = (file: string) =>
  isTest(file) ||
  /^(e2e|bench|engine\/(?:scenarios|proofs)|scripts)\//.test(file) ||
  /-(fixture|harness|for-tests)s?\.ts$/.test(file) ||
  /(^|\/)test-[a-z-]+\.ts$/.test(file);

interface Source {
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** All that git would commit. */
const sources: readonly Source[] = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .stdout.trim()
  .split('\n')
  .filter((file) => codeFile.test(file))
  .flatMap((file) => {
    const text = tryRead(file);
    return text === null ? [] : [{ file, text, imports: importsOf(file, text) }];
  });
const product = sources.filter(({ file }) => !isTestSupport(file));

function tryRead(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Deleted but not committed yet.
    return null;
  }
}

/** Modules of ours as paths from the top, packages as they are named. */
function importsOf(file: string, text: string): readonly string[] {
  const found = [
    ...text.matchAll(
      /^\s*(?:import|export)\s[^'"]*?from\s+['"]([^'"]+)['"]|^\s*import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ];
  return found
    .map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')
    .map((name) => {
      if (name.startsWith('@/')) return name.slice(2);
      return name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
    });
}

const ours = /^(app|components|lib|engine|scripts|prisma|samples|e2e)\//;

/** Imports of files below `from` that match none of `allowed`, and are modules of ours. */
function strangeImports(from: string, allowed: readonly string[], except: readonly string[] = []): string[] {
  return product
    .filter(({ file }) => file.startsWith(from) && !except.some((prefix) => file.startsWith(prefix)))
    .flatMap(({ file, imports }) =>
      imports
        .filter((name) => ours.test(name) && !allowed.some((prefix) => name.startsWith(prefix)))
        .map((name) => `${file} → ${name}`),
    );
}

/** Files outside `rooms` in which the pattern occurs. */
function occurrences(pattern: RegExp, rooms: readonly string[], among: readonly Source[] = product): string[] {
  return among
    .filter(({ file, text }) => !rooms.some((prefix) => file.startsWith(prefix)) && pattern.test(text))
    .map(({ file }) => file);
}

function importers(pattern: RegExp, rooms: readonly string[]): string[] {
  return product
    .filter(
      ({ file, imports }) =>
        !rooms.some((prefix) => file.startsWith(prefix)) && imports.some((name) => pattern.test(name)),
    )
    .map(({ file }) => file);
}

describe('directions of imports', () => {
  it.each([
    ['engine/graph/', ['engine/graph/']],
    ['engine/expressions/', ['engine/expressions/', 'engine/graph/']],
    ['engine/decisions/', ['engine/decisions/', 'engine/expressions/', 'engine/graph/']],
    ['engine/core/', ['engine/core/', 'engine/graph/', 'engine/expressions/', 'engine/decisions/']],
    [
      'engine/deploy/',
      [
        'engine/deploy/',
        'engine/core/',
        'engine/graph/',
        'engine/expressions/',
        'engine/decisions/',
        'engine/engine.ts',
      ],
    ],
    [
      'engine/store/',
      [
        'engine/store/',
        'engine/core/',
        'engine/graph/',
        'engine/expressions/',
        'engine/decisions/',
        'engine/engine.ts',
      ],
    ],
    ['engine/', ['engine/']],
    ['lib/api/', ['lib/api/', 'engine/index.ts', 'lib/log.ts']],
    [
      'lib/console/',
      [
        'lib/console/',
        'lib/operations/contract.ts',
        'lib/models/',
        'engine/index.ts',
        'lib/db',
        'lib/engine.ts',
        'lib/auth/',
        'lib/log.ts',
        'lib/issue-words.ts',
      ],
    ],
    ['lib/models/', ['lib/models/', 'engine/index.ts', 'lib/db', 'lib/engine.ts']],
    [
      'lib/operations/',
      [
        'lib/operations/',
        'lib/models/',
        'engine/index.ts',
        'lib/db',
        'lib/engine.ts',
        'lib/auth/',
        'lib/log.ts',
        'lib/issue-words.ts',
      ],
    ],
    ['lib/auth/', ['lib/auth/', 'engine/index.ts', 'lib/db', 'lib/engine.ts', 'lib/log.ts']],
    ['lib/', ['lib/', 'engine/index.ts']],
    ['components/ui/', ['components/ui/']],
    ['components/', ['components/', 'lib/console/', 'lib/operations/contract.ts', 'lib/auth/permissions.ts']],
    ['app/', ['app/', 'components/', 'lib/']],
  ])('%s reaches only its neighbours below', (from, allowed) => {
    expect(strangeImports(from, allowed)).toEqual([]);
  });

  it("the browser's code loads nothing of the server", () => {
    expect(
      importers(/^(lib\/(db|engine|boot|database)|pg$|@prisma)/, [
        'lib/',
        'app/',
        'engine/',
        'instrumentation.ts',
        'prisma',
      ]),
    ).toEqual([]);
  });
});

/** Circles that lie in the matter. Whatever else goes round has two things in one file, or one thing in two. */
const circlesByNature: readonly { readonly files: RegExp; readonly because: string }[] = [
  {
    files: /^engine\/core\/(step|behaviors|element-behavior|trigger-behavior)\.ts$/,
    because: 'types alone: a step carries the registries of behaviours, and a behaviour takes a step',
  },
  {
    files: /^engine\/core\/moves\/[a-z-]+\.ts$/,
    because:
      'tokens go round: what is entered may complete at once, what completes enters what comes next, and an end takes what stands around it along',
  },
  {
    files: /^engine\/deploy\/read-(scope|element|sub-process|ad-hoc-sub-process)\.ts$/,
    because: 'sub-processes hold elements, some of which are sub-processes',
  },
];

/**
 * Files that reach each other by their imports: the strongly connected components with more than one file (Tarjan,
 * 1972).
 */
function circlesOf(all: readonly Source[]): readonly (readonly string[])[] {
  const importsOfFile = new Map(all.map(({ file, imports }) => [file, imports]));
  const visited = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    const own = visited.size;
    visited.set(file, own);
    let lowest = own;
    open.push(file);
    for (const next of importsOfFile.get(file) ?? []) {
      if (!importsOfFile.has(next)) continue;
      const at = visited.get(next);
      if (at === undefined) lowest = Math.min(lowest, visit(next));
      else if (open.includes(next)) lowest = Math.min(lowest, at);
    }
    if (lowest === own) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) found.push(circle.sort());
    }
    return lowest;
  };
  for (const file of importsOfFile.keys()) if (!visited.has(file)) visit(file);
  return found;
}

describe('circles of imports', () => {
  const circles = circlesOf(product);
  const isByNature = (circle: readonly string[]) =>
    circlesByNature.some(({ files }) => circle.every((file) => files.test(file)));

  it('are only those that lie in the matter', () => {
    expect(circles.filter((circle) => !isByNature(circle))).toEqual([]);
  });

  it('are there still, where one is named', () => {
    expect(
      circlesByNature.filter(({ files }) => !circles.some((circle) => circle.every((file) => files.test(file)))),
    ).toEqual([]);
  });

  it('are found', () => {
    const chain = (links: Readonly<Record<string, readonly string[]>>) =>
      circlesOf(Object.entries(links).map(([file, imports]) => ({ file, text: '', imports })));
    expect(chain({ a: ['b', 'x'], b: ['c'], c: ['a', 'd'], d: ['e'], e: ['d'], f: ['a'] })).toEqual([
      ['d', 'e'],
      ['a', 'b', 'c'],
    ]);
    expect(chain({ a: ['b', 'c'], b: ['c'], c: [] })).toEqual([]);
  });
});

describe('one room for each thing', () => {
  it('Prisma', () => {
    expect(
      importers(/^@prisma\/|^lib\/db/, [
        'lib/db',
        'lib/console/',
        'lib/auth/',
        'lib/models/',
        'lib/operations/',
        'engine/store/',
        'lib/boot-console.ts',
        'app/api/',
        'app/setup/',
        'app/sign-in/',
      ]),
    ).toEqual([]);
  });

  it('the environment', () => {
    // NEXT_RUNTIME and NODE_ENV are the framework's words, replaced when it builds.
    expect(
      occurrences(/process\.env\b(?!\.(NEXT_|NODE_ENV))/, [
        'lib/env.ts',
        'lib/database/embedded-postgres.ts',
        'lib/db/generated',
        'playwright.config.ts',
        '.ci/',
      ]),
    ).toEqual([]);
  });

  it('the words of a dialect', () => {
    // Comments may say what an attribute is called.
    const withoutComments = product.map((source) => ({
      ...source,
      text: source.text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ''),
    }));
    expect(
      occurrences(/['"`<](camunda|zeebe):/, ['engine/deploy/dialects/', 'lib/api/', 'samples/'], withoutComments),
    ).toEqual([]);
  });

  it('the diagram library', () => {
    expect(importers(/^(bpmn-js|diagram-js)/, ['components/diagram/'])).toEqual([]);
  });
});

describe('files', () => {
  it(`stay within ${maxLines} lines`, () => {
    const long = sources
      .filter(({ file, text }) => !isTest(file) && text.split('\n').length > maxLines + 1)
      .map(({ file }) => file);
    expect(long).toEqual([]);
  });

  it('are named after what they export', () => {
    expect(
      sources
        .map(({ file }) => file)
        .filter((file) => /(^|\/)(utils?|helpers?|common|managers?|services?|types?)\.[a-z]+$/.test(file)),
    ).toEqual([]);
  });

  it('export what another file uses, or keep it to themselves', () => {
    const users = new Map<string, number>();
    for (const { text } of sources)
      for (const word of new Set(text.match(/\w+/g))) users.set(word, (users.get(word) ?? 0) + 1);
    const lonely = product
      .filter(({ file }) => /^(components|engine|lib)\/.*\.tsx?$/.test(file))
      .flatMap(({ file, text }) =>
        [...text.matchAll(/^export (?:abstract |async )*(?:function\*?|const|let|class) (\w+)/gm)].flatMap(
          ([, name = '']) => (users.get(name) === 1 ? [`${file}: ${name}`] : []),
        ),
      );
    expect(lonely).toEqual([]);
  });

  it('speak of the product alone', () => {
    const pattern = new RegExp(
      `(?<![\\w/.-])/(${['wor' + 'k', 'roo' + 't', 'tm' + 'p/[a-z]'].join('|')})\\b|sub-?agent`,
      'i',
    );
    expect(occurrences(pattern, ['scripts/architecture.test.ts'], sources)).toEqual([]);
  });

  it('keep their promises', () => {
    const pattern = new RegExp(
      [
        'TO' + 'DO',
        'FIX' + 'ME',
        '@ts-' + 'ignore',
        '@ts-' + 'expect-error',
        'biome-' + 'ignore',
        '\\b(it|test|describe)\\.(skip|only|todo|fixme)\\b',
      ].join('|'),
    );
    expect(occurrences(pattern, [], sources)).toEqual([]);
  });
});
