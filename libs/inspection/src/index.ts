export { InspectionModule } from './inspection.module.js';
export { inspectDocument, type Inspection, reportOf } from './layers/inspect-document.js';
export { FilePool } from './pool/file-pool.js';
export { compileRulePack } from './rule-pack/compile-rule-pack.js';
export { RuleProcess, runRulePack, type RuleFinding } from './rule-pack/rule-process.js';
export { schematronToXslt } from './rule-pack/schematron-to-xslt.js';
