import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Time } from "../part/time";
import { Icon } from "../part/icon";
import { Menu } from "../part/menu";
import type { Notice } from "./notice";
import { followNotices } from "./notices";
import { whileVisible } from "./visible";

/** What the server has to say, as it says it. */
export function NotificationBell(): JSX.Element | null {
  const [all, setAll] = useState<readonly Notice[]>([]);
  useEffect(() => whileVisible(() => followNotices(setAll)), []);
  return (
    <div class="notifications" role="status">
      {all.length > 0 && (
        <Menu
          label={all.length === 1 ? "1 notification" : `${all.length} notifications`}
          icon={<><Icon name="bell" /><span class="count">{all.length}</span></>}
          stays
        >
          <ul class="notification-list">
            {all.map((each) => (
              <li key={each.text}>
                {each.text}
                <small><Time at={each.date} /></small>
              </li>
            ))}
          </ul>
        </Menu>
      )}
    </div>
  );
}
