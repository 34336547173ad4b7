package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages below a path and behind a password. */
@Tag("interop")
class PrefixAndPasswordTest {
  /** Of the word {@code secret}, with the least cost. */
  private static final String HASH = "$2b$04$BOQgTOnN2V7LNTYJHaRBdOAXca7KqjBKSdn3NprLayHcNU/MLfQRS";

  /**
   * Waits until both targets were scraped, though in vain: the page of queries asks once, and by
   * then all that it shows must be there.
   */
  private static void waitForScrapes(Tab tab) {
    tab.evaluate(
        """
        (async () => {
          for (;;) {
            const time = Math.floor(Date.now() / 1000);
            const answer = await fetch(`api/v1/query?time=${time}&query=${encodeURIComponent(%s)}`);
            if ((await answer.json()).data.result.length > 0) {
              return true;
            }
            await new Promise((done) => setTimeout(done, 100));
          }
        })()
        """
            .formatted(DevTools.quoted("count(scrape_samples_scraped) == 2")));
  }

  @Test
  void pagesWorkBelowAPathAndBehindAPassword(@TempDir Path directory) throws IOException {
    Path web = directory.resolve("web.yml");
    Files.writeString(web, "basic_auth_users: {someone: '" + HASH + "'}\n");
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startBelow("/prom", directory, "--web.config.file=" + web);
        Tab tab = browser.tab(server.base())) {
      String login = server.base().toString().replace("//", "//someone:secret@");
      tab.openWithoutWaiting(login + "/prom/flags");
      tab.waitForText("--web.config.file");
      tab.open("/prom/flags?search=config.file");
      tab.waitForText("--web.config.file");
      tab.type("gt");
      tab.waitForText("Target health");
      tab.waitForLocation("/prom/targets");
      tab.waitForText("itself");
      waitForScrapes(tab);
      tab.open("/prom/query?g0.expr=up");
      tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 2");
      tab.click(".cm-content");
      tab.type(" + on (job) scrape_samples_sc");
      tab.waitFor(
          "document.querySelector('.cm-tooltip-autocomplete li')?.innerText"
              + ".includes('scrape_samples_scraped')");
      assertThat(tab.faults()).isEmpty();
    }
  }
}
