import type { FaultKind } from '../ports/platform-fault.js';

/** The operations of a PlatformAdapter, as they are named in metrics and circuit keys. */
export const PLATFORM_OPERATIONS = [
  'submit',
  'respond',
  'find',
  'status',
  'changes',
  'document',
  'directory',
  'subscribe',
  'health',
] as const;
export type PlatformOperation = (typeof PLATFORM_OPERATIONS)[number];

/** One attempt at one call, over. */
export interface AttemptEvent {
  readonly platform: string;
  readonly operation: PlatformOperation;
  readonly organization_id: string;
  readonly request_id: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly outcome: 'ok' | FaultKind | 'defect';
  readonly duration_ms: number;
  /** Sentence of the fault. */
  readonly detail?: string;
}

/** Whose calls a circuit holds back. */
export interface CircuitReach {
  /** Of the platform's API. */
  readonly base_url: string;
  /** When the circuit is that organisation's own (in the sandbox); else it is everybody's who calls there. */
  readonly organization_id?: string;
}

/** A circuit changed. */
export interface CircuitEvent {
  readonly platform: string;
  readonly operation: PlatformOperation;
  readonly key: string;
  readonly state: 'open' | 'half_open' | 'closed';
  readonly reach?: CircuitReach;
}

/** Gets what happens at platforms, for metrics and logs. Must not throw. */
export interface AttemptObserver {
  attempted(event: AttemptEvent): void;
  circuitChanged(event: CircuitEvent): void;
}

/** Observes nothing. */
export const SILENT_OBSERVER: AttemptObserver = {
  attempted: () => undefined,
  circuitChanged: () => undefined,
};
