import type { LabelSet } from "../part/labels";

/** State of an alert, or the strongest of those of a rule. */
export type AlertState = "inactive" | "pending" | "firing" | "unknown";

/** Whether the last evaluation worked. */
export type RuleHealth = "ok" | "err" | "unknown";

/** An alert that a rule has raised. */
export interface Alert {
  readonly labels: LabelSet;
  readonly annotations: LabelSet;
  readonly state: AlertState;
  readonly activeAt: string;
  /** Since when only `keep_firing_for` keeps it. */
  readonly keepFiringSince?: string;
  readonly value: string;
}

interface RuleBase {
  readonly name: string;
  readonly query: string;
  readonly labels: LabelSet;
  readonly health: RuleHealth;
  readonly lastError?: string;
  /** In seconds. */
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}

/** A rule that raises alerts. */
export interface AlertingRule extends RuleBase {
  readonly type: "alerting";
  readonly state: AlertState;
  /** `for`, in seconds. */
  readonly duration: number;
  /** In seconds. */
  readonly keepFiringFor: number;
  readonly annotations: LabelSet;
  readonly alerts: readonly Alert[];
}

/** A rule that stores the result of a query. */
export interface RecordingRule extends RuleBase {
  readonly type: "recording";
}

/** Any rule. */
export type Rule = AlertingRule | RecordingRule;

/** Rules that are evaluated one after another. */
export interface RuleGroup {
  readonly name: string;
  readonly file: string;
  readonly rules: readonly Rule[];
  /** In seconds. */
  readonly interval: number;
  readonly limit: number;
  /** In seconds. */
  readonly evaluationTime: number;
  readonly lastEvaluation: string;
}

/** Answer of `rules`. */
export interface RuleGroups {
  readonly groups: readonly RuleGroup[];
}
