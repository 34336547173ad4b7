import type { JSX } from "preact";
import { useState } from "preact/hooks";

import { count } from "../../../format/number";
import { SeriesName } from "../series-name";
import { colorOf, cssColor } from "./colors";
import type { GraphSeries } from "./graph-data";

interface LegendProps {
  readonly series: readonly GraphSeries[];
  /** Indexes of the colours of the series that are not drawn. */
  readonly hidden: ReadonlySet<number>;
  readonly onHide: (hidden: ReadonlySet<number>) => void;
  /** The series that is pointed at, or undefined. */
  readonly onRaise: (series: GraphSeries | undefined) => void;
}

/** So many rows are drawn before one asks for all. */
const FIRST_ROWS = 100;

/** Which series a click leaves: only this one, or all again when it was the only one. */
function isolated(series: readonly GraphSeries[], hidden: ReadonlySet<number>, color: number): ReadonlySet<number> {
  const alone = hidden.size === series.length - 1 && !hidden.has(color);
  return alone ? new Set() : new Set(series.map((each) => each.color).filter((each) => each !== color));
}

function toggled(hidden: ReadonlySet<number>, color: number): ReadonlySet<number> {
  const next = new Set(hidden);
  if (!next.delete(color)) {
    next.add(color);
  }
  return next;
}

/** The series of a graph with their colours; a click shows one alone. */
export function Legend({ series, hidden, onHide, onRaise }: LegendProps): JSX.Element {
  const [all, setAll] = useState(false);
  return (
    <div class="legend">
      {series.slice(0, all ? Infinity : FIRST_ROWS).map((each) => (
        <button
          key={each.color} type="button" class="quiet legend-row" aria-pressed={!hidden.has(each.color)}
          onClick={(event) =>
            onHide(event.ctrlKey || event.metaKey ? toggled(hidden, each.color) : isolated(series, hidden, each.color))}
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
