/** Which of a platform's partners serves a provider. */
export type ByProvider<Partner> = (providerId: string) => Partner;

/** One partner for all providers but those that have one of their own. */
export const byProvider =
  <Partner>(usual: Partner, own: Readonly<Record<string, Partner>> = {}): ByProvider<Partner> =>
  (providerId) =>
    (Object.hasOwn(own, providerId) ? own[providerId] : undefined) ?? usual;
