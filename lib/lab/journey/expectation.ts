/** A story that did not go as it should. */
export class StoryFailed extends Error {
  readonly expected: string;
  readonly actual: string;

  constructor(expected: string, actual: string) {
    super(`expected ${expected}, but ${actual}`);
    this.name = 'StoryFailed';
    this.expected = expected;
    this.actual = actual;
  }
}

export function expect(isMet: boolean, expected: string, actual: string): asserts isMet {
  if (!isMet) throw new StoryFailed(expected, actual);
}
