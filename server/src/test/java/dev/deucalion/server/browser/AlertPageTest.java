package dev.deucalion.server.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.server.interop.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

  @Test
  void theLinkOfANotificationShowsItsQuery(@TempDir Path directory) throws IOException {
    BlockingQueue<String> notifications = new LinkedBlockingQueue<>();
    HttpServer alertmanager =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    alertmanager.createContext(
        "/api/v2/alerts",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            notifications.add(new String(body, StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
          }
        });
    alertmanager.start();
    String alerting =
        "alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]}\n"
            .formatted(alertmanager.getAddress().getPort());
    try (Browser browser = new Browser(directory);
        UiServer server = UiServer.startWith(alerting, directory);
        Tab tab = browser.tab(server.base())) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !notifications.isEmpty());
      Object alert = Json.list(Json.parse(notifications.remove())).getFirst();
      URI link = URI.create(Json.at(alert, "generatorURL").toString());
      assertThat(link.getPort()).isEqualTo(server.base().getPort());
      assertThat(link.getPath() + "?" + link.getRawQuery())
          .isEqualTo("/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
      tab.open(link.getPath() + "?" + link.getRawQuery());
      tab.waitForText("job=\"gone\"");
      assertThat(tab.text(".cm-content")).isEqualTo("up == 0");
      assertThat(tab.text("[role=tab][aria-selected=true]")).isEqualTo("Table");
      assertThat(tab.text(".data-table tbody")).contains("job=\"gone\"");
      tab.screenshot("alert-link");
      assertThat(tab.faults()).isEmpty();
    } finally {
      alertmanager.stop(0);
    }
  }
}
