import type { JSX } from "preact";

import { duration } from "../../../format/time";
import { bytes, plural } from "../../../format/number";
import type { Part } from "./explained";
import { problemOf } from "./problem";

interface PartTreeProps {
  readonly part: Part;
  /** Time of the whole query, in seconds. */
  readonly wholeSeconds: number;
  readonly chosen: Part;
  readonly onChoose: (part: Part) => void;
}

function Figures({ part, wholeSeconds }: { readonly part: Part; readonly wholeSeconds: number }): JSX.Element {
  const { cost } = part;
  if (cost === undefined) {
    return <small>not evaluated for itself</small>;
  }
  return (
    <small class="part-figures">
      <b>{plural(cost.series, "series", "series")}</b> · {duration(cost.seconds * 1_000)} · {plural(cost.totalQueryableSamples, "sample")}
      {" "}· {bytes(cost.peakMemoryBytes)}
      <meter
        class="part-share" min={0} max={wholeSeconds} value={cost.selfSeconds}
        aria-label="Share of the time" title={`Itself: ${duration(cost.selfSeconds * 1_000)}`}
      />
    </small>
  );
}

/** A part of a query with its figures, and below it the parts that it is made of. */
export function PartTree({ part, wholeSeconds, chosen, onChoose }: PartTreeProps): JSX.Element {
  const problem = problemOf(part);
  return (
    <li class="part">
      <button
        type="button" class={part === chosen ? "quiet part-row current" : "quiet part-row"} aria-pressed={part === chosen}
        onClick={() => onChoose(part)}
      >
        <code>{part.text}</code>
        <span class="part-sentence">{part.sentence}</span>
        <Figures part={part} wholeSeconds={wholeSeconds} />
        {problem !== undefined && <span class="badge badge-warn">{problem}</span>}
      </button>
      {part.parts.length > 0 && (
        <ul>
          {part.parts.map((each, i) => (
            <PartTree key={i} part={each} wholeSeconds={wholeSeconds} chosen={chosen} onChoose={onChoose} />
          ))}
        </ul>
      )}
    </li>
  );
}
