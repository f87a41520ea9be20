/** Answers that are kept until something makes all of them doubtful. */
const MAX_ANSWERS = 10_000;

/** What was asked and found, asked once however many want to know. */
export class KeptAnswers<T> {
  private readonly answers = new Map<string, Promise<T | null>>();

  get(id: string, ask: () => Promise<T | null>): Promise<T | null> {
    const known = this.answers.get(id);
    if (known) return known;
    if (this.answers.size >= MAX_ANSWERS) this.answers.clear();
    const asked = ask();
    this.answers.set(id, asked);
    // What is not there yet may be there in a moment, and a failure is none for the next.
    const drop = (): void => {
      if (this.answers.get(id) === asked) this.answers.delete(id);
    };
    asked.then((answer) => {
      if (answer === null) drop();
    }, drop);
    return asked;
  }

  forget(): void {
    this.answers.clear();
  }
}
