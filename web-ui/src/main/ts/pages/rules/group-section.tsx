import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { RuleGroup } from "../../api/rules";
import { ago, duration } from "../../format/time";
import { Badge } from "../../part/badge";
import { Many } from "../../part/many";
import { Section } from "../../part/section";
import { RuleCard } from "./rule-card";

const RULES = 50;

/** The rules of one group and how its evaluation fits into its interval. */
export function GroupSection({ group }: { readonly group: RuleGroup }): JSX.Element {
  const [open, setOpen] = useState(true);
  const failing = group.rules.filter((rule) => rule.health === "err").length;
  const late = group.evaluationTime > group.interval;
  return (
    <Section
      open={open} onToggle={setOpen}
      head={
        <>
          <strong>{group.name}</strong>
          <small>{group.file}</small>
          {failing > 0 && <Badge mood="bad">{failing} failing</Badge>}
          {late && <Badge mood="warn">slower than its interval</Badge>}
          <small class="end">
            ran {ago(group.lastEvaluation, Date.now())}, took {duration(group.evaluationTime * 1000)},
            every {duration(group.interval * 1000)}
            {group.limit > 0 && `, at most ${group.limit} series or alerts a rule`}
          </small>
        </>
      }
    >
      <Many items={group.rules} step={RULES} what="rules">
        {(shown) => (
          <ul class="cards">
            {shown.map((rule, index) => <RuleCard key={`${rule.name};${index}`} rule={rule} />)}
          </ul>
        )}
      </Many>
    </Section>
  );
}
