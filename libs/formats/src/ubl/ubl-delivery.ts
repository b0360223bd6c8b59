import type { Delivery, Identifier, Said } from '@onefacture/invoice';
import { given } from '../given.js';

/** cac:Delivery. */
export interface UblDelivery {
  readonly date?: string;
  readonly id?: Said<Identifier>;
  readonly name?: string;
  readonly address?: NonNullable<Said<Delivery>['address']>;
}

const SIRET = '0009';

/** BG-13 in UBL's shape; UBL holds one identifier of the place, the SIRET first. */
export const ublDelivery = (
  delivery: Said<Delivery> | undefined,
  date: string | undefined,
): UblDelivery | undefined => {
  const { name, siret, identifiers, address } = delivery ?? {};
  return given<UblDelivery>({
    date,
    name,
    id: siret === undefined ? identifiers?.[0] : { scheme: SIRET, value: siret },
    address,
  });
};

/** UBL's delivery in the model's shape, without its date. */
export const deliveryOf = (view: UblDelivery | undefined): Said<Delivery> | undefined => {
  const { id, name, address } = view ?? {};
  const siret = id?.scheme === SIRET;
  return given<Said<Delivery>>({
    name,
    siret: siret ? id.value : undefined,
    identifiers: siret || id === undefined ? [] : [id],
    address,
  });
};
