export interface Bus {
  publish(
    events: readonly { readonly source: string; readonly detailType: string; readonly detail: object }[],
  ): Promise<void>;
}
