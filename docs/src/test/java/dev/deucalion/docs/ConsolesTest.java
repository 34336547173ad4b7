package dev.deucalion.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.rules.group.RuleTemplates;
import dev.deucalion.rules.template.ConsoleTemplates;
import dev.deucalion.rules.template.TemplateException;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.testing.EmbeddedPrometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consoles of the archive, over data as Prometheus and the node exporter have them. */
class ConsolesTest {
  private static final Path ARCHIVE = Project.root().resolve("dist/src/main/archive");

  private final EmbeddedPrometheus prometheus = EmbeddedPrometheus.start();

  @AfterEach
  void stop() {
    prometheus.close();
  }

  /** The text of a page, without tags and runs of space. */
  private String text(String page, Map<String, List<String>> parameters)
      throws IOException, TemplateException {
    return page(page, parameters)
        .replaceAll("(?s)<head>.*</head>", "")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }

  private String page(String page, Map<String, List<String>> parameters)
      throws IOException, TemplateException {
    ConsoleTemplates templates =
        new ConsoleTemplates(
            new TemplateSurroundings(
                (query, timeMs) ->
                    RuleTemplates.samples(
                        prometheus
                            .engine()
                            .instant(
                                prometheus.store(),
                                new InstantQuery(query, timeMs, QueryOptions.DEFAULTS))
                            .value()),
                "http://here/prefix",
                "/prefix"));
    Path library = ARCHIVE.resolve("console_libraries/tables.lib");
    return templates.expand(
        new ConsoleTemplates.Source(
            "/" + page, Files.readString(ARCHIVE.resolve("consoles/" + page))),
        List.of(new ConsoleTemplates.Source("tables.lib", Files.readString(library))),
        new ConsoleTemplates.Request(parameters, page, Labels.EMPTY),
        prometheus.now().toEpochMilli());
  }

  private void feed(String... series) {
    prometheus.feed(Duration.ofMinutes(1), series);
    prometheus.advance(Duration.ofMinutes(10));
  }

  @Test
  void prometheusServers() throws Exception {
    String of = "{job=\"prometheus\",instance=\"a:9090\"}";
    feed(
        "up" + of + " 1x10",
        "up{job=\"prometheus\",instance=\"b:9090\"} 0x10",
        "prometheus_tsdb_head_series" + of + " 1234000x10",
        "prometheus_tsdb_head_samples_appended_total" + of + " 0+6000x10",
        "process_resident_memory_bytes" + of + " 268435456x10",
        "process_cpu_seconds_total" + of + " 0+30x10");
    assertThat(text("prometheus.html", Map.of()))
        .contains("a:9090 up 1.234M 100 256MiB 50.0 % - ", "b:9090 down - - - - - ");
    assertThat(page("prometheus.html", Map.of()))
        .contains("<a href=\"/prefix/graph?g0.expr=prometheus_tsdb_head_series%7B");
  }

  @Test
  void nodes() throws Exception {
    String of = "job=\"node\",instance=\"n:9100\"";
    feed(
        "up{" + of + "} 1x10",
        "node_cpu_seconds_total{cpu=\"0\",mode=\"idle\"," + of + "} 0+45x10",
        "node_cpu_seconds_total{cpu=\"1\",mode=\"idle\"," + of + "} 0+15x10",
        "node_load1{" + of + "} 0x10",
        "node_memory_MemTotal_bytes{" + of + "} 1073741824x10",
        "node_filesystem_size_bytes{mountpoint=\"/\",fstype=\"ext4\"," + of + "} 2048x10",
        "node_filesystem_size_bytes{mountpoint=\"/tmp\",fstype=\"tmpfs\"," + of + "} 2048x10",
        "node_filesystem_avail_bytes{mountpoint=\"/\",fstype=\"ext4\"," + of + "} 1024x10",
        "node_network_receive_bytes_total{device=\"eth0\"," + of + "} 0+61440x10",
        "node_network_receive_bytes_total{device=\"lo\"," + of + "} 0+61440x10");
    assertThat(text("node.html", Map.of())).contains("n:9100 up 50.0 % 0 1GiB - 1kiB ");
    assertThat(page("node.html", Map.of()))
        .contains("<a href=\"node.html?instance=n%3a9100\">n:9100</a>");
    assertThat(text("node.html", Map.of("instance", List.of("n:9100"))))
        .contains("Free / 2kiB 1kiB Network", "second eth0 1kiB - ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"prometheus", "node"})
  void theySayWhereThereIsNothing(String page) throws Exception {
    assertThat(text(page + ".html", Map.of())).contains("No targets of a job " + page + " .");
  }
}
