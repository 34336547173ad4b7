package dev.deucalion.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.options.HttpAuth;
import dev.deucalion.scrape.options.ScrapeJobOptions;
import dev.deucalion.scrape.options.ScrapeProtocol;
import dev.deucalion.scrape.options.Secret;
import dev.deucalion.scrape.options.StaticGroup;
import dev.deucalion.server.config.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {
  private final ConfigReader reader =
      new ConfigReader(Retention.ofFlags(0, 0), Map.of("HOST", "h1", "EMPTY", "")::get);

  private ServerConfig read(String yaml) throws ConfigException {
    return reader.read(yaml, "p.yml", Path.of("/etc/p"));
  }

  private List<String> problems(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml));
    assertThat(e).as(yaml).isNotNull();
    return e.problems().stream().map(Problem::toString).toList();
  }

  private String problem(String yaml) {
    assertThat(problems(yaml)).hasSize(1);
    return problems(yaml).getFirst();
  }

  @Test
  void urlsMayHaveWhatGoLetsStand() throws ConfigException {
    read(
        """
        scrape_configs:
          - job_name: a
            http_sd_configs:
              - url: 'http://h/x?match={a="b|c"} ^%'
        remote_write:
          - url: 'http://h/w?q={a}|"b"'
        """);
    assertThat(problem("scrape_configs: [{job_name: a, http_sd_configs: [{url: 'http://a b/'}]}]"))
        .contains("parse \"http://a b/\"");
    assertThat(
            problem(
                "scrape_configs: [{job_name: a, kubernetes_sd_configs:"
                    + " [{role: pod, api_server: 'http://[::1'}]}]"))
        .contains("parse \"http://[::1\"");
  }

  @Test
  void anEmptySourceLabelIsNoName() {
    assertThat(
            problem(
                "scrape_configs: [{job_name: a, relabel_configs:"
                    + " [{source_labels: [''], target_label: b}]}]"))
        .contains("\"\" is not a valid label name");
  }

  @Test
  void noValueIsNoListOfProtocols() throws ConfigException {
    assertThat(read("global:\n  scrape_protocols:\n").yaml()).doesNotContain("scrape_protocols");
  }

  @Test
  void nothingIsAConfigurationOfDefaults() throws ConfigException {
    ServerConfig config = read("");
    assertThat(config.scrapeJobs()).isEmpty();
    assertThat(config.global().scrapeIntervalMs()).isEqualTo(60_000);
    assertThat(config.storage())
        .isEqualTo(new StorageConfig(Retention.ofFlags(0, 0), 0, 0, 100_000));
    assertThat(config.storage().retention()).hasToString("15d");
    assertThat(config.yaml())
        .isEqualTo(
            """
            global:
              scrape_interval: 1m
              scrape_timeout: 10s
              evaluation_interval: 1m
              metric_name_validation_scheme: utf8
              metric_name_escaping_scheme: allow-utf-8
              scrape_native_histograms: false
              extra_scrape_metrics: false
            runtime:
              gogc: 75
            storage:
              tsdb:
                retention:
                  time: 15d
            otlp:
              translation_strategy: UnderscoreEscapingWithSuffixes
              label_name_underscore_sanitization: true
              label_name_preserve_multiple_underscores: true
            """);
  }

  @Test
  void retention() throws ConfigException {
    ServerConfig config = read("storage: {tsdb: {retention: {time: 7d, size: 1GB}}}");
    assertThat(config.storage().retention()).hasToString("1w or 1GiB");
    assertThat(config.warnings()).isEmpty();
    assertThat(read("storage: {tsdb: {retention: {}}}").storage().retention()).hasToString("");
  }

  @Test
  void retentionAsPartOfTheDisk() throws ConfigException {
    ServerConfig config = read("storage: {tsdb: {retention: {size: 1GB, percentage: 12.5}}}");
    assertThat(config.storage().retention()).hasToString("1GiB or 12.5%");
    assertThat(config.yaml()).contains("      percentage: 12.5\n");
    assertThat(config.warnings())
        .containsExactly(
            "storage.tsdb.retention.size is ignored, because storage.tsdb.retention.percentage is"
                + " specified");
    assertThat(problem("storage: {tsdb: {retention: {percentage: 101}}}"))
        .contains("'storage.tsdb.retention.percentage' must be in the range [0, 100], got 101");
  }

  @Test
  void samplesOutOfOrderAndExemplars() throws ConfigException {
    StorageConfig storage =
        read("""
        storage:
          tsdb: {out_of_order_time_window: 30m, stale_series_compaction_threshold: 0.4}
          exemplars: {max_exemplars: 5}
        """)
            .storage();
    assertThat(storage).isEqualTo(new StorageConfig(storage.retention(), 1_800_000, 0.4, 5));
    assertThat(read("storage: {exemplars: {}}").storage().maxExemplars()).isZero();
  }

  @Test
  void whatIsSaidOfTheStoreIsShown() throws ConfigException {
    ServerConfig config =
        read(
            """
            storage:
              tsdb:
                out_of_order_time_window: 30m
                stale_series_compaction_threshold: 0.5
                chunk_encoding: {floats: xor2}
            """);
    assertThat(config.yaml())
        .contains(
            """
            storage:
              tsdb:
                out_of_order_time_window: 30m
                stale_series_compaction_threshold: 0.5
                chunk_encoding:
                  floats: xor2
                retention:
            """);
    assertThat(config.warnings())
        .containsExactly(
            "storage.tsdb.chunk_encoding.floats xor2 has no effect: chunks are encoded with xor");
    assertThat(config.unsupported()).isEmpty();
  }

  @Test
  void allFaultsAreToldWithTheirPlaces() {
    assertThat(
            problems(
                """
                global:
                  scrape_interval: 5q
                  foo: bar
                scrape_configs:
                  - job_name: a
                    honor_labels: maybe
                    sample_limit: -1
                    static_configs: {}
                  - job_name: a
                  - scrape_timeout: 2m
                bogus: 1
                """))
        .containsExactly(
            "p.yml:2:20: unknown unit \"q\" in duration \"5q\"",
            "p.yml:3:3: field foo not found in type config.plain",
            "p.yml:6:19: cannot unmarshal !!str `maybe` into bool",
            "p.yml:7:19: cannot unmarshal !!int `-1` into uint",
            "p.yml:8:21: cannot unmarshal !!map into []*targetgroup.Group",
            "p.yml:9:5: found multiple scrape configs with job name \"a\"",
            "p.yml:10:5: job_name is empty",
            "p.yml:10:5: scrape timeout greater than scrape interval for scrape config with job"
                + " name \"\"",
            "p.yml:11:1: field bogus not found in type config.plain");
  }

  @Test
  void theMessageNamesFileAndFaults() {
    assertThatThrownBy(() -> read("a: 1\nb: 2\n"))
        .hasMessage(
            """
            parsing YAML file p.yml: yaml: unmarshal errors:
              p.yml:1:1: field a not found in type config.plain
              p.yml:2:1: field b not found in type config.plain\
            """);
  }

  @Test
  void brokenYamlIsToldWithItsPlace() {
    assertThat(problem("global:\n  a: [1\n")).startsWith("p.yml:3:1: yaml: ");
    assertThat(problem("global:\n\tscrape_interval: 1m\n")).startsWith("p.yml:2:1: yaml: ");
    assertThat(problem("just text"))
        .isEqualTo("p.yml:1:1: cannot unmarshal !!str `just text` into config.plain");
  }

  @Test
  void nestingHasALimit() {
    assertThat(problem("[".repeat(100_000)))
        .isEqualTo("p.yml:1:101: yaml: nested more than 100 levels deep");
  }

  @Test
  void manyJobsCanShareOneAnchor() throws ConfigException {
    StringBuilder yaml = new StringBuilder("scrape_configs:\n");
    for (int i = 0; i < 1_000; i++) {
      String targets = i == 0 ? "&shared [{targets: [a]}]" : "*shared";
      yaml.append("- {job_name: j").append(i).append(", static_configs: ").append(targets);
      yaml.append("}\n");
    }
    assertThat(read(yaml.toString()).scrapeJobs()).hasSize(1_000);
  }

  @Test
  void keysComeOnce() {
    assertThat(problem("global: {}\nglobal: {}\n"))
        .isEqualTo("p.yml:2:1: field global already set in type config.plain");
  }

  @Test
  void aMissingFileIsToldAsPrometheusDoes() {
    assertThatThrownBy(() -> reader.readFile("/nonexistent/p.yml"))
        .hasMessage("open /nonexistent/p.yml: no such file or directory");
  }

  @Test
  void jobsInheritFromGlobal() throws ConfigException {
    ScrapeJobOptions job =
        read("""
        global: {scrape_interval: 15s, sample_limit: 7, body_size_limit: 1MB, label_limit: 3}
        scrape_configs:
        - job_name: a
          sample_limit: 9
          scrape_protocols: [PrometheusProto, PrometheusText0.0.4]
        """)
            .scrapeJobs()
            .getFirst();
    assertThat(job.scrapeIntervalMs()).isEqualTo(15_000);
    assertThat(job.scrapeTimeoutMs()).isEqualTo(10_000);
    assertThat(job.limits().sampleLimit()).isEqualTo(9);
    assertThat(job.limits().bodySizeLimitBytes()).isEqualTo(1 << 20);
    assertThat(job.limits().labelLimit()).isEqualTo(3);
    assertThat(job.scrapeProtocols())
        .containsExactly(ScrapeProtocol.PROMETHEUS_PROTO, ScrapeProtocol.PROMETHEUS_TEXT_0_0_4);
  }

  @Test
  void timeoutsShrinkWithIntervals() throws ConfigException {
    assertThat(read("global: {scrape_interval: 5s}").global().scrapeTimeoutMs()).isEqualTo(5_000);
    assertThat(problem("global: {scrape_interval: 5s, scrape_timeout: 6s}"))
        .isEqualTo("p.yml:1:31: global scrape timeout greater than scrape interval");
  }

  @Test
  void externalLabelsTakeVariables() throws ConfigException {
    ServerConfig config =
        read("global: {external_labels: {a: '$HOST-${HOST}', b: $$x, c: '${EMPTY}', d: 5$}}");
    assertThat(config.global().externalLabels())
        .isEqualTo(Labels.of("a", "h1-h1", "b", "$x", "d", "5$"));
    assertThat(config.warnings()).containsExactly("Empty environment variable EMPTY");
  }

  @Test
  void secretsAreKeptAndNotShown() throws ConfigException {
    ServerConfig config =
        read(
            """
            scrape_configs:
            - job_name: a
              basic_auth: {username: u, password: hunter2}
              http_headers: {X-A: {values: [v], secrets: [hunter3], files: [f]}}
              proxy_url: http://u:hunter4@proxy:1
            - job_name: b
              bearer_token: hunter5
            - job_name: c
              authorization: {credentials_file: token}
              tls_config: {key: hunter6, cert: public, ca_file: ca.pem}
            """);
    assertThat(config.yaml())
        .doesNotContain("hunter")
        .contains("  basic_auth:\n    username: u\n    password: <secret>\n")
        .contains("      secrets:\n      - <secret>\n      files:\n      - /etc/p/f\n")
        .contains("  proxy_url: http://u:xxxxx@proxy:1\n")
        .contains("  authorization:\n    type: Bearer\n    credentials: <secret>\n")
        .contains("    credentials_file: /etc/p/token\n")
        .contains("    ca_file: /etc/p/ca.pem\n    insecure_skip_verify: false\n");
    assertThat(config.scrapeJobs().get(0).http().auth())
        .isEqualTo(new HttpAuth.Basic(Secret.of("u"), Secret.of("hunter2")));
    assertThat(config.scrapeJobs().get(1).http().auth())
        .isEqualTo(new HttpAuth.Credentials("Bearer", Secret.of("hunter5")));
    assertThat(config.scrapeJobs().get(2).http().auth())
        .isEqualTo(new HttpAuth.Credentials("Bearer", Secret.inFile(Path.of("/etc/p/token"))));
  }

  @Test
  void staticTargetsAreRead() throws ConfigException {
    ScrapeJobOptions job =
        read("""
        scrape_configs:
        - job_name: 1
          static_configs:
          - targets: [a:1, b:2]
            labels: {x: y}
          - targets: []
        """)
            .scrapeJobs()
            .getFirst();
    assertThat(job.jobName()).isEqualTo("1");
    assertThat(job.discovery())
        .containsExactly(
            new StaticGroup(List.of("a:1", "b:2"), Labels.of("x", "y"), "0"),
            new StaticGroup(List.of(), Labels.EMPTY, "1"));
  }

  @Test
  void urlsAreNoTargets() {
    assertThat(
            problem("scrape_configs: [{job_name: a, static_configs: [{targets: ['http://b']}]}]"))
        .endsWith("\"http://b\" is not a valid hostname");
  }

  @Test
  void noServerStartsOnLaterSectionsUnlessTheyAreEmpty() throws ConfigException {
    ServerConfig asking =
        read(
            """
            tracing: {endpoint: "localhost:4317"}
            scrape_configs:
            - job_name: a
              eureka_sd_configs: [{server: "http://x"}]
            """);
    assertThatThrownBy(() -> asking.supported("p.yml"))
        .hasMessageContainingAll(
            "p.yml:1:1: tracing is not supported yet",
            "p.yml:4:3: eureka_sd_configs is not supported yet");
    assertThat(
            read("""
            alerting: {alertmanagers: [], alert_relabel_configs: []}
            remote_write:
            storage: {tsdb: {out_of_order_time_window: 0s}, exemplars: {max_exemplars: 5}}
            scrape_configs:
            - {job_name: a, file_sd_configs: []}
            """)
                .scrapeJobs())
        .hasSize(1);
  }

  @Test
  void anchorsAndMergesWork() throws ConfigException {
    ServerConfig config =
        read(
            """
            scrape_configs:
            - &base
              job_name: a
              scrape_interval: 7s
            - <<: *base
              job_name: b
            """);
    assertThat(config.scrapeJobs().get(1).jobName()).isEqualTo("b");
    assertThat(config.scrapeJobs().get(1).scrapeIntervalMs()).isEqualTo(7_000);
  }

  @Test
  void aJobIsShownWithItsDefaults() throws ConfigException {
    String yaml =
        read("""
        scrape_configs:
        - job_name: n
          params: {module: [a, "true"]}
          relabel_configs:
          - {source_labels: [a, b], target_label: c}
          - {regex: abc, action: labeldrop}
          static_configs: [{targets: ["localhost:9090"], labels: {x: y}}]
        """)
            .yaml();
    assertThat(yaml)
        .contains(
            """
            scrape_configs:
            - job_name: "n"
              honor_timestamps: true
              track_timestamps_staleness: false
              params:
                module:
                - a
                - "true"
              scrape_interval: 1m
              scrape_timeout: 10s
              scrape_protocols:
              - OpenMetricsText1.0.0
              - OpenMetricsText0.0.1
              - PrometheusText1.0.0
              - PrometheusText0.0.4
              scrape_native_histograms: false
              always_scrape_classic_histograms: false
              convert_classic_histograms_to_nhcb: false
              metrics_path: /metrics
              scheme: http
              enable_compression: true
              metric_name_validation_scheme: utf8
              metric_name_escaping_scheme: allow-utf-8
              extra_scrape_metrics: false
              follow_redirects: true
              enable_http2: true
              relabel_configs:
              - source_labels: [a, b]
                separator: ;
                target_label: c
                replacement: $1
                action: replace
              - separator: ;
                regex: abc
                replacement: $1
                action: labeldrop
              static_configs:
              - targets:
                - localhost:9090
                labels:
                  x: "y"
            """);
    assertThat(read(yaml).yaml()).isEqualTo(yaml);
  }
}
