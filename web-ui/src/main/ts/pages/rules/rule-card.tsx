import type { JSX } from "preact";

import type { Rule, RuleHealth } from "../../api/rules";
import { metricSelector, queryLink, selector } from "../../format/query-link";
import { ago, duration } from "../../format/time";
import { Badge, type Mood } from "../../part/badge";
import { RuleText } from "../../part/rule-text";

const MOODS: Readonly<Record<RuleHealth, Mood>> = { ok: "good", err: "bad", unknown: "quiet" };

/** The series that a rule writes. */
function written(rule: Rule): string {
  return rule.type === "alerting" ? selector("ALERTS", { alertname: rule.name }) : metricSelector(rule.name);
}

/** One rule: what it is, how its last evaluation went, what it took. */
export function RuleCard({ rule }: { readonly rule: Rule }): JSX.Element {
  return (
    <li class="card">
      <div class="card-head">
        <strong><a href={queryLink(written(rule))}>{rule.name}</a></strong>
        <Badge mood="plain">{rule.type === "alerting" ? "alert" : "record"}</Badge>
        <Badge mood={MOODS[rule.health]}>{rule.health === "err" ? "error" : rule.health}</Badge>
        <small class="end">
          ran {ago(rule.lastEvaluation, Date.now())}, took {duration(rule.evaluationTime * 1000)}
        </small>
      </div>
      {rule.lastError !== undefined && rule.lastError !== "" && <p class="error-text">{rule.lastError}</p>}
      <RuleText rule={rule} />
    </li>
  );
}
