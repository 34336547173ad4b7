import type { AlertingRule, AlertState, RuleGroup } from "../../api/rules";
import { labelText, matches } from "../../format/search";

/** Rules with alerts of one group. */
export interface AlertGroup {
  readonly name: string;
  readonly file: string;
  readonly rules: readonly AlertingRule[];
}

function isShown(rule: AlertingRule, states: readonly string[], search: string): boolean {
  return (
    (states.length === 0 || states.includes(rule.state)) &&
    matches(search, rule.name, labelText(rule.labels), ...rule.alerts.map((alert) => labelText(alert.labels)))
  );
}

/** The groups that have a rule to show, with those rules. No states means any. */
export function alertGroups(
  groups: readonly RuleGroup[],
  states: readonly string[],
  search: string,
): readonly AlertGroup[] {
  return groups
    .map(({ name, file, rules }) => ({
      name,
      file,
      rules: rules
        .filter((rule) => rule.type === "alerting")
        .filter((rule) => isShown(rule, states, search)),
    }))
    .filter((group) => group.rules.length > 0);
}

/** How many rules are in each state. */
export function countStates(groups: readonly RuleGroup[]): ReadonlyMap<AlertState, number> {
  const counts = new Map<AlertState, number>();
  for (const rule of groups.flatMap((group) => group.rules)) {
    if (rule.type === "alerting") {
      counts.set(rule.state, (counts.get(rule.state) ?? 0) + 1);
    }
  }
  return counts;
}
