import { blankPage, rawPdf, type RawObject } from '../../formats/testing/raw-pdf.js';

/** An sRGB-like profile as far as its header goes. */
const profile = (): Buffer => {
  const bytes = Buffer.alloc(128);
  bytes[8] = 2;
  bytes.write('mntrRGB ', 12, 'latin1');
  bytes.write('acsp', 36, 'latin1');
  return bytes;
};

const property = (name: string): string =>
  `<rdf:li rdf:parseType="Resource"><p:name>${name}</p:name><p:valueType>Text</p:valueType><p:category>external</p:category><p:description>${name}</p:description></rdf:li>`;

const NAMES = ['DocumentFileName', 'DocumentType', 'Version', 'ConformanceLevel'];
const FX = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#';

const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="3" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:fx="${FX}" fx:DocumentType="INVOICE" fx:DocumentFileName="factur-x.xml" fx:Version="1.0" fx:ConformanceLevel="EN 16931"/>
<rdf:Description rdf:about="" xmlns:e="http://www.aiim.org/pdfa/ns/extension/" xmlns:s="http://www.aiim.org/pdfa/ns/schema#" xmlns:p="http://www.aiim.org/pdfa/ns/property#">
<e:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><s:schema>Factur-X</s:schema><s:namespaceURI>${FX}</s:namespaceURI><s:prefix>fx</s:prefix><s:property><rdf:Seq>${NAMES.map(property).join('')}</rdf:Seq></s:property></rdf:li></rdf:Bag></e:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>`;

/** The parts of a hybrid PDF, each a text in which something can be replaced. */
const PARTS = {
  catalog:
    '/Metadata 4 0 R/AF[5 0 R]/Names<</EmbeddedFiles<</Names[(factur-x.xml) 5 0 R]>>>>/OutputIntents[<</S/GTS_PDFA1/DestOutputProfile 9 0 R>>]',
  page: '/Contents 7 0 R/Resources<</X 8 0 R>>',
  trailer: '/ID[<01><02>]',
  xmp: XMP,
  spec: '<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/AFRelationship/Alternative/EF<</F 6 0 R>>>>',
  file: '/Type/EmbeddedFile/Subtype/text#2Fxml/Params<</ModDate(D:20260601080000Z)>>',
  content: '1 0 0 rg',
  contentDict: '',
  /** Object 8, which the page's resources name. */
  extra: '<<>>',
  /** The dictionary of the colour profile. */
  intent: '/N 3',
} as const;

/** A part, what is replaced in it, and by what. */
export type Damage = readonly [part: keyof typeof PARTS, from: string, to: string];

/**
 * A hybrid PDF without any fault, then damaged. `objects` replace the object 8 and the data of the colour profile, and
 * are added behind it, from number 10 on.
 */
export const hybridPdf = (
  damages: readonly Damage[] = [],
  { extra, icc = profile(), more = [] }: { extra?: RawObject; icc?: Buffer; more?: readonly RawObject[] } = {},
): Buffer => {
  const part = (name: keyof typeof PARTS): string => {
    const own = damages.filter(([where]) => where === name);
    for (const [, from] of own) if (!PARTS[name].includes(from)) throw new Error(`${name} has no ${from}`);
    return own.reduce<string>((text, [, from, to]) => text.replace(from, () => to), PARTS[name]);
  };
  return rawPdf(
    [
      ...blankPage(part('catalog'), part('page')),
      { dict: '/Type/Metadata/Subtype/XML', data: Buffer.from(part('xmp')) },
      part('spec'),
      { dict: part('file'), data: Buffer.from('<Invoice/>') },
      { dict: part('contentDict'), data: Buffer.from(part('content'), 'latin1') },
      extra ?? part('extra'),
      { dict: part('intent'), data: icc },
      ...more,
    ],
    part('trailer'),
  );
};
