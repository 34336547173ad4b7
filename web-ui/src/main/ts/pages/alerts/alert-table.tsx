import { Fragment, type JSX } from "preact";

import type { Alert } from "../../api/rules";
import { plainNumber } from "../../format/number";
import { ago } from "../../format/time";
import { settings } from "../../frame/settings";
import { useStore } from "../../frame/store";
import { Annotations } from "../../part/annotations";
import { Badge } from "../../part/badge";
import { Labels } from "../../part/labels";
import { Time } from "../../part/time";
import { MOODS } from "./states";

/** Alerts, each with its labels, since when it is there and what the expression gave. */
export function AlertTable({ alerts, label }: { readonly alerts: readonly Alert[]; readonly label: string }): JSX.Element {
  const { annotations } = useStore(settings);
  return (
    <div class="table-scroll">
      <table class="rows stacks" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Labels</th>
            <th scope="col">State</th>
            <th scope="col">Active since</th>
            <th scope="col" class="number">Value</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <Fragment key={JSON.stringify(alert.labels)}>
              <tr>
                <td><Labels set={alert.labels} /></td>
                <td>
                  <Badge mood={MOODS[alert.state]}>{alert.state}</Badge>
                  {alert.keepFiringSince !== undefined && (
                    <small> kept since {ago(alert.keepFiringSince, Date.now())}</small>
                  )}
                </td>
                <td><Time at={alert.activeAt} /> <small>{ago(alert.activeAt, Date.now())}</small></td>
                <td class="number" data-label="Value">{plainNumber(alert.value)}</td>
              </tr>
              {annotations && Object.keys(alert.annotations).length > 0 && (
                <tr><td colSpan={4}><Annotations set={alert.annotations} /></td></tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
