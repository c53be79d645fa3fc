/** What a bicycle workshop has to say beyond what all businesses say. */
export interface Bicycle {
  readonly wanted: object;
  readonly told: { readonly type: 'Collect' };
  readonly fulfillment: { readonly stage?: string };
}
