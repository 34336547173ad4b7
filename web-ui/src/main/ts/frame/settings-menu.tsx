import type { JSX } from "preact";

import { Icon } from "../part/icon";
import { Menu } from "../part/menu";
import { change, type Settings, settings } from "./settings";
import { useStore } from "./store";

type Switch = Exclude<keyof Settings, "theme">;

const SWITCHES: readonly (readonly [Switch, string])[] = [
  ["localTime", "Times in the zone of this browser"],
  ["annotations", "Annotations of alerts"],
  ["completion", "Completion in the editor"],
  ["highlighting", "Colours in the editor"],
  ["linting", "Errors in the editor while typing"],
  ["keepHistory", "History of queries"],
];

const THEMES = [["auto", "As the system"], ["light", "Light"], ["dark", "Dark"]] as const;

/** What a person may choose, and which keys there are. */
export function SettingsMenu(): JSX.Element {
  const chosen = useStore(settings);
  return (
    <Menu label="Settings" icon={<Icon name="sliders" />} stays>
      <div class="settings">
        <fieldset>
          <legend>Theme</legend>
          {THEMES.map(([theme, text]) => (
            <label key={theme}>
              <input
                type="radio" name="theme" checked={chosen.theme === theme}
                onChange={() => change({ theme })}
              /> {text}
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Show</legend>
          {SWITCHES.map(([name, text]) => (
            <label key={name}>
              <input
                type="checkbox" checked={chosen[name]}
                onChange={(event) => change({ [name]: event.currentTarget.checked })}
              /> {text}
            </label>
          ))}
        </fieldset>
        <p class="hint"><kbd>?</kbd> shows the keys.</p>
      </div>
    </Menu>
  );
}
