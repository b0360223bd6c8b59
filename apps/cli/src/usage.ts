/** A mistake on the command line: the sentence to print, before the hint at `help`. */
export class UsageError extends Error {}

export const USAGE = `onefacture: French e-invoices on the command line

  onefacture read FILE [--json] [--language fr|en]
      What an invoice says: CII, UBL, Factur-X (PDF) or JSON; and what was met that has no place in the model.

  onefacture convert FILE --to cii|ubl|facturx|json|readable [--profile PROFILE] [--language fr|en] [--format pdf|html]
                     [--pdf PAGE.pdf] [-o OUT]
      Any to any. What the target cannot carry is listed on stderr. --format: of the readable page. --pdf: your own page,
      for facturx.

  onefacture render FILE [--format pdf|html] [--language fr|en] [-o OUT]
      A page for people that shows all the document says: convert --to readable.

  onefacture validate FILE... [--json] [--rulesets profile|fr-ctc|all] [--received] [--language fr|en]
      Every rule there is, on one file or many: container, schema, EN 16931, the profile's and the French rules, our own
      checks. --received: somebody else's documents, on which our own checks are warnings.

PROFILE is MINIMUM, BASIC_WL, BASIC, EN16931, EXTENDED or EXTENDED_CTC_FR; by default the document's own.
-o - writes to standard output. Without -o text goes there too, and a PDF into a file named after the invoice.

Exit code: 0 done, 1 a document cannot be read or made or is not valid, 2 a mistake on the command line.
`;
