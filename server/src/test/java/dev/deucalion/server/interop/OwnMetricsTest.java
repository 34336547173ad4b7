package dev.deucalion.server.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus tells of itself without rules and remote ends, Deucalion tells too. */
@Tag("interop")
class OwnMetricsTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([\\w:]+)\\{(.*)} \\S+$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  /** What stands in docs/compatibility.md as left out, or is gone from newer versions. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "go_.*|net_conntrack_.*|promhttp_.*|process_virtual_memory_max_bytes"
              + "|prometheus_remote_storage_.*|prometheus_api_remote_read_queries"
              + "|prometheus_sd_(azure|dns|file|http|received|updates).*|prometheus_treecache_.*"
              + "|prometheus_notifications_(dropped_total|queue_length)"
              + "|prometheus_tsdb_(compaction_.*|tombstone_cleanup_seconds)"
              + "|prometheus_tsdb_head_series_not_found_total");

  @Test
  void haveTheNamesTypesAndLabelsOfPrometheus(@TempDir Path directory) throws IOException {
    Peers.installed("prometheus");
    Path config = Files.writeString(directory.resolve("prometheus.yml"), "{}\n");
    Path data = directory.resolve("prometheus-data");
    try (Peer prometheus = Peers.prometheus(directory, config, "--storage.tsdb.path=" + data);
        Peer deucalion = Peers.deucalion(directory, config)) {
      String expected = metrics(prometheus);
      String actual = metrics(deucalion);
      Map<String, String> types = types(actual);
      Map<String, String> expectedTypes = types(expected);
      expectedTypes.keySet().removeIf(name -> LEFT_OUT.matcher(name).matches());
      assertThat(expectedTypes).hasSizeGreaterThan(60);
      assertThat(types).containsAllEntriesOf(expectedTypes);
      Map<String, Set<String>> labels = labels(actual);
      labels(expected)
          .forEach((name, names) -> {
            if (labels.containsKey(name)) {
              assertThat(labels.get(name)).as("labels of %s", name).containsAll(names);
            }
          });
    }
  }

  /** After a query and a request, so that there are numbers of both. */
  private static String metrics(Peer peer) {
    peer.api().data("query", "query", "1");
    await(peer.name() + " counts requests")
        .atMost(Duration.ofSeconds(60))
        .until(() -> peer.api().get("/metrics").contains("handler=\"/metrics\""));
    return peer.api().get("/metrics");
  }

  private static Map<String, String> types(String metrics) {
    Map<String, String> types = new TreeMap<>();
    for (Matcher type = TYPE.matcher(metrics); type.find(); ) {
      types.put(type.group(1), type.group(2));
    }
    return types;
  }

  private static Map<String, Set<String>> labels(String metrics) {
    Map<String, Set<String>> labels = new TreeMap<>();
    for (Matcher sample = SAMPLE.matcher(metrics); sample.find(); ) {
      Set<String> names = labels.computeIfAbsent(sample.group(1), _ -> new TreeSet<>());
      for (Matcher label = LABEL.matcher(sample.group(2)); label.find(); ) {
        names.add(label.group(1));
      }
    }
    return labels;
  }
}
