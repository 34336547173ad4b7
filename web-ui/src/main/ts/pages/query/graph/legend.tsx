import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { count } from "../../../format/number";
import { SeriesName } from "../series-name";
import { colorOf, cssColor } from "./colors";
import type { GraphSeries } from "./graph-data";
import { type Hidden, isolated, keyOf, toggled } from "./hidden";

interface LegendProps {
  readonly series: readonly GraphSeries[];
  readonly hidden: Hidden;
  readonly onHide: (hidden: Hidden) => void;
  /** The series that is pointed at, or undefined. */
  readonly onRaise: (series: GraphSeries | undefined) => void;
}

/** So many rows are drawn before one asks for all. */
const FIRST_ROWS = 100;

/** The series of a graph with their colours; a click shows one alone. */
export function Legend({ series, hidden, onHide, onRaise }: LegendProps): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <div class="legend">
      {series.slice(0, all ? Infinity : FIRST_ROWS).map((each) => (
        <button
          key={each.color} type="button" class="quiet legend-row" aria-pressed={!hidden.has(keyOf(each.metric))}
          onClick={(event) =>
            onHide(event.ctrlKey || event.metaKey ? toggled(hidden, each) : isolated(hidden, series, each))}
          onPointerEnter={() => onRaise(each)} onPointerLeave={() => onRaise(undefined)}
          onFocus={() => onRaise(each)} onBlur={() => onRaise(undefined)}
        >
          <span class="swatch" style={{ background: cssColor(colorOf(each.color)) }} />
          <SeriesName metric={each.metric} />
        </button>
      ))}
      {!all && series.length > FIRST_ROWS && (
        <button type="button" onClick={() => setAll(true)}>Show all {count(series.length)} series</button>
      )}
      {series.length > 1 && <small>Click: this series only. Ctrl and click: show or hide it.</small>}
    </div>
  );
}
