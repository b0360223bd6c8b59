/**
 * How many calls of this process one endpoint may hold at a time: a receiver that answers slowly keeps its own
 * messages waiting, not everybody's.
 */
export class EndpointSlots {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** @returns whether there was one; each must be given back */
  take(endpointId: string): boolean {
    const count = this.taken.get(endpointId) ?? 0;
    if (count >= this.most) return false;
    this.taken.set(endpointId, count + 1);
    return true;
  }

  giveBack(endpointId: string): void {
    const left = (this.taken.get(endpointId) ?? 0) - 1;
    if (left > 0) this.taken.set(endpointId, left);
    else this.taken.delete(endpointId);
  }
}
