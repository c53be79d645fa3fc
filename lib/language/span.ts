/** A span of business time in epoch milliseconds, half open: the end belongs to the next. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
