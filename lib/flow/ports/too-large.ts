/** Something does not fit where it has to go. To try again does not help. */
export class TooLarge extends Error {
  readonly code = 'too-large';
  readonly bytes: number;
  readonly most: number;

  constructor(what: string, bytes: number, most: number) {
    super(`${what} has ${bytes} bytes, and at most ${most} are taken`);
    this.bytes = bytes;
    this.most = most;
  }
}
