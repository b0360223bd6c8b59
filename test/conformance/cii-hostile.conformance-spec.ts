import { readCii, writeCii } from '@onefacture/formats';
import { describe } from 'vitest';
import { survivesDamage } from './hostile.js';
import { NOT_HERE, suite } from './official-standards.js';

describe.skipIf(NOT_HERE)(suite('damaged CII'), () => {
  survivesDamage({
    files: [
      'cii/afnor-012-annexB/UC5b_F202500011_00-CN_20250703_CII.xml',
      'cii/akretion/factur-x-extended.xml',
      'cii/cen-examples-cii/CII_example5.xml',
      'cii/gobl-cii/parse__CII_example2.xml',
      'cii/zugferd-corpus-xmlrechnung/EN16931_Einfach.cii.xml',
    ],
    read: readCii,
    write: (document) => writeCii(document, 'EXTENDED_CTC_FR'),
    enough: 80,
  });
});
