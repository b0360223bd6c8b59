/** The key an organisation brought itself, as far as this process knows. */
export interface OrganisationKey {
  /** As in the header of sealed values. */
  readonly keyId: string;
  readonly state: 'active' | 'destroyed';
}

/** Which organisations have a key of their own. Asked for every sealed value, so the answer is in memory. */
export abstract class OrganisationKeyring {
  /** Undefined for an organisation whose values are under the key of all. */
  abstract find(organizationId: string): OrganisationKey | undefined;
}
