import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { settings } from "../../frame/settings";
import { useStore } from "../../frame/store";
import { dateTime } from "../../format/time";
import { Icon } from "../../part/icon";
import { stepped } from "./moments";
import { parseTime } from "./url-state";

interface TimeInputProps {
  readonly label: string;
  /** Milliseconds since 1970; null is now. */
  readonly timeMs: number | null;
  /** How far one press of an arrow goes. */
  readonly stepMs: number;
  readonly onChange: (timeMs: number | null) => void;
}

function shown(timeMs: number | null, local: boolean): string {
  return timeMs === null ? "" : dateTime(new Date(timeMs), local).replace(" UTC", "");
}

/** A date alone would be read as one of UTC. */
function parseLocal(text: string): number {
  return Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text.replace(" ", "T"));
}

/** Milliseconds of what was typed, in the zone that times are shown in; null when it is no time. */
function read(text: string, local: boolean): number | null {
  const ms = local ? parseLocal(text.trim()) : parseTime(text);
  return ms === null || Number.isNaN(ms) ? null : ms;
}

/** A time that one may type or move; empty is now. */
export function TimeInput({ label, timeMs, stepMs, onChange }: TimeInputProps): JSX.Element {
  const { localTime } = useStore(settings);
  const [text, setText] = useState(shown(timeMs, localTime));
  useEffect(() => setText(shown(timeMs, localTime)), [timeMs, localTime]);

  const typed = (): void => {
    // The field has seconds, the time perhaps parts of them: what nobody changed stays as it is.
    if (text === shown(timeMs, localTime)) {
      return;
    }
    const next = text.trim() === "" ? null : read(text, localTime);
    if (next === null && text.trim() !== "") {
      setText(shown(timeMs, localTime));
    } else if (next !== timeMs) {
      onChange(next);
    }
  };
  const move = (ms: number): void => onChange(stepped(timeMs ?? Date.now(), ms));

  return (
    <span class="joined" role="group" aria-label={label}>
      <button type="button" aria-label={`Earlier ${label.toLowerCase()}`} onClick={() => move(-stepMs)}>‹</button>
      <input
        type="text" class="time-field" aria-label={label} placeholder={`${label} (now)`} value={text} spellcheck={false}
        title={localTime ? "In your time zone" : "In UTC"}
        onInput={(event) => setText(event.currentTarget.value)} onBlur={typed}
        onKeyDown={(event) => event.key === "Enter" && typed()}
      />
      {timeMs !== null && (
        <button type="button" aria-label={`${label}: now`} title="Now" onClick={() => onChange(null)}>
          <Icon name="cross" />
        </button>
      )}
      <button type="button" aria-label={`Later ${label.toLowerCase()}`} onClick={() => move(stepMs)}>›</button>
    </span>
  );
}
