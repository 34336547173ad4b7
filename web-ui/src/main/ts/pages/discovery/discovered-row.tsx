import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { Badge } from "../../part/badge";
import { Labels } from "../../part/labels";
import type { Discovered } from "./filter";
import { Relabeling } from "./relabeling";

/** One target: labels before and after; below, when asked for, how the one became the other. */
export function DiscoveredRow({ pool, target }: { readonly pool: string; readonly target: Discovered }): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <tr>
        <td><Labels set={target.discovered} /></td>
        <td>
          {target.labels === null ? <Badge mood="warn">dropped by relabeling</Badge> : <Labels set={target.labels} />}
          <button
            type="button" class="quiet" aria-expanded={open} onClick={() => setOpen(!open)}
            aria-label={`Relabeling of ${target.discovered["__address__"] ?? "the target"} step by step`}
          >
            {open ? "Hide the steps" : "Step by step"}
          </button>
        </td>
      </tr>
      {open && (
        <tr class="target-details">
          <td colSpan={2}><Relabeling pool={pool} discovered={target.discovered} /></td>
        </tr>
      )}
    </>
  );
}
