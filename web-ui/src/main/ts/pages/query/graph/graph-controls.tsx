import type { JSX } from "preact";

import type { DisplayMode, Panel } from "../panel-state";
import { TimeInput } from "../time-input";
import { RangeInput } from "./range-input";
import { ResolutionInput } from "./resolution-input";

interface GraphControlsProps {
  readonly panel: Panel;
  readonly onChange: (part: Partial<Panel>) => void;
}

const MODES: readonly (readonly [DisplayMode, string])[] = [
  ["lines", "Lines"], ["stacked", "Stacked"], ["heatmap", "Heatmap"],
];

/** What a graph shows and how. */
export function GraphControls({ panel, onChange }: GraphControlsProps): JSX.Element {
  return (
    <>
      <RangeInput rangeMs={panel.rangeMs} onChange={(rangeMs) => onChange({ rangeMs })} />
      <TimeInput label="End time" timeMs={panel.endMs} stepMs={panel.rangeMs / 2} onChange={(endMs) => onChange({ endMs })} />
      <ResolutionInput
        resolution={panel.resolution} rangeMs={panel.rangeMs} onChange={(resolution) => onChange({ resolution })}
      />
      <span class="joined" role="group" aria-label="Kind of graph">
        {MODES.map(([mode, title]) => (
          <button
            key={mode} type="button" aria-pressed={panel.display === mode}
            onClick={() => onChange({ display: mode })}
          >
            {title}
          </button>
        ))}
      </span>
      <label>
        <input
          type="checkbox" checked={panel.exemplars}
          onChange={(event) => onChange({ exemplars: event.currentTarget.checked })}
        /> Exemplars
      </label>
      <label>
        <input
          type="checkbox" checked={panel.yMin === 0}
          onChange={(event) => onChange({ yMin: event.currentTarget.checked ? 0 : null })}
        /> Y axis from 0
      </label>
    </>
  );
}
