import type { PlatformHttp } from '../../http/platform-http.js';
import type { Call } from '../../ports/connection.js';
import type {
  Acknowledgement,
  FlowReference,
  FlowStatus,
  InvoiceIdentity,
  PlatformFlow,
  ReportedStatus,
} from '../../ports/flow.js';
import type { ChorusInvoices } from './chorus-invoices.js';
import { acknowledgementOf, isDouble } from './flow-report.js';
import { needsFrame, reportedStatus } from './statuses.js';
import type { FlowReport, FoundInvoice, HistoryEntry } from './wire.js';

const OK: Acknowledgement = { status: 'Ok', details: [] };

/** Finds what we deposited and follows it: the flow first, the invoice it became afterwards. */
export class ChorusTracking {
  constructor(
    private readonly invoices: ChorusInvoices,
    private readonly http: PlatformHttp,
  ) {}

  /** Our flow, by its number or by the invoice's; a lifecycle message by what it did to the invoice. */
  async find(reference: FlowReference, call: Call): Promise<PlatformFlow | null> {
    if (reference.syntax === 'CDAR') return await this.#completion(reference, call);
    const { flow_id } = reference;
    if (flow_id !== undefined && invoiceIdIn(flow_id) === undefined) {
      const report = await this.invoices.report(flow_id, call);
      if (report !== null) return this.#flow(reference, call, { flow_id, report });
    }
    const ours = await this.#ours(reference, call);
    return ours === null ? null : this.#flow(reference, call, ours);
  }

  /** Acknowledgement and statuses of one flow; null when Chorus Pro does not know it (yet). */
  async status(reference: FlowReference & { readonly flow_id: string }, call: Call): Promise<FlowStatus | null> {
    const { flow_id, invoice } = reference;
    if (invoiceIdIn(flow_id) !== undefined) {
      const found = await this.invoices.find(invoice, undefined, call);
      if (found === null) return null;
      return { flow_id, acknowledgement: OK, statuses: await this.#statuses(flow_id, found, null, call) };
    }
    const report = await this.invoices.report(flow_id, call);
    if (report === null) return null;
    const acknowledgement = acknowledgementOf(report, invoice.number);
    if (acknowledgement.status === 'Ok') {
      const found = await this.invoices.find(invoice, flow_id, call);
      const statuses = found === null ? [] : await this.#statuses(flow_id, found, report, call);
      return { flow_id, acknowledgement, statuses };
    }
    const earlier = isRefusedDouble(acknowledgement) ? await this.#ours(reference, call) : null;
    if (earlier?.found === undefined) return { flow_id, acknowledgement, statuses: [] };
    return { flow_id, acknowledgement: OK, statuses: await this.#statuses(flow_id, earlier.found, report, call) };
  }

  /** The id Chorus Pro gave an invoice of ours, null while it has none. */
  async invoiceId(invoice: InvoiceIdentity, flowId: string | undefined, call: Call): Promise<number | null> {
    const known = flowId === undefined ? undefined : invoiceIdIn(flowId);
    if (known !== undefined) return known;
    return (await this.invoices.find(invoice, flowId, call))?.identifiantFactureCPP ?? null;
  }

  /** The invoice of that number, unless the file it came in is told to be another than ours. */
  async #ours({ invoice, tracking_id }: FlowReference, call: Call): Promise<Taken | null> {
    const found = await this.invoices.find(invoice, undefined, call);
    if (found === null) return null;
    const { numeroFluxDepot: number } = found;
    const report = number === undefined ? null : await this.invoices.report(number, call);
    const name = report?.nomFichier;
    if (name !== undefined && !name.includes(tracking_id)) return null;
    return { flow_id: number ?? `facture:${found.identifiantFactureCPP}`, report, found };
  }

  /** Only a suspended invoice can be completed: one that is no longer suspended was. */
  async #completion(reference: FlowReference, call: Call): Promise<PlatformFlow | null> {
    const found = await this.invoices.find(reference.invoice, undefined, call);
    if (found === null || found.statut === undefined || found.statut === 'SUSPENDUE') return null;
    return this.#flow(reference, call, { flow_id: `facture:${found.identifiantFactureCPP}`, report: null, found });
  }

  #flow(reference: FlowReference, call: Call, { flow_id, report, found }: Taken): PlatformFlow {
    const submitted = report?.dateDepotFlux ?? found?.dateDepot;
    const updated = report?.dateHeureEtatCourantFlux ?? found?.dateHeureEtatCourant ?? submitted;
    if (updated === undefined) throw this.http.unreadable(call);
    return {
      flow_id,
      tracking_id: reference.tracking_id,
      ...(report?.nomFichier === undefined ? {} : { name: report.nomFichier }),
      direction: 'Out',
      type: reference.syntax === 'CDAR' ? 'CustomerInvoiceLC' : 'CustomerInvoice',
      syntax: reference.syntax ?? 'Undefined',
      acknowledgement: report === null ? OK : acknowledgementOf(report, reference.invoice.number),
      submitted_at: submitted ?? updated,
      updated_at: updated,
      raw: report ?? found ?? {},
    };
  }

  async #statuses(
    flow_id: string,
    found: FoundInvoice,
    report: FlowReport | null,
    call: Call,
  ): Promise<ReportedStatus[]> {
    const { entries, current } = await this.invoices.history(found.identifiantFactureCPP, call);
    const told = withCurrent(entries, current ?? found.statut, found);
    const undated =
      found.dateHeureEtatCourant ?? found.dateDepot ?? report?.dateHeureEtatCourantFlux ?? report?.dateDepotFlux;
    if (undated === undefined && told.some((entry) => entry.histoStatutDatePassage === undefined)) {
      throw this.http.unreadable(call);
    }
    const frame = told.some(needsFrame) ? await this.invoices.frame(found.identifiantFactureCPP, call) : undefined;
    const about = { flow_id, undated: undated ?? '', ...(frame === undefined ? {} : { frame }) };
    return told.map((entry) => reportedStatus(entry, about)).toSorted((one, other) => one.at.localeCompare(other.at));
  }
}

/** A deposit that Chorus Pro has, and what it says of it. */
interface Taken {
  readonly flow_id: string;
  readonly report: FlowReport | null;
  readonly found?: FoundInvoice;
}

const isRefusedDouble = (acknowledgement: Acknowledgement): boolean =>
  acknowledgement.status === 'Error' && isDouble(acknowledgement);

/** The history, and the present status where the history lacks it. */
function withCurrent(entries: readonly HistoryEntry[], current: string | undefined, found: FoundInvoice) {
  if (current === undefined || entries.some(({ histoStatutCode }) => histoStatutCode === current)) return entries;
  const { dateHeureEtatCourant: at, commentaireEtatCourant: comment } = found;
  return [
    ...entries,
    { histoStatutCode: current, histoStatutCommentaire: comment, histoStatutDatePassage: at },
  ] satisfies HistoryEntry[];
}

function invoiceIdIn(flowId: string): number | undefined {
  const id = /^facture:(\d{1,15})$/.exec(flowId)?.[1];
  return id === undefined ? undefined : Number(id);
}
