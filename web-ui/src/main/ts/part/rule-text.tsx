import type { JSX } from "preact";

import type { Rule } from "../api/rules";
import { queryLink } from "../format/query-link";
import { duration } from "../format/time";
import { Annotations } from "./annotations";
import { Labels } from "./labels";

/** What stands in the file about a rule: expression, how long, labels, annotations. */
export function RuleText({ rule }: { readonly rule: Rule }): JSX.Element {
  const alerting = rule.type === "alerting" ? rule : undefined;
  return (
    <dl class="facts">
      <dt>Expression</dt>
      <dd><a class="expression" href={queryLink(rule.query)}><code>{rule.query}</code></a></dd>
      {alerting !== undefined && alerting.duration > 0 && (
        <><dt>For</dt><dd>{duration(alerting.duration * 1000)}</dd></>
      )}
      {alerting !== undefined && alerting.keepFiringFor > 0 && (
        <><dt>Keeps firing for</dt><dd>{duration(alerting.keepFiringFor * 1000)}</dd></>
      )}
      {Object.keys(rule.labels).length > 0 && <><dt>Labels</dt><dd><Labels set={rule.labels} /></dd></>}
      {alerting !== undefined && Object.keys(alerting.annotations).length > 0 && (
        <><dt>Annotations</dt><dd><Annotations set={alerting.annotations} /></dd></>
      )}
    </dl>
  );
}
