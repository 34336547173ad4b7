package dev.deucalion.server.remote.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.ReadWarnings;
import dev.deucalion.storage.SeriesSelector;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteReadsTest {
  private static final long MAX_BYTES = 1 << 20;
  private static final Labels LOCAL = Labels.of("__name__", "m", "where", "local");
  private static final Labels BOTH = Labels.of("__name__", "m", "where", "both");

  private final Tsdb local = Tsdb.inMemory();
  private final RemoteReads reads =
      new RemoteReads(
          local,
          () -> 50,
          new HttpResources(MAX_BYTES, "test", Map.of(), Resolver.SYSTEM),
          MAX_BYTES);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private HttpServer remote;
  private volatile int code = 200;

  @BeforeEach
  void start() throws IOException {
    Labels named = Labels.of("__name__", "m", "where", "both", "zone", "z");
    byte[] answer = Answers.streamed(List.of(Answers.counting(named, 60)));
    remote = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    remote.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = Snappy.uncompress(exchange.getRequestBody().readAllBytes());
            asked.add(new String(body, ISO_8859_1));
            exchange
                .getResponseHeaders()
                .set(
                    "Content-Type",
                    "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse");
            exchange.sendResponseHeaders(code, answer.length);
            exchange.getResponseBody().write(answer);
          }
        });
    remote.start();
    try (Appender batch = local.appender()) {
      batch.append(batch.seriesRef(LOCAL), 50, 1);
      batch.append(batch.seriesRef(BOTH), 55, 2);
      batch.append(batch.seriesRef(BOTH), 70, 3);
      batch.commit();
    }
  }

  @AfterEach
  void stop() throws IOException {
    remote.stop(0);
    local.close();
  }

  private RemoteReadOptions options(Map<String, String> required, ReadSwitch... switches) {
    String url = "http://127.0.0.1:" + remote.getAddress().getPort() + "/read";
    return new RemoteReadOptions(
        "name",
        url,
        url,
        20_000,
        MAX_BYTES,
        Map.of(),
        required,
        Set.of(switches),
        HttpClientOptions.DEFAULTS);
  }

  private Map<Labels, List<Long>> read(long minTimeMs, long maxTimeMs) {
    List<Matcher> matchers = List.of(Matcher.equal("__name__", "m"));
    try (Querier querier = reads.querier(minTimeMs, maxTimeMs)) {
      SeriesSet set =
          ReadWarnings.collect(
              warnings::add,
              () ->
                  querier
                      .select(List.of(new SeriesSelector(matchers, minTimeMs, maxTimeMs, true)))
                      .getFirst());
      Map<Labels, List<Long>> found = new LinkedHashMap<>();
      for (int i = 0; i < set.size(); i++) {
        found.put(
            set.labels(i),
            Answers.read(set.samples(i, null)).stream().map(Answers.Sample::timeMs).toList());
      }
      return found;
    }
  }

  private static List<Long> times(long from, long to) {
    List<Long> times = new ArrayList<>();
    for (long t = from; t <= to; t++) {
      times.add(t);
    }
    return times;
  }

  @Test
  void withoutEndsItIsTheLocalStore() {
    assertThat(read(0, 100).get(BOTH)).containsExactly(55L, 70L);
    assertThat(asked).isEmpty();
  }

  @Test
  void bothAreReadAsOneUnderTheLocalNames() {
    reads.apply(
        Labels.of("zone", "z"),
        List.of(options(Map.of(), ReadSwitch.READ_RECENT, ReadSwitch.FILTER_EXTERNAL_LABELS)));
    Map<Labels, List<Long>> found = read(10, 100);
    List<Long> expected = times(10, 60);
    expected.add(70L);
    assertThat(found).containsOnlyKeys(LOCAL, BOTH);
    assertThat(found.get(BOTH)).isEqualTo(expected);
    assertThat(found.get(LOCAL)).containsExactly(50L);
    assertThat(asked.getFirst()).contains("zone");
    assertThat(warnings).isEmpty();
  }

  @Test
  void anEndIsToldThatNoSamplesAreNeeded() {
    reads.apply(Labels.EMPTY, List.of(options(Map.of(), ReadSwitch.READ_RECENT)));
    SeriesSelector selector =
        new SeriesSelector(List.of(Matcher.equal("__name__", "m")), 10, 100, false);
    try (Querier querier = reads.querier(10, 100)) {
      assertThat(querier.select(List.of(selector))).hasSize(1);
      assertThat(querier.select(List.of(selector.withoutSamples()))).hasSize(1);
    }
    assertThat(asked).hasSize(2);
    assertThat(asked.getFirst()).doesNotContain("series");
    assertThat(asked.getLast()).contains("series");
  }

  @Test
  void recentTimesAreLeftToTheLocalStore() {
    reads.apply(Labels.EMPTY, List.of(options(Map.of())));
    read(51, 100);
    assertThat(asked).isEmpty();
    Labels named = Labels.of("__name__", "m", "where", "both", "zone", "z");
    assertThat(read(40, 100).get(named)).isEqualTo(times(40, 50));
    assertThat(asked).hasSize(1);
  }

  @Test
  void whatIsNotAskedForIsNotAsked() {
    reads.apply(Labels.EMPTY, List.of(options(Map.of("where", "x"), ReadSwitch.READ_RECENT)));
    assertThat(read(0, 100)).containsOnlyKeys(LOCAL, BOTH);
    reads.apply(Labels.EMPTY, List.of(options(Map.of("__name__", "x"), ReadSwitch.READ_RECENT)));
    assertThat(read(0, 100)).containsOnlyKeys(LOCAL, BOTH);
    assertThat(asked).isEmpty();
  }

  @Test
  void whatCannotBeReadIsAWarning() {
    code = 500;
    reads.apply(Labels.EMPTY, List.of(options(Map.of(), ReadSwitch.READ_RECENT)));
    assertThat(read(0, 100)).containsOnlyKeys(LOCAL, BOTH);
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("remote_read: remote server ")
        .contains("returned http status 500 Internal Server Error");
  }
}
