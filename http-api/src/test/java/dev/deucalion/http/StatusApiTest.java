package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.source.MetadataSource.MetricMetadata;
import dev.deucalion.http.source.MetadataSource.TargetMetadata;
import dev.deucalion.http.source.TargetSource.ActiveTarget;
import dev.deucalion.http.source.TargetSource.DroppedTarget;
import dev.deucalion.http.source.TargetSource.Health;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.notify.Alertmanagers;
import dev.deucalion.tsdb.block.BlockMeta;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Endpoints that tell about targets, metadata and the program. */
final class StatusApiTest {
  private final ServerFixture http =
      new ServerFixture(o -> o.externalUrl(URI.create("https://prom.example.com/p")));

  @AfterEach
  void stop() {
    http.close();
  }

  @Test
  void targets() {
    Labels found = Labels.of("__address__", "localhost:9100", "x", "<");
    http.program.active.add(
        new ActiveTarget(
            found,
            Labels.of("job", "node"),
            "z",
            "http://localhost:9100/metrics?a=b%20c",
            "Get \"x\": <refused>",
            Instant.ofEpochSecond(1_795_212_613L, 9_254_043),
            2_301_203,
            Health.DOWN,
            "15s",
            "10s"));
    http.program.active.add(
        new ActiveTarget(
            Labels.EMPTY,
            Labels.EMPTY,
            "a",
            "http://h/m",
            "",
            null,
            0,
            Health.UNKNOWN,
            "1m",
            "1s"));
    http.program.dropped.add(new DroppedTarget(found, "z"));
    String second =
        "{\"discoveredLabels\":{},\"labels\":{},\"scrapePool\":\"a\",\"scrapeUrl\":\"http://h/m\","
            + "\"globalUrl\":\"http://h/m\",\"lastError\":\"\","
            + "\"lastScrape\":\"0001-01-01T00:00:00Z\",\"lastScrapeDuration\":0,"
            + "\"health\":\"unknown\",\"scrapeInterval\":\"1m\",\"scrapeTimeout\":\"1s\"}";
    String first =
        "{\"discoveredLabels\":{\"__address__\":\"localhost:9100\",\"x\":\"<\"},"
            + "\"labels\":{\"job\":\"node\"},\"scrapePool\":\"z\","
            + "\"scrapeUrl\":\"http://localhost:9100/metrics?a=b%20c\","
            + "\"globalUrl\":\"http://prom.example.com:9100/metrics?a=b%20c\","
            + "\"lastError\":\"Get \\\"x\\\": \\u003crefused\\u003e\","
            + "\"lastScrape\":\"2026-11-20T22:10:13.009254043Z\","
            + "\"lastScrapeDuration\":0.002301203,\"health\":\"down\","
            + "\"scrapeInterval\":\"15s\",\"scrapeTimeout\":\"10s\"}";
    String dropped =
        "{\"discoveredLabels\":{\"__address__\":\"localhost:9100\",\"x\":\"<\"},"
            + "\"scrapePool\":\"z\"}";
    assertThat(data("targets"))
        .isEqualTo(
            "{\"activeTargets\":["
                + second
                + ","
                + first
                + "],\"droppedTargets\":["
                + dropped
                + "],\"droppedTargetCounts\":{\"a\":2,\"b\":1}}");
    assertThat(data("targets?state=Active&scrapePool=z"))
        .isEqualTo(
            "{\"activeTargets\":["
                + first
                + "],\"droppedTargets\":[],"
                + "\"droppedTargetCounts\":null}");
    assertThat(data("targets?state=dropped&scrapePool=a"))
        .isEqualTo(
            "{\"activeTargets\":[],\"droppedTargets\":[],"
                + "\"droppedTargetCounts\":{\"a\":2,\"b\":1}}");
    assertThat(data("scrape_pools")).isEqualTo("{\"scrapePools\":[\"a\",\"b\"]}");
  }

  @Test
  void metadata() {
    MetricMetadata up = new MetricMetadata("x_total", "counter", "Help.", "");
    http.program.said.add(
        new TargetMetadata(
            Labels.of("job", "a"), List.of(up, new MetricMetadata("b", "gauge", "", "s"))));
    http.program.said.add(
        new TargetMetadata(
            Labels.of("job", "b"),
            List.of(up, new MetricMetadata("x_total", "counter", "Other.", ""))));
    String b = "\"b\":[{\"type\":\"gauge\",\"unit\":\"s\",\"help\":\"\"}]";
    String help = "{\"type\":\"counter\",\"unit\":\"\",\"help\":\"Help.\"}";
    String other = "{\"type\":\"counter\",\"unit\":\"\",\"help\":\"Other.\"}";
    assertThat(data("metadata")).isEqualTo("{" + b + ",\"x_total\":[" + help + "," + other + "]}");
    assertThat(data("metadata?limit=1")).isEqualTo("{" + b + "}");
    assertThat(data("metadata?limit=0")).isEqualTo("{}");
    assertThat(data("metadata?metric=x_total&limit_per_metric=1"))
        .isEqualTo("{\"x_total\":[" + help + "]}");
    assertThat(data("targets/metadata?limit=1"))
        .isEqualTo(
            "[{\"target\":{\"job\":\"a\"},\"metric\":\"x_total\",\"type\":\"counter\","
                + "\"help\":\"Help.\",\"unit\":\"\"},{\"target\":{\"job\":\"a\"},"
                + "\"metric\":\"b\",\"type\":\"gauge\",\"help\":\"\",\"unit\":\"s\"}]");
    assertThat(data("targets/metadata?metric=x_total&match_target=%7Bjob%3D%22a%22%7D"))
        .isEqualTo(
            "[{\"target\":{\"job\":\"a\"},\"type\":\"counter\",\"help\":\"Help.\","
                + "\"unit\":\"\"}]");
  }

  @Test
  void status() {
    http.program.flags.put("web.listen-address", "0.0.0.0:9090");
    http.program.flags.put("config.file", "a<b.yml");
    assertThat(data("status/flags"))
        .isEqualTo("{\"config.file\":\"a\\u003cb.yml\",\"web.listen-address\":\"0.0.0.0:9090\"}");
    assertThat(data("status/config"))
        .isEqualTo("{\"yaml\":\"global:\\n  scrape_interval: 1m\\n\"}");
    assertThat(data("status/buildinfo"))
        .isEqualTo(
            "{\"version\":\"3.14.0\",\"revision\":\"abc\",\"branch\":\"main\","
                + "\"buildUser\":\"me\",\"buildDate\":\"20261120\",\"goVersion\":\"java25\"}");
    assertThat(data("status/runtimeinfo"))
        .isEqualTo(
            "{\"startTime\":\"2023-11-14T22:13:20.0290733Z\",\"CWD\":\"/srv\","
                + "\"hostname\":\"host\",\"serverTime\":\"2023-11-14T22:13:20.123Z\","
                + "\"reloadConfigSuccess\":true,\"lastConfigTime\":\"0001-01-01T00:00:00Z\","
                + "\"corruptionCount\":1,\"goroutineCount\":2,\"GOMAXPROCS\":3,"
                + "\"GOMEMLIMIT\":4,\"GOGC\":\"\",\"GODEBUG\":\"\",\"storageRetention\":\"15d\"}");
    assertThat(data("status/walreplay")).isEqualTo("{\"min\":0,\"max\":3,\"current\":2}");
    String counts = "[{\"name\":\"up\",\"value\":2},{\"name\":\"x\",\"value\":7}]";
    assertThat(data("status/tsdb?limit=7"))
        .isEqualTo(
            "{\"headStats\":{\"numSeries\":2,\"numLabelPairs\":3,\"chunkCount\":4,"
                + "\"minTime\":-5,\"maxTime\":6},\"seriesCountByMetricName\":"
                + counts
                + ",\"labelValueCountByLabelName\":"
                + counts
                + ",\"memoryInBytesByLabelName\":"
                + counts
                + ",\"seriesCountByLabelValuePair\":[]}");
    assertThat(data("status/tsdb?label=job"))
        .endsWith(
            ",\"seriesCountByLabelValue\":[{\"name\":\"of job\",\"value\":2},"
                + "{\"name\":\"\",\"value\":1}]}");
  }

  @Test
  void withoutRules() {
    assertThat(data("rules")).isEqualTo("{\"groups\":[]}");
    assertThat(data("rules?type=alert")).isEqualTo("{\"groups\":[]}");
    assertThat(data("alerts")).isEqualTo("{\"alerts\":[]}");
    assertThat(data("alertmanagers"))
        .isEqualTo("{\"activeAlertmanagers\":[],\"droppedAlertmanagers\":[]}");
  }

  @Test
  void alertmanagers() {
    http.program.alertmanagers =
        new Alertmanagers(List.of("http://a:1/api/v2/alerts", "http://b"), List.of("http://c"));
    assertThat(data("alertmanagers"))
        .isEqualTo(
            "{\"activeAlertmanagers\":[{\"url\":\"http://a:1/api/v2/alerts\"},"
                + "{\"url\":\"http://b\"}],\"droppedAlertmanagers\":[{\"url\":\"http://c\"}]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          status/tsdb?limit=0 | limit must be a positive number
          status/tsdb?limit=x | limit must be a positive number
          status/tsdb?limit=10001 | limit must not exceed 10000
          metadata?limit=x | limit must be a number
          metadata?limit_per_metric=x | limit_per_metric must be a number
          targets/metadata?match_target=x%7B | invalid parameter \\"match_target\\": 1:1: parse error: unexpected end of input
          rules?type=x | invalid parameter \\"type\\": not supported value \\"x\\"
          """)
  void badData(String target, String error) {
    assertThat(http.get("/api/v1/" + target).body())
        .isEqualTo("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"" + error + "\"}");
  }

  @Test
  void blocks() {
    BlockMeta.Compaction compaction =
        new BlockMeta.Compaction(
            2,
            List.of("01A", "01B"),
            false,
            List.of(new BlockMeta.Parent("01A", 0, 5)),
            true,
            List.of(BlockMeta.FROM_OUT_OF_ORDER));
    http.program.blocks =
        List.of(new BlockMeta("01C", 0, 10, new BlockMeta.Stats(5, 5, 0, 2, 3, 0), compaction));
    assertThat(data("status/tsdb/blocks"))
        .isEqualTo(
            """
            {"blocks":[{"ulid":"01C","minTime":0,"maxTime":10,\
            "stats":{"numSamples":5,"numFloatSamples":5,"numSeries":2,"numChunks":3},\
            "compaction":{"level":2,"sources":["01A","01B"],\
            "parents":[{"ulid":"01A","minTime":0,"maxTime":5}],"failed":true,\
            "hints":["from-out-of-order"]},"version":1}]}\
            """);
  }

  private String data(String target) {
    String body = http.get("/api/v1/" + target).body();
    assertThat(body).startsWith("{\"status\":\"success\",\"data\":").endsWith("}");
    return body.substring("{\"status\":\"success\",\"data\":".length(), body.length() - 1);
  }
}
