/** Runs work again and again with a pause between; never twice at the same time. A failure waits for the next turn. */
export class Periodic {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isStopped = false;
  private readonly intervalMs: number;
  private readonly work: () => Promise<unknown>;
  private readonly failed: (error: Error) => void;

  constructor(intervalMs: number, work: () => Promise<unknown>, failed: (error: Error) => void) {
    this.intervalMs = intervalMs;
    this.work = work;
    this.failed = failed;
    this.arm();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private arm(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.work().then(
        () => undefined,
        (error: unknown) => {
          this.failed(error instanceof Error ? error : new Error(String(error)));
        },
      );
      void this.running.then(() => {
        this.arm();
      });
    }, this.intervalMs);
  }
}
