package dev.deucalion.server.config.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.scrape.options.Secret;
import dev.deucalion.server.config.ConfigException;
import dev.deucalion.server.config.ConfigReader;
import dev.deucalion.server.config.Retention;
import dev.deucalion.server.config.ServerConfig;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.server.remote.options.WriteSwitch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteWriteReaderTest {
  private static ServerConfig read(String yaml) throws ConfigException {
    return new ConfigReader(Retention.ofFlags(0, 0), name -> null)
        .read(yaml, "p.yml", Path.of("/etc"));
  }

  @Test
  void whatIsNotSaidHasPrometheusDefaults() throws ConfigException {
    RemoteWriteOptions options =
        read("remote_write: [{url: 'http://u:p@x/write'}]").remote().write().getFirst();
    assertThat(options.url()).isEqualTo("http://u:p@x/write");
    assertThat(options.shownUrl()).isEqualTo("http://u:xxxxx@x/write");
    assertThat(options.name()).hasSize(6).isEqualTo(options.id().substring(0, 6));
    assertThat(options.protocol()).isEqualTo(WriteProtocol.V1);
    assertThat(options.timeoutMs()).isEqualTo(30_000);
    assertThat(options.queue()).isEqualTo(QueueOptions.DEFAULTS);
    assertThat(options.metadata()).isEqualTo(MetadataOptions.DEFAULTS);
    assertThat(options.switches()).isEmpty();
    assertThat(options.cloud()).isEqualTo(new CloudAuth.None());
    assertThat(options.http().enableHttp2()).isFalse();
  }

  @Test
  void everythingThatIsSaidCounts() throws ConfigException {
    ServerConfig config =
        read(
            """
            remote_write:
            - url: http://x
              name: there
              protobuf_message: io.prometheus.write.v2.Request
              remote_timeout: 7s
              headers: {X-Scope-OrgID: tenant}
              send_exemplars: true
              send_native_histograms: true
              round_robin_dns: true
              write_relabel_configs: [{source_labels: [a], regex: b, action: drop}]
              queue_config:
                capacity: 1
                max_shards: 4
                min_shards: 3
                max_samples_per_send: 5
                batch_send_deadline: 6s
                min_backoff: 7ms
                max_backoff: 8s
                retry_on_http_429: true
                sample_age_limit: 9m
              metadata_config: {send: false, send_interval: 10s, max_samples_per_send: 11}
              sigv4: {region: r, access_key: k, secret_key: s, role_arn: arn}
            """);
    RemoteWriteOptions options = config.remote().write().getFirst();
    assertThat(options.name()).isEqualTo("there");
    assertThat(options.protocol()).isEqualTo(WriteProtocol.V2);
    assertThat(options.timeoutMs()).isEqualTo(7_000);
    assertThat(options.headers()).isEqualTo(Map.of("X-Scope-OrgID", "tenant"));
    assertThat(options.switches())
        .containsOnly(
            WriteSwitch.EXEMPLARS, WriteSwitch.NATIVE_HISTOGRAMS, WriteSwitch.ROUND_ROBIN_DNS);
    assertThat(options.relabeling()).hasSize(1);
    assertThat(options.queue())
        .isEqualTo(
            new QueueOptions(
                1,
                4,
                3,
                5,
                6_000,
                new QueueOptions.Backoff(7, 8_000, QueueOptions.RateLimited.RETRIED),
                540_000));
    assertThat(options.queue().batchesPerShard()).isEqualTo(1);
    assertThat(options.metadata())
        .isEqualTo(new MetadataOptions(MetadataOptions.Sending.OFF, 10_000, 11));
    assertThat(options.cloud()).isInstanceOf(CloudAuth.SigV4.class);
    assertThat(config.yaml()).doesNotContain("secret_key: s");
  }

  @Test
  void equalEntriesAreRefused() {
    assertThatThrownBy(() -> read("remote_write: [{url: 'http://x'}, {url: 'http://x'}]"))
        .hasMessageContaining(
            "duplicate remote write configs are not allowed, found duplicate for URL: http://x");
  }

  @Test
  void anExternalIdNeedsARole() {
    assertThatThrownBy(() -> read("remote_write: [{url: 'http://x', sigv4: {external_id: e}}]"))
        .hasMessageContaining("external_id can only be used with role_arn");
  }

  @Test
  void cloudsAreToldWhoIsThere() throws ConfigException {
    ServerConfig google =
        read("remote_write: [{url: 'http://x', google_iam: {credentials_file: f}}]");
    assertThat(google.remote().write().getFirst().cloud()).isEqualTo(new CloudAuth.GoogleIam("f"));
    ServerConfig azure =
        read(
            """
            remote_write:
            - url: http://x
              azuread:
                certificate:
                  client_id: 00000000-0000-0000-0000-000000000001
                  tenant_id: t
                  certificate_path: c
                  certificate_key_path: k
                  certificate_password: p
                  send_certificate_chain: true
            - url: http://y
              azuread: {sdk: {tenant_id: t}}
            """);
    assertThat(azure.remote().write().getFirst().cloud())
        .isEqualTo(
            new CloudAuth.AzureAd(
                "AzurePublic",
                "",
                new CloudAuth.AzureMethod.Certificate(
                    "00000000-0000-0000-0000-000000000001",
                    "t",
                    new CloudAuth.AzureMethod.KeyFiles("c", "k", Secret.of("p")),
                    true)));
    assertThat(azure.remote().write().getLast().cloud())
        .isEqualTo(
            new CloudAuth.AzureAd("AzurePublic", "", new CloudAuth.AzureMethod.Environment("t")));
    assertThat(azure.yaml()).doesNotContain("certificate_password: p");
  }

  @Test
  void secretsDoNotChangeTheId() throws ConfigException {
    List<String> ids =
        List.of(
            read("remote_write: [{url: 'http://x', basic_auth: {username: u, password: a}}]")
                .remote()
                .write()
                .getFirst()
                .id(),
            read("remote_write: [{url: 'http://x', basic_auth: {username: u, password: b}}]")
                .remote()
                .write()
                .getFirst()
                .id());
    assertThat(ids.getFirst()).isEqualTo(ids.getLast());
  }
}
