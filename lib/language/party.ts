/** The people behind an order. Whoever adds a field here has to judge it in `lib/domain/personal.ts`. */

export interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
}

export interface Billing extends Contact {
  readonly address?: string;
  readonly taxId?: string;
}

export interface Vehicle {
  readonly make?: string;
  readonly model?: string;
  readonly category?: string;
  readonly energyType?: string;
  readonly registration?: string;
}

/** Whom an order is for. */
export interface Party {
  readonly billing: Billing;
  readonly customer: Contact;
}
