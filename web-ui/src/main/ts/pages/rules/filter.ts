import type { RuleGroup } from "../../api/rules";
import { labelText, matches } from "../../format/search";
import type { Mood } from "../../part/badge";

/** What can be said of a rule's health. */
export const HEALTHS: readonly { readonly value: string; readonly text: string; readonly mood: Mood }[] = [
  { value: "ok", text: "OK", mood: "good" },
  { value: "err", text: "Error", mood: "bad" },
  { value: "unknown", text: "Unknown", mood: "quiet" },
];

/** The groups that have a rule to show, with those rules. No health means any. */
export function shownGroups(
  groups: readonly RuleGroup[],
  health: readonly string[],
  search: string,
): readonly RuleGroup[] {
  return groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter(
        (rule) =>
          (health.length === 0 || health.includes(rule.health)) &&
          matches(search, rule.name, group.name, labelText(rule.labels), rule.query),
      ),
    }))
    .filter((group) => group.rules.length > 0);
}
