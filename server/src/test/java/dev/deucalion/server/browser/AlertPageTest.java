package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, and the ways that lead from them. */
@Tag("interop")
class AlertPageTest {
  @Test
  void alertsAreFilteredAndLeadToTheirQuery(@TempDir Path directory) throws IOException {
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.start(directory);
        Tab tab = browser.tab(server.base())) {
      tab.open("/alerts");
      tab.waitForText("TargetDown");
      assertThat(tab.text("main")).contains("is down", "https://runbooks.example/down", "Quiet");
      tab.screenshot("alerts");

      tab.clickText("Firing (1)");
      tab.waitFor("!document.body.innerText.includes('Quiet')");
      tab.waitForLocation("/alerts?state=firing");
      tab.open("/alerts?search=Waiting");
      tab.waitForText("pending");
      assertThat(tab.text("main")).doesNotContain("TargetDown");

      tab.open("/alerts?state=firing");
      tab.waitForText("TargetDown");
      tab.click("a.expression");
      tab.waitFor("location.pathname === '/query'");
      tab.waitForLocation("/query?g0.expr=up+%3D%3D+0&g0.tab=1");

      tab.open("/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
      tab.waitFor("document.querySelectorAll('.data-table tbody tr').length === 1");
      assertThat(tab.text(".data-table tbody")).contains("job=\"gone\"");
      assertThat(tab.faults()).isEmpty();
    }
  }
}
