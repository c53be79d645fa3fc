import type { Amount, Label } from './commands.ts';
import type { Span } from './needs.ts';

/** What a buyer looks for. */
export interface Query {
  readonly text?: string;
  readonly provider?: {
    readonly id?: string;
    readonly name?: string;
    readonly code?: string;
    readonly rating?: string;
  };
  readonly item?: { readonly id?: string; readonly name?: string; readonly code?: string };
  readonly category?: { readonly id?: string; readonly name?: string; readonly code?: string };
  readonly amount?: Amount;
  readonly fulfillmentType?: string;
  readonly span?: Span;
  readonly near?: { readonly lat: number; readonly lon: number; readonly radiusMeters: number };
  readonly labels: readonly Label[];
}
