import type { JSX } from "preact";
import { useState } from "preact/hooks";

import type { ActiveTarget, Health } from "../../api/targets";
import { ago, duration, isNever } from "../../format/time";
import { Badge, type Mood } from "../../part/badge";
import { Labels } from "../../part/labels";
import { TargetDetails } from "./target-details";
import { whyDown } from "./why-down";

const MOODS: Readonly<Record<Health, Mood>> = { up: "good", down: "bad", unknown: "quiet" };

/** One target; below it, when asked for, all that is known of it. */
export function TargetRow({ target }: { readonly target: ActiveTarget }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr>
        <td><a href={target.globalUrl} rel="noreferrer">{target.scrapeUrl}</a></td>
        <td><Labels set={target.labels} /></td>
        <td>
          {ago(target.lastScrape, Date.now())}
          {!isNever(target.lastScrape) && <small> took {duration(target.lastScrapeDuration * 1000)}</small>}
        </td>
        <td class="target-state">
          <Badge mood={MOODS[target.health]}>{target.health}</Badge>
          <button
            type="button" class="quiet" aria-expanded={open} aria-label={`Details of ${target.scrapeUrl}`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Less" : "Details"}
          </button>
        </td>
      </tr>
      {target.lastError !== "" && (
        <tr class="target-error">
          <td colSpan={4}>
            <strong>{target.lastError}</strong> {whyDown(target.lastError)}
          </td>
        </tr>
      )}
      {open && <tr class="target-details"><td colSpan={4}><TargetDetails target={target} /></td></tr>}
    </>
  );
}
