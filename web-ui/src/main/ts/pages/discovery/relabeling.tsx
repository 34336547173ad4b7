import type { JSX } from "preact";

import type { RelabelRule, RelabelStep, RelabelSteps } from "../../api/relabel";
import { useApi } from "../../api/use-api";
import { Badge } from "../../part/badge";
import { type LabelSet, labelName } from "../../part/labels";
import { Loading } from "../../part/loading";
import { type LabelChange, labelChanges } from "./label-changes";
import { taken } from "./steps";

interface RelabelingProps {
  readonly pool: string;
  readonly discovered: LabelSet;
}

/** What each rule of a job does to one target, up to the rule that drops it. */
export function Relabeling({ pool, discovered }: RelabelingProps): JSX.Element {
  const steps = useApi<RelabelSteps>("targets/relabel_steps", {
    scrapePool: pool,
    labels: JSON.stringify(discovered),
  });
  return (
    <Loading of={steps} what="relabeling">
      {({ steps: all }) =>
        all === null || all.length === 0 ? (
          <p>The job has no relabeling rules.</p>
        ) : (
          <ol class="steps">
            {taken(all).map((step, index) => (
              <Step key={index} step={step} before={index === 0 ? discovered : (all[index - 1]?.output ?? {})} />
            ))}
          </ol>
        )}
    </Loading>
  );
}

function Step({ step, before }: { readonly step: RelabelStep; readonly before: LabelSet }): JSX.Element {
  const changes = step.keep ? labelChanges(before, step.output ?? {}) : [];
  return (
    <li>
      <code class="step-rule">{ruleText(step.rule)}</code>
      {!step.keep && <Badge mood="warn">the target is dropped here</Badge>}
      {step.keep && changes.length === 0 && <small>changes nothing</small>}
      {changes.length > 0 && (
        <ul class="changes">
          {changes.map((change) => <li key={change.name} class={change.kind}>{changeText(change)}</li>)}
        </ul>
      )}
    </li>
  );
}

function ruleText(rule: RelabelRule): string {
  const parts = [`action: ${rule.action}`];
  if (rule.source_labels !== undefined) {
    parts.push(`source_labels: [${rule.source_labels.join(", ")}]`);
  }
  for (const name of ["separator", "regex", "modulus", "target_label", "replacement"] as const) {
    const value = rule[name];
    if (value !== undefined) {
      parts.push(`${name}: ${typeof value === "string" ? JSON.stringify(value) : value}`);
    }
  }
  return parts.join(", ");
}

function changeText(change: LabelChange): string {
  const name = labelName(change.name);
  switch (change.kind) {
    case "added":
      return `+ ${name}=${JSON.stringify(change.after)}`;
    case "removed":
      return `− ${name}=${JSON.stringify(change.before)}`;
    case "changed":
      return `${name}=${JSON.stringify(change.before)} → ${JSON.stringify(change.after)}`;
  }
}
