import { Chance } from './chance.ts';
import { ModelWriter, type Notation } from './model-writer.ts';

const MAX_DEPTH = 3;
const MAX_BLOCKS = 5;
const MAX_BRANCHES = 3;
/** Of each boundary event, of a handler, of several instances. */
const EXTRA = 0.2;
const RARELY = 0.1;

/** What every random model may call. */
export const CALLED_ID = 'called';

/** A part with one way in and one way out. */
interface Piece {
  readonly entry: string;
  readonly exit: string;
}
/** What an enclosing scope catches, so that it may be thrown inside. */
interface Around {
  readonly depth: number;
  readonly errorCode: string | null;
  readonly isInTransaction: boolean;
  /** A join waits for this branch, so its token may not just end. */
  readonly isJoined: boolean;
}

/** A process of nested blocks, the same for the same seed. */
export function randomModel(notation: Notation, seed: number): string {
  return new RandomModel(notation, new Chance(seed)).write();
}

/** The called process: one piece of work in a scope of its own. */
export function calledModel(notation: Notation): string {
  const writer = new ModelWriter(notation);
  const ids = [writer.element('startEvent', 'begin'), writer.work('work'), writer.element('endEvent', 'end')];
  ids.slice(1).forEach((id, n) => {
    writer.flow(ids[n] ?? '', id);
  });
  return writer.text(CALLED_ID);
}

class RandomModel {
  private readonly writer: ModelWriter;
  private readonly chance: Chance;

  constructor(notation: Notation, chance: Chance) {
    this.writer = new ModelWriter(notation);
    this.chance = chance;
  }

  write(): string {
    this.body({ depth: 0, errorCode: null, isInTransaction: false, isJoined: false });
    return this.writer.text('random');
  }

  private get isSeven(): boolean {
    return this.writer.notation === 7;
  }

  /** Start, some blocks, end. */
  private body(around: Around): void {
    const start = this.writer.element('startEvent', this.writer.id('start'));
    const { entry, exit } = this.sequence(around);
    this.writer.flow(start, entry);
    this.writer.flow(exit, this.writer.element('endEvent', this.writer.id('end')));
  }

  private sequence(around: Around): Piece {
    const count = this.chance.between(1, Math.max(1, MAX_BLOCKS - 2 * around.depth));
    const pieces = Array.from({ length: count }, () => this.block(around));
    pieces.slice(1).forEach(({ entry }, n) => {
      this.writer.flow(pieces[n]?.exit ?? '', entry);
    });
    return { entry: pieces[0]?.entry ?? '', exit: pieces.at(-1)?.exit ?? '' };
  }

  private block(around: Around): Piece {
    const simple = [
      () => this.work(),
      () => this.work(),
      () => this.userTask(),
      () => this.waiting(),
      () => this.passing(),
      () => this.undo(),
      () => this.link(),
      () => this.eventBased(),
      () => this.call(),
      () => this.ending(around),
      ...(around.depth > 0 ? [() => this.ending(around), () => this.escalation()] : []),
    ];
    const nested = [
      () => this.exclusive(around),
      () => this.parallel(around),
      () => this.subProcess(around),
      () => this.subProcess(around),
      () => this.subProcess(around),
      () => this.inclusive(around),
      ...(this.isSeven ? [] : [() => this.adHoc(around)]),
    ];
    return this.chance.pick(around.depth < MAX_DEPTH ? [...simple, ...nested] : simple)();
  }

  private attributes(): string {
    if (!this.isSeven) return '';
    return `${this.chance.happens(RARELY) ? ' camunda:asyncBefore="true"' : ''}${this.chance.happens(RARELY) ? ' camunda:asyncAfter="true"' : ''}`;
  }

  private loop(): string {
    return this.chance.happens(EXTRA) ? this.writer.loop(this.chance.happens(0.5), this.chance.between(0, 3)) : '';
  }

  private work(): Piece {
    return this.withBoundaries(this.writer.work(this.writer.id('work'), this.attributes(), this.loop()), false);
  }
  private userTask(): Piece {
    return this.withBoundaries(this.writer.userTask(this.writer.id('user'), this.attributes(), this.loop()), false);
  }

  private call(): Piece {
    const id = this.writer.callActivity(this.writer.id('call'), CALLED_ID, this.attributes(), this.loop());
    return this.withBoundaries(id, true, `code-${id}`);
  }

  private waiting(): Piece {
    const { writer } = this;
    if (this.chance.happens(0.3))
      return this.withBoundaries(
        writer.element('receiveTask', writer.id('receive'), ` messageRef="${writer.messageRef()}"`),
        false,
      );
    return single(
      writer.element(
        'intermediateCatchEvent',
        writer.id('catch'),
        '',
        this.chance.pick([writer.timer, writer.message(), writer.signal()]),
      ),
    );
  }

  private passing(): Piece {
    const { writer } = this;
    const throwing = ['', writer.signal(), writer.declared('escalation', 'up')];
    return single(
      this.chance.happens(0.5)
        ? writer.element('task', writer.id('task'), this.attributes())
        : writer.element('intermediateThrowEvent', writer.id('throw'), '', this.chance.pick(throwing)),
    );
  }

  private undo(): Piece {
    return single(
      this.writer.element('intermediateThrowEvent', this.writer.id('undo'), '', '<compensateEventDefinition/>'),
    );
  }

  private escalation(): Piece {
    return single(
      this.writer.element(
        'intermediateThrowEvent',
        this.writer.id('throw'),
        '',
        this.writer.declared('escalation', 'up'),
      ),
    );
  }

  private link(): Piece {
    const entry = this.writer.id('away');
    const exit = this.writer.id('there');
    this.writer.element('intermediateThrowEvent', entry, '', `<linkEventDefinition name="${exit}"/>`);
    this.writer.element('intermediateCatchEvent', exit, ` name="${exit}"`, `<linkEventDefinition name="${exit}"/>`);
    return { entry, exit };
  }

  private eventBased(): Piece {
    const { writer } = this;
    const entry = writer.element('eventBasedGateway', writer.id('first'));
    const exit = writer.element('exclusiveGateway', writer.id('merge'));
    for (const definition of [writer.timer, writer.message()]) {
      const event = writer.element('intermediateCatchEvent', writer.id('catch'), '', definition);
      writer.flow(entry, event);
      writer.flow(event, exit);
    }
    return { entry, exit };
  }

  /** A branch that may end more than itself. */
  private ending({ errorCode, isInTransaction, isJoined }: Around): Piece {
    const { writer } = this;
    const quiet = isJoined ? [] : [writer.declared('escalation', 'up'), '<compensateEventDefinition/>'];
    const definitions = [
      '<terminateEventDefinition/>',
      ...quiet,
      ...(errorCode === null ? [] : [writer.declared('error', errorCode), writer.declared('error', errorCode)]),
      ...(isInTransaction ? ['<cancelEventDefinition/>', '<cancelEventDefinition/>'] : []),
    ];
    return this.split('exclusiveGateway', 'exclusiveGateway', [
      () => {
        const end = writer.element('endEvent', writer.id('stop'), '', this.chance.pick(definitions));
        return { entry: end, exit: null };
      },
      () => single(writer.element('task', writer.id('task'))),
    ]);
  }

  private exclusive(around: Around): Piece {
    return this.split('exclusiveGateway', 'exclusiveGateway', this.branches(around));
  }
  private inclusive(around: Around): Piece {
    return this.split('inclusiveGateway', 'inclusiveGateway', this.branches({ ...around, isJoined: true }));
  }
  private parallel(around: Around): Piece {
    return this.split('parallelGateway', 'parallelGateway', this.branches({ ...around, isJoined: true }));
  }

  private branches(around: Around): (() => Piece)[] {
    return Array.from(
      { length: this.chance.between(2, MAX_BRANCHES) },
      () => () => this.sequence({ ...around, depth: around.depth + 1 }),
    );
  }

  private split(
    forkTag: string,
    joinTag: string,
    branches: readonly (() => { entry: string; exit: string | null })[],
  ): Piece {
    const { writer } = this;
    const entry = writer.id('fork');
    const exit = writer.element(joinTag, writer.id('join'));
    let defaultFlow = '';
    branches.forEach((branch, n) => {
      const piece = branch();
      const isDefault = n === branches.length - 1;
      const flow = writer.flow(
        entry,
        piece.entry,
        forkTag === 'parallelGateway' || isDefault ? undefined : `v > ${this.chance.below(10)}`,
      );
      if (isDefault && forkTag !== 'parallelGateway') defaultFlow = ` default="${flow}"`;
      if (piece.exit !== null) writer.flow(piece.exit, exit);
    });
    writer.element(forkTag, entry, defaultFlow);
    return { entry, exit };
  }

  private subProcess({ depth }: Around): Piece {
    const { writer } = this;
    const isTransaction = this.isSeven && this.chance.happens(EXTRA);
    const id = writer.id('sub');
    const errorCode = this.chance.happens(2 * EXTRA) ? `code-${id}` : null;
    writer.scope(isTransaction ? 'transaction' : 'subProcess', id, this.attributes(), this.loop(), () => {
      this.body({ depth: depth + 1, errorCode, isInTransaction: isTransaction, isJoined: false });
      const undoes = this.isSeven && this.chance.happens(EXTRA);
      if (undoes) this.eventSubProcess(depth + 1, '<compensateEventDefinition/>', true);
      if (this.chance.happens(EXTRA))
        this.eventSubProcess(
          depth + 1,
          this.chance.pick([writer.message(), writer.timer, writer.signal()]),
          this.chance.happens(0.5),
        );
    });
    const canceled = isTransaction
      ? [writer.element('boundaryEvent', writer.id('cancel'), ` attachedToRef="${id}"`, '<cancelEventDefinition/>')]
      : [];
    return this.withBoundaries(id, true, errorCode, canceled);
  }

  /** All that is in it is activated, or a worker decides; nothing in it starts or ends it. */
  private adHoc({ depth }: Around): Piece {
    const { writer } = this;
    const id = writer.id('adhoc');
    const isWorkers = this.chance.happens(0.5);
    const extension = isWorkers
      ? `<zeebe:taskDefinition type="${id}"/>`
      : '<zeebe:adHoc activeElementsCollection="=for e in adHocSubProcessElements return e.elementId" outputCollection="all" outputElement="=[v]"/>';
    const isConditional = !isWorkers && this.chance.happens(0.5);
    writer.scope(
      'adHocSubProcess',
      id,
      this.chance.happens(0.5) ? ' cancelRemainingInstances="false"' : '',
      `<extensionElements>${extension}</extensionElements>${this.loop()}`,
      () => {
        const first = writer.work(writer.id('work'), '', this.loop());
        writer.flow(first, writer.userTask(writer.id('user')));
        if (this.chance.happens(0.5)) writer.element('task', writer.id('task'));
        if (depth + 1 < MAX_DEPTH)
          writer.scope('subProcess', writer.id('sub'), '', this.loop(), () =>
            this.body({ depth: depth + 1, errorCode: null, isInTransaction: false, isJoined: false }),
          );
        if (this.chance.happens(EXTRA))
          this.eventSubProcess(
            depth + 1,
            this.chance.pick([writer.message(), writer.timer, writer.signal()]),
            this.chance.happens(0.5),
          );
        if (isConditional)
          writer.add(
            `<completionCondition xsi:type="tFormalExpression">${writer.expression('v >= 0')}</completionCondition>`,
          );
      },
    );
    return this.withBoundaries(id, true);
  }

  private eventSubProcess(depth: number, definition: string, isInterrupting: boolean): void {
    const { writer } = this;
    writer.scope('subProcess', writer.id('event'), ' triggeredByEvent="true"', '', () => {
      const start = writer.element('startEvent', writer.id('start'), ` isInterrupting="${isInterrupting}"`, definition);
      const { entry, exit } = this.sequence({
        depth: Math.min(depth + 1, MAX_DEPTH),
        errorCode: null,
        isInTransaction: false,
        isJoined: false,
      });
      writer.flow(start, entry);
      writer.flow(exit, writer.element('endEvent', writer.id('end')));
    });
  }

  /** What hangs on an activity: interrupting events lead to where it leads, the others to an end of their own. */
  private withBoundaries(
    host: string,
    isScope: boolean,
    errorCode: string | null = this.chance.happens(EXTRA) ? `code-${host}` : null,
    canceled: readonly string[] = [],
  ): Piece {
    const { writer } = this;
    const exits = [...canceled];
    const boundary = (definition: string, mayGoOn: boolean): void => {
      const isInterrupting = !mayGoOn || this.chance.happens(0.5);
      const event = writer.element(
        'boundaryEvent',
        writer.id('boundary'),
        ` attachedToRef="${host}"${isInterrupting ? '' : ' cancelActivity="false"'}`,
        definition,
      );
      if (isInterrupting) {
        exits.push(event);
        return;
      }
      const task = writer.work(writer.id('beside'));
      writer.flow(event, task);
      writer.flow(task, writer.element('endEvent', writer.id('end')));
    };
    if (this.chance.happens(EXTRA)) boundary(writer.timer, true);
    if (this.chance.happens(EXTRA)) boundary(writer.message(), true);
    if (errorCode !== null) boundary(writer.declared('error', errorCode), false);
    if (isScope && this.chance.happens(EXTRA)) boundary(writer.declared('escalation', 'up'), true);
    if (this.chance.happens(EXTRA) && !this.hasOwnUndoing(host)) this.handler(host);
    if (exits.length === 0) return single(host);
    const merge = writer.element('exclusiveGateway', writer.id('merge'));
    for (const exit of [host, ...exits]) writer.flow(exit, merge);
    return { entry: host, exit: merge };
  }

  /**
   * A compensation event sub-process and a handler exclude each other; only sub-processes of Camunda 7 have the former.
   */
  private hasOwnUndoing(host: string): boolean {
    return this.isSeven && host.startsWith('sub');
  }

  private handler(host: string): void {
    const { writer } = this;
    const boundary = writer.element(
      'boundaryEvent',
      writer.id('undone'),
      ` attachedToRef="${host}"`,
      '<compensateEventDefinition/>',
    );
    const handler = writer.work(writer.id('handler'), ' isForCompensation="true"', this.loop());
    writer.associate(boundary, handler);
  }
}

const single = (id: string): Piece => ({ entry: id, exit: id });
