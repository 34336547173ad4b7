import type { JSX } from "preact";

import { HEIGHT, type Point, sparkPath, WIDTH } from "./spark-path";

interface SparkProps {
  readonly points: readonly Point[];
  /** What the line says, for who does not see it. */
  readonly label: string;
  /** Longest time between neighbours that are joined, in seconds. */
  readonly gap: number;
}

/** A small line over time, from zero to its highest value. */
export function Spark({ points, label, gap }: SparkProps): JSX.Element {
  const title = `${label}, ${points.length} values`;
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title}>
      <path d={sparkPath(points, gap)} />
    </svg>
  );
}
