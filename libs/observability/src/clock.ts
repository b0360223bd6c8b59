import { Injectable } from '@nestjs/common';

/** The time of day, injected so that tests can hold it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

const PARIS_DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The civil date in Paris, `YYYY-MM-DD`. */
export const parisDay = (moment: Date): string => PARIS_DAY.format(moment);
