export interface Questions {
  /** Whether this delivery is to answer: the first with the bytes of that name is, each time that it comes. */
  isFirst(name: string, delivery: string): Promise<boolean>;
}
