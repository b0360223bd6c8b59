declare module 'saxon-js' {
  export interface TransformOptions {
    /** A stylesheet compiled by xslt3, parsed from JSON. */
    stylesheetInternal: unknown;
    stylesheetBaseURI?: string;
    sourceText: string;
    destination: 'serialized';
  }
  const SaxonJS: {
    transform(options: TransformOptions, mode: 'sync'): { principalResult: string };
  };
  // eslint-disable-next-line import/no-default-export
  export default SaxonJS;
}
