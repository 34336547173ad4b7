import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { setParameters, useParameters } from "../../frame/location";
import { Icon } from "../../part/icon";
import { ClockWarning } from "./clock-warning";
import { copyOf, newPanel, type Panel } from "./panel-state";
import { QueryPanel } from "./panel";
import { RunningQueries } from "./running/running-queries";
import { panelsOf, parametersOf } from "./url-state";

function begun(parameters: URLSearchParams): readonly Panel[] {
  const panels = panelsOf(parameters);
  return panels.length === 0 ? [newPanel()] : panels;
}

/** The page of queries: panels, each of which has a query and shows its answer. The URL has all of them. */
export default function Page(): JSX.Element {
  const parameters = useParameters();
  const written = useRef(parameters.toString());
  const [panels, setPanels] = useState(() => begun(parameters));

  useEffect(() => {
    if (parameters.toString() !== written.current) {
      written.current = parameters.toString();
      setPanels(begun(parameters));
    }
  }, [parameters.toString()]);

  const replace = (next: readonly Panel[]): void => {
    const encoded = parametersOf(next);
    written.current = encoded.toString();
    setPanels(next);
    setParameters(encoded, "push");
  };

  return (
    <>
      <h1 class="unseen">Query</h1>
      <ClockWarning />
      <RunningQueries />
      {panels.map((panel, i) => (
        <QueryPanel
          key={panel.id}
          panel={panel}
          number={i + 1}
          removable={panels.length > 1}
          onChange={(part) => replace(panels.map((each) => (each === panel ? { ...each, ...part } : each)))}
          onCopy={() => replace(panels.flatMap((each) => (each === panel ? [each, copyOf(each)] : [each])))}
          onRemove={() => replace(panels.filter((each) => each !== panel))}
        />
      ))}
      <button type="button" onClick={() => replace([...panels, newPanel()])}>
        <Icon name="plus" /> Add query
      </button>
    </>
  );
}
