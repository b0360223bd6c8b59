export * from './lifecycle-message.js';
export { type CdarReading, readCdar, readCdarDocument } from './cdar/cdar-reader.js';
export { writeCdar } from './cdar/cdar-writer.js';
export { readCii } from './cii/cii-reader.js';
export { writeCii } from './cii/cii-writer.js';
export type { InvoiceReading, InvoiceRoot, Leave, Syntax } from './invoice-reading.js';
export { type DocumentFinding } from './bindings/document-finding.js';
export { instantOf } from './bindings/time-point.js';
export { readUbl } from './ubl/ubl-reader.js';
export { writeUbl } from './ubl/ubl-writer.js';
export { lifecycleMessageFor } from './cdar/lifecycle-statement.js';
export {
  TAX_PORTAL,
  type LifecycleStatement,
  type RatedAmount,
  type StatedInvoice,
  type StatementReason,
} from './cdar/statement.js';
export { lossesBetween, type Loss } from './conversion/losses.js';
export {
  type Observe,
  openContainer,
  openInvoice,
  openInvoiceOf,
  type OpenedInvoice,
} from './conversion/open-invoice.js';
export { type FileKind, kindOf } from './conversion/sniff.js';
export { conversionSource, type ConversionSource } from './conversion/conversion-source.js';
export {
  CONVERSION_TARGETS,
  convertInvoice,
  type Conversion,
  type ConversionOptions,
  type ConversionTarget,
} from './conversion/convert.js';
export { safeFilename } from './conversion/safe-filename.js';
export { readStorableFile, type StorableFile } from './conversion/storable-file.js';
export { writeFacturX, type FacturXOptions } from './facturx/factur-x.js';
export { wrapFacturX, type WrapOptions } from './facturx/wrap-factur-x.js';
export { FACTURX_LEVELS, type XmlRelationship } from './facturx/conformance.js';
export type { AttachmentRelationship, FacturXAttachment } from './facturx/embedded-file.js';
export { cleanLogo, type CleanLogo } from './logo/clean-logo.js';
export { LOGO_MAX_BYTES } from './logo/logo-limits.js';
export { escapeHtml } from './readable/html/escape-html.js';
export { writeReadableHtml, type ReadableOptions } from './readable/readable-html.js';
export { writeReadablePdf, type ReadablePdfOptions } from './readable/readable-pdf.js';
export { examinePdf, readPdfContainer, type PdfContainer, type PdfExamination } from './pdf/pdf-container.js';
export type { ArchiveFacts } from './pdf/archive-facts.js';
export type { ConversionFault, FaultCode } from './pdf/preflight/conversion-report.js';
export type { PdfAttachment, PdfFinding } from './pdf/attachments.js';
export type { ContainerFacts, HybridFacts } from './pdf/container-facts.js';
export { isEncryption, PDF_LIMITS, type PdfLimits } from './pdf/pdf-limits.js';
export { decodeXml, refuseDoctype, xmlAsUtf8 } from './xml/xml-decoding.js';
export { readXml } from './xml/xml-reader.js';
export { scanXml, XML_LIMITS, type XmlEvents, type XmlLimits } from './xml/xml-events.js';
export type { XmlAttributes, XmlName } from './xml/namespaces.js';
export { elementPlace, modelPlace } from './places/model-places.js';
export { elementPaths } from './xml/element-paths.js';
export { illegalXmlCharacter, type XmlElement } from './xml/xml-element.js';
export { findFact, type ElementFact, type Structure } from './structure/structure.js';
export { StructureFit } from './structure/fit/structure-fit.js';
export { allSchemaFiles, schemaSet, type SchemaSet } from './structure/xsd/schema-set.js';
export { STRUCTURE_NAMES, STRUCTURES, type StructureName } from './structure/structures.js';
