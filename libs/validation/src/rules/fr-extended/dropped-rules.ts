import type { Syntax } from '@onefacture/formats';

/** Ids by what they begin with: `BR: 22 23` is BR-22 and BR-23. */
const idsOf = (rows: string): readonly string[] =>
  rows
    .trim()
    .split('\n')
    .flatMap((row) => {
      const [start = '', numbers = ''] = row.trim().split(': ');
      return numbers.split(' ').map((number) => `${start}-${number}`);
    });

const both = idsOf(`
  BR: 22 23 24 26 27 28 54
  BR-AE: 08
  BR-AF: 01 08
  BR-AG: 08
  BR-CL: 10 20 24
  BR-CO: 04 10 11 12 13 15 17
  BR-E: 01 08
  BR-G: 01 08
  BR-IC: 01 08
  BR-O: 01 02 03 04 08 11 12 13 14
  BR-S: 01 08 09 10
  BR-Z: 01 08 10
`);

const inCii = idsOf(`
  BR: 38 44
  BR-AE: 01
  BR-AF: 10
  BR-AG: 01 10
  BR-CL: 07
  BR-CO: 22 24
  BR-O: 09 10
  CII-DT: 018 024 027 052 058 098
  CII-SR: 039 040 041 068 070 106 107 108 127 128 148 156 164 170 173 174 175 200 201 210 278 293 305 333 334 350
  CII-SR: 351 352 353 354 355 356 357 358 359 360 361 362 363 365 366 422 439 458 464 467 468 469 470 471 472 473
  CII-SR: 474 475 476 477 478 479 480 481 482 483 484 485 486 487 488 489 490 491 492 493 494
`);

const inUbl = idsOf(`
  UBL-CR: 018 026 047 096 099 194 195 258 259 269 270 271 272 273 274 288 410 439 480 481 490 523 524 525 528 529
  UBL-CR: 530 531 550 561 563 600 601 609 611 619 633 634 645 662 669 670
  UBL-SR: 04 16 20 34 37 48 52
`);

/** Rules that stay under their id and ask another thing; BR-CO-03 of CII stands behind rules that take every VAT group. */
const changed: Readonly<Record<Syntax, readonly string[]>> = {
  CII: ['BR-CO-03', 'CII-SR-454'],
  UBL: ['BR-55', 'UBL-SR-06', 'UBL-SR-07'],
};

/** What EXTENDED-CTC-FR 1.4.0.03 leaves out of EN 16931 1.3.16, or replaces. */
export const NOT_IN_FR_EXTENDED: Readonly<Record<Syntax, ReadonlySet<string>>> = {
  CII: new Set([...both, ...inCii, ...changed.CII]),
  UBL: new Set([...both, ...inUbl, ...changed.UBL]),
};
