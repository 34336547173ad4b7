import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { AlertingRule } from "../../api/rules";
import { plural } from "../../format/number";
import { Badge } from "../../part/badge";
import { Many } from "../../part/many";
import { RuleText } from "../../part/rule-text";
import { Section } from "../../part/section";
import { AlertTable } from "./alert-table";
import { MOODS } from "./states";

const ROWS = 50;

interface AlertRuleProps {
  readonly rule: AlertingRule;
  /** States of the alerts that are shown; none means any. */
  readonly states: readonly string[];
}

/** One rule; inside it, its text and its alerts. */
export function AlertRule({ rule, states }: AlertRuleProps): JSX.Element {
  const [open, setOpen] = useState(rule.state === "firing");
  const shown = rule.alerts.filter((alert) => states.length === 0 || states.includes(alert.state));
  const firing = rule.alerts.filter((alert) => alert.state === "firing").length;
  const pending = rule.alerts.length - firing;
  return (
    <Section
      open={open} onToggle={setOpen}
      head={
        <>
          <strong>{rule.name}</strong>
          <Badge mood={MOODS[rule.state]}>{rule.state}</Badge>
          {firing > 0 && <small>{firing} firing</small>}
          {pending > 0 && <small>{pending} pending</small>}
          {rule.health === "err" && <Badge mood="bad">cannot be evaluated</Badge>}
        </>
      }
    >
      {rule.lastError !== undefined && rule.lastError !== "" && <p class="error-text">{rule.lastError}</p>}
      <RuleText rule={rule} />
      {shown.length > 0 && (
        <Many items={shown} step={ROWS} what="alerts">
          {(alerts) => <AlertTable alerts={alerts} label={plural(shown.length, "alert") + ` of ${rule.name}`} />}
        </Many>
      )}
    </Section>
  );
}
