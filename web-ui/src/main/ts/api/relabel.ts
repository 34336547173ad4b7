import type { LabelSet } from "../part/labels";

/** A rule as it stands in the configuration. */
export interface RelabelRule {
  readonly source_labels?: readonly string[];
  readonly separator?: string;
  readonly regex?: string;
  readonly modulus?: number;
  readonly target_label?: string;
  readonly replacement?: string;
  readonly action: string;
}

/** What one rule makes of the labels that the one before it left. */
export interface RelabelStep {
  readonly rule: RelabelRule;
  readonly output: LabelSet | null;
  readonly keep: boolean;
}

/** Answer of `targets/relabel_steps`. */
export interface RelabelSteps {
  readonly steps: readonly RelabelStep[] | null;
}
