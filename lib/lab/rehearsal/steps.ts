export type Print = (line: string) => void;

export interface Steps {
  /** Does it, and tells how long it took. */
  step<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
  readonly print: Print;
}

export const steps = (say: Print): Steps => ({
  async step(name, work) {
    const begun = performance.now();
    const tell = (outcome: string) => say(`${outcome} ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
    try {
      const result = await work();
      tell('✓');
      return result;
    } catch (error) {
      tell('✗');
      throw error;
    }
  },
  print: (line) => say(`    ${line}`),
});
