export * from './lifecycle-message.js';
export { readCdar } from './cdar/cdar-reader.js';
export { writeCdar } from './cdar/cdar-writer.js';
export { writeCii } from './cii/cii-writer.js';
export { lifecycleCodeFacts, type LifecycleCodeFacts } from './cdar/lifecycle-codes.js';
export {
  lifecycleMessageFor,
  TAX_PORTAL,
  type LifecycleStatement,
  type RatedAmount,
} from './cdar/lifecycle-statement.js';
export { writeFacturX, type FacturXOptions } from './facturx/factur-x.js';
export { decodeXml, refuseDoctype } from './xml/xml-decoding.js';
export { XML_LIMITS, readXml, type XmlLimits } from './xml/xml-reader.js';
export { illegalXmlCharacter, type XmlElement } from './xml/xml-element.js';
export { findFact, type ElementFact, type Structure } from './structure/structure.js';
export { STRUCTURES } from './structure/structures.js';
