import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Icon } from "../../../part/icon";
import { durationText, parseDuration } from "../duration-text";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RANGES = [
  1_000, 10_000, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY,
  7 * DAY, 14 * DAY, 28 * DAY, 56 * DAY, 112 * DAY, 182 * DAY, 365 * DAY, 730 * DAY,
];

interface RangeInputProps {
  readonly rangeMs: number;
  readonly onChange: (rangeMs: number) => void;
}

/** How much time a graph shows. */
export function RangeInput({ rangeMs, onChange }: RangeInputProps): JSX.Element {
  const [text, setText] = useState(durationText(rangeMs));
  useEffect(() => setText(durationText(rangeMs)), [rangeMs]);
  const typed = (): void => {
    const next = parseDuration(text);
    if (next === null || next === 0) {
      setText(durationText(rangeMs));
    } else if (next !== rangeMs) {
      onChange(next);
    }
  };
  return (
    <span class="joined" role="group" aria-label="Range">
      <button
        type="button" aria-label="Shorter range"
        onClick={() => onChange(RANGES.findLast((each) => each < rangeMs) ?? rangeMs)}
      >
        <Icon name="minus" />
      </button>
      <input
        type="text" class="range-field" aria-label="Range" value={text} spellcheck={false}
        onInput={(event) => setText(event.currentTarget.value)} onBlur={typed}
        onKeyDown={(event) => event.key === "Enter" && typed()}
      />
      <button
        type="button" aria-label="Longer range"
        onClick={() => onChange(RANGES.find((each) => each > rangeMs) ?? rangeMs)}
      >
        <Icon name="plus" />
      </button>
    </span>
  );
}
