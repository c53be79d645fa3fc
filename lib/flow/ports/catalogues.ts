import type { Stock } from '../../domain/business.ts';
import type { BusinessName } from '../../language/business.ts';

export interface Catalogues {
  /** What a business sells, held in memory, at most some seconds old. */
  stock(business: BusinessName): Promise<Stock>;
}
