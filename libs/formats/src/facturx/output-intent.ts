import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import type { PdfFile } from '../pdf/pdf-file.js';
import { PdfDict, PdfName, PdfStream, textString, type PdfValue } from '../pdf/pdf-value.js';
import { componentsOf } from '../pdf/preflight/colour-check.js';

/** The output intents with one for PDF/A among them, and the components of its profile. */
export function outputIntents(file: PdfFile): { value: PdfValue[]; components: number } {
  const present = file.array(file.catalog, 'OutputIntents').map((intent) => file.resolve(intent));
  const withProfile = present.flatMap((intent) => {
    const profile = file.get(intent, 'DestOutputProfile');
    return intent instanceof PdfDict && profile instanceof PdfStream ? [{ intent, profile }] : [];
  });
  const chosen = withProfile.find(({ intent }) => file.name(intent, 'S') === 'GTS_PDFA1') ?? withProfile[0];
  const components = chosen === undefined ? undefined : componentsOf(file, chosen.profile);
  if (chosen === undefined || components === undefined) return { value: [srgbIntent(file)], components: 3 };
  const intent = PdfDict.of({
    Type: new PdfName('OutputIntent'),
    S: new PdfName('GTS_PDFA1'),
    OutputConditionIdentifier: chosen.intent.get('OutputConditionIdentifier') ?? textString('Custom'),
    Info: chosen.intent.get('Info'),
    DestOutputProfile: chosen.intent.get('DestOutputProfile'),
  });
  return { value: [intent], components };
}

let srgb: Uint8Array | undefined;

function srgbIntent(file: PdfFile): PdfDict {
  srgb ??= deflateSync(
    readFileSync(
      new URL('data/sRGB_IEC61966_2_1.icc', pathToFileURL(createRequire(import.meta.url).resolve('pdfkit'))),
    ),
  );
  const dict = PdfDict.of({ N: 3, Filter: new PdfName('FlateDecode') });
  return PdfDict.of({
    Type: new PdfName('OutputIntent'),
    S: new PdfName('GTS_PDFA1'),
    OutputConditionIdentifier: textString('sRGB IEC61966-2.1'),
    Info: textString('sRGB IEC61966-2.1'),
    DestOutputProfile: file.add(new PdfStream(dict, srgb)),
  });
}
