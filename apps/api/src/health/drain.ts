import { Injectable } from '@nestjs/common';

/** Whether this process is on its way out; then it takes no new work from a load balancer. */
@Injectable()
export class Drain {
  #draining = false;

  get draining(): boolean {
    return this.#draining;
  }

  begin(): void {
    this.#draining = true;
  }
}
