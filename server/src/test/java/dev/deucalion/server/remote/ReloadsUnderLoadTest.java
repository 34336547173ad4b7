package dev.deucalion.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.TestEnds;
import dev.deucalion.server.remote.queue.QueueSurroundings;
import dev.deucalion.server.remote.queue.TestReceiver;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of an end change again and again while it is written to and often fails. */
class ReloadsUnderLoadTest {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SERIES = 5;
  private static final int BATCHES = 1_000;
  private static final int RELOADS = 20;

  @TempDir private Path directory;
  private Tsdb tsdb;
  private TestReceiver receiver;

  /** Of each series, the newest time that was taken. Guarded by this, as the other. */
  private final Map<String, Long> newest = new HashMap<>();

  private int requests;

  @BeforeEach
  void open() throws IOException {
    tsdb = Tsdb.open(directory, TsdbOptions.DEFAULTS.withWalSegmentBytes(32 << 10));
    receiver = TestReceiver.start();
    receiver.answer(this::take);
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    tsdb.close();
  }

  /** Fails every third time, and takes nothing of a request that has an old sample. */
  private synchronized int take(TestReceiver.Request request) {
    if (++requests % 3 == 0) {
      return 503;
    }
    for (TestReceiver.Sample sample : request.samples()) {
      if (newest.getOrDefault(sample.labels().get("n"), 0L) >= sample.timeMs()) {
        return 400;
      }
    }
    request.samples().forEach(sample -> newest.put(sample.labels().get("n"), sample.timeMs()));
    return 204;
  }

  private synchronized boolean hasAll() {
    return newest.size() == SERIES && newest.values().stream().allMatch(t -> t == BATCHES);
  }

  private void write() {
    for (long t = 1; t <= BATCHES; t++) {
      try (Appender batch = tsdb.appender()) {
        for (int n = 0; n < SERIES; n++) {
          Labels labels = Labels.of("__name__", "m", "n", Integer.toString(n));
          batch.append(batch.seriesRef(labels), t, n);
        }
        batch.commit();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private RemoteWriteOptions options(int id) {
    return TestEnds.end(
        Integer.toString(id),
        "end",
        receiver.url(),
        new QueueOptions(
            100, 1, 1, 20, 5, new QueueOptions.Backoff(1, 2, QueueOptions.RateLimited.DROPPED), 0));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1 << 20})
  void everySampleIsTakenOnce(long maxBacklogBytes) throws InterruptedException {
    RemoteWrites.Settings settings =
        new RemoteWrites.Settings(5, maxBacklogBytes, MetadataOrigin.RECORDS);
    try (RemoteWrites writes = new RemoteWrites(settings)) {
      writes.open(
          new QueueSurroundings(
              tsdb.tailedLog().orElseThrow(),
              () -> new QueueSurroundings.Written(0, 0),
              List::of,
              MetadataOrigin.RECORDS,
              new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM),
              Clock.SYSTEM,
              FileOps.SYSTEM,
              maxBacklogBytes == 0 ? null : directory.resolve("positions")));
      writes.apply(Labels.EMPTY, List.of(options(0)));
      Thread writer = Thread.ofPlatform().start(this::write);
      for (int id = 1; id <= RELOADS; id++) {
        writes.apply(Labels.EMPTY, List.of(options(id)));
      }
      assertThat(writer.join(LIMIT)).isTrue();
      await().atMost(LIMIT).until(this::hasAll);
    }
    Map<String, List<Long>> taken =
        receiver.taken().stream()
            .collect(
                Collectors.groupingBy(
                    sample -> sample.labels().get("n"),
                    Collectors.mapping(TestReceiver.Sample::timeMs, Collectors.toList())));
    assertThat(taken).hasSize(SERIES);
    List<Long> all = LongStream.rangeClosed(1, BATCHES).boxed().toList();
    assertThat(taken.values())
        .allSatisfy(times -> assertThat(times).containsExactlyInAnyOrderElementsOf(all));
  }
}
