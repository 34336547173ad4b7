import type { JSX } from "preact";

import type { Mood } from "./badge";

/** One thing that can be filtered by. */
export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly mood: Mood;
  readonly count?: number;
}

interface ChoicesProps {
  /** What is chosen, for a screen reader. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** Buttons of which any number may be pressed; none means all. */
export function Choices({ label, choices, chosen, onChoose }: ChoicesProps): JSX.Element {
  const toggle = (value: string): void =>
    onChoose(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <div class="choices" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value} type="button" class={`choice badge-${choice.mood}`}
          aria-pressed={chosen.includes(choice.value)} onClick={() => toggle(choice.value)}
        >
          {choice.text}{choice.count !== undefined && ` (${choice.count})`}
        </button>
      ))}
    </div>
  );
}
