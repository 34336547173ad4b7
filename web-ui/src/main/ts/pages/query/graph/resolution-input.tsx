import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { durationText, parseDuration } from "../duration-text";
import { type Resolution, stepOf } from "../panel-state";

interface ResolutionInputProps {
  readonly resolution: Resolution;
  readonly rangeMs: number;
  readonly onChange: (resolution: Resolution) => void;
}

const FIXED = ["10s", "30s", "1m", "5m", "15m", "1h"].map((text) => [text, parseDuration(text) ?? 0] as const);

function keyOf(resolution: Resolution): string {
  switch (resolution.type) {
    case "auto":
      return resolution.density;
    case "custom":
      return "custom";
    case "fixed":
      return String(resolution.stepMs);
  }
}

/** How far apart the points of a graph are. */
export function ResolutionInput({ resolution, rangeMs, onChange }: ResolutionInputProps): JSX.Element {
  const stepMs = stepOf(resolution, rangeMs);
  const [text, setText] = useState(durationText(stepMs));
  useEffect(() => setText(durationText(stepMs)), [stepMs]);
  const known = resolution.type !== "fixed" || FIXED.some(([, ms]) => ms === resolution.stepMs);
  const choose = (key: string): void => {
    if (key === "low" || key === "medium" || key === "high") {
      onChange({ type: "auto", density: key });
    } else {
      onChange(key === "custom" ? { type: "custom", stepMs } : { type: "fixed", stepMs: Number(key) });
    }
  };
  const typed = (): void => {
    const next = parseDuration(text);
    if (next === null || next === 0) {
      setText(durationText(stepMs));
    } else if (next !== stepMs) {
      onChange({ type: "custom", stepMs: next });
    }
  };
  return (
    <>
      <select
        aria-label="Resolution" title={`Step: ${durationText(stepMs)}`} value={keyOf(resolution)}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <optgroup label="Automatic resolution">
          <option value="low">Low res.</option>
          <option value="medium">Medium res.</option>
          <option value="high">High res.</option>
        </optgroup>
        <optgroup label="Fixed resolution">
          {FIXED.map(([name, ms]) => <option key={name} value={String(ms)}>{name}</option>)}
          {!known && <option value={String(stepMs)}>{durationText(stepMs)}</option>}
        </optgroup>
        <option value="custom">Custom resolution</option>
      </select>
      {resolution.type === "custom" && (
        <input
          type="text" class="range-field" aria-label="Step" value={text} spellcheck={false}
          onInput={(event) => setText(event.currentTarget.value)} onBlur={typed}
          onKeyDown={(event) => event.key === "Enter" && typed()}
        />
      )}
    </>
  );
}
