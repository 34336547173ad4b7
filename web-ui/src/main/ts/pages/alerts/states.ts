import type { AlertState } from "../../api/rules";
import type { Mood } from "../../part/badge";

/** How bad a state is. */
export const MOODS: Readonly<Record<AlertState, Mood>> = {
  firing: "bad",
  pending: "warn",
  inactive: "good",
  unknown: "quiet",
};

/** The states, worst first. */
export const STATES: readonly AlertState[] = ["firing", "pending", "inactive", "unknown"];
