package dev.deucalion.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.notify.AlertingOptions;
import dev.deucalion.rules.notify.AlertmanagerOptions;
import dev.deucalion.rules.notify.Signing;
import dev.deucalion.scrape.discovery.file.FileDiscoveryOptions;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.StaticGroup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertingReaderTest {
  private static ServerConfig read(String yaml) throws ConfigException {
    return new ConfigReader(Retention.ofFlags(0, 0), name -> null)
        .read(yaml, "p.yml", Path.of("/etc"));
  }

  private static AlertmanagerOptions only(String alertmanager) throws ConfigException {
    ServerConfig config = read("alerting: {alertmanagers: [" + alertmanager + "]}");
    return config.supported("p.yml").alerting().alertmanagers().getFirst();
  }

  @Test
  void nothing() throws ConfigException {
    assertThat(read("global: {}").alerting()).isEqualTo(AlertingOptions.NONE);
  }

  @Test
  void defaults() throws ConfigException {
    assertThat(only("{static_configs: [{targets: ['a:9093'], labels: {x: y}}]}"))
        .isEqualTo(
            AlertmanagerOptions.of(new StaticGroup(List.of("a:9093"), Labels.of("x", "y"), "0")));
  }

  @Test
  void everything() throws ConfigException {
    AlertmanagerOptions options =
        only(
            """
            {scheme: https, path_prefix: /am, timeout: 3s, api_version: v2,
             basic_auth: {username: u, password: p},
             relabel_configs: [{source_labels: [a], regex: b, action: drop}],
             alert_relabel_configs: [{regex: replica, action: labeldrop}],
             file_sd_configs: [{files: [am/*.yml]}]}\
            """);
    assertThat(options.scheme()).isEqualTo("https");
    assertThat(options.pathPrefix()).isEqualTo("/am");
    assertThat(options.timeoutMs()).isEqualTo(3_000);
    assertThat(options.http().auth()).isInstanceOf(HttpAuth.Basic.class);
    assertThat(options.relabeling()).hasSize(1);
    assertThat(options.alertRelabeling()).hasSize(1);
    assertThat(options.discovery()).singleElement().isInstanceOf(FileDiscoveryOptions.class);
  }

  @Test
  void signatures() throws ConfigException {
    assertThat(only("{sigv4: {region: r, access_key: a, secret_key: s}}").signing())
        .isInstanceOfSatisfying(
            Signing.SigV4.class,
            signing -> {
              assertThat(signing.identity().region()).isEqualTo("r");
              assertThat(signing.service()).isEqualTo("aps");
            });
  }

  @Test
  void whatIsWrong() {
    assertThatThrownBy(() -> only("{api_version: v1}"))
        .hasMessageContaining("expected Alertmanager api version to be one of [v2] but got v1");
    assertThatThrownBy(() -> only("{sigv4: {region: r}, basic_auth: {username: u}}"))
        .hasMessageContaining(
            "at most one of basic_auth, authorization, oauth2, & sigv4 must be configured");
  }
}
