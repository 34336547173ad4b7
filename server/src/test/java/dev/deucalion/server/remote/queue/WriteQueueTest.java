package dev.deucalion.server.remote.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.relabel.RelabelAction;
import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.scrape.options.HttpClientOptions;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteProtocol;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WriteQueueTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int SERIES = 7;
  private static final QueueOptions QUICK =
      new QueueOptions(
          100, 1, 1, 10, 20, new QueueOptions.Backoff(1, 5, QueueOptions.RateLimited.DROPPED), 0);

  @TempDir private Path directory;
  private Tsdb tsdb;
  private TestReceiver receiver;
  private long written;

  @BeforeEach
  void open() throws IOException {
    tsdb = Tsdb.open(directory, TsdbOptions.DEFAULTS.withWalSegmentBytes(32 << 10));
    receiver = TestReceiver.start();
  }

  @AfterEach
  void close() throws IOException {
    receiver.close();
    tsdb.close();
  }

  private RemoteWriteOptions options(WriteProtocol protocol, QueueOptions queue) {
    RelabelRule rule =
        RelabelRule.builder()
            .sourceLabels(List.of("n"))
            .regex("6")
            .action(RelabelAction.DROP)
            .build();
    return new RemoteWriteOptions(
        "id",
        "name",
        receiver.url(),
        receiver.url(),
        protocol,
        10_000,
        Map.of(),
        List.of(rule),
        Set.of(),
        HttpClientOptions.DEFAULTS,
        new CloudAuth.None(),
        queue,
        new MetadataOptions(MetadataOptions.Sending.OFF, 1, 1));
  }

  private WriteQueue queue(RemoteWriteOptions options, boolean durable) throws IOException {
    Path positions = directory.resolve("positions");
    FileOps.SYSTEM.createDirectories(positions);
    QueuePosition start =
        PositionFiles.readAll(FileOps.SYSTEM, positions)
            .positions()
            .get(PositionFiles.name(options));
    return queue(options, Optional.ofNullable(start), durable ? positions : null);
  }

  private WriteQueue queue(
      RemoteWriteOptions options, Optional<QueuePosition> start, @Nullable Path positions) {
    QueueSurroundings surroundings =
        new QueueSurroundings(
            tsdb.tailedLog().orElseThrow(),
            () -> new QueueSurroundings.Written(written, written),
            List::of,
            MetadataOrigin.RECORDS,
            new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM),
            Clock.SYSTEM,
            FileOps.SYSTEM,
            positions);
    WriteQueue queue =
        new WriteQueue(options, Labels.of("n", "no", "zone", "here"), start, surroundings);
    queue.start();
    return queue;
  }

  /** Writes batches with a sample of each series. */
  private void write(int batches) throws IOException {
    for (int i = 0; i < batches; i++) {
      try (Appender batch = tsdb.appender()) {
        written++;
        for (int n = 0; n < SERIES; n++) {
          long ref = batch.seriesRef(Labels.of("__name__", "m", "n", Integer.toString(n)));
          batch.append(ref, written, written * 1000.0 + n);
        }
        batch.commit();
      }
    }
  }

  /** Whether all samples since a batch are taken, each once, each series in order. */
  private void assertTaken(long after) {
    Map<String, Long> last = new HashMap<>();
    for (TestReceiver.Sample sample : receiver.taken()) {
      String n = sample.labels().get("n");
      assertThat(sample.labels()).isEqualTo(Map.of("__name__", "m", "n", n, "zone", "here"));
      assertThat(n).isNotEqualTo("6");
      assertThat(sample.value()).isEqualTo(sample.timeMs() * 1000.0 + Integer.parseInt(n));
      assertThat(sample.timeMs()).isEqualTo(last.getOrDefault(n, after) + 1);
      last.put(n, sample.timeMs());
    }
    assertThat(last).hasSize(SERIES - 1);
    assertThat(last.values()).containsOnly(written);
  }

  private void awaitTaken(long after) {
    await().atMost(LIMIT).untilAsserted(() -> assertTaken(after));
  }

  @ParameterizedTest
  @EnumSource(WriteProtocol.class)
  void sendsWhatIsWrittenFromTheStartOn(WriteProtocol protocol) throws IOException {
    write(3);
    WriteQueue queue = queue(options(protocol, QUICK), false);
    write(500);
    awaitTaken(3);
    queue.stop(10_000);
    QueueStats.OfKind samples = queue.stats().of(SampleKind.SAMPLE);
    assertThat(samples.sent()).isEqualTo(500 * (SERIES - 1));
    assertThat(samples.dropped(DropReason.DROPPED_SERIES)).isEqualTo(500);
    assertThat(samples.pending()).isZero();
    assertThat(samples.failed()).isZero();
    assertThat(receiver.requests()).allMatch(r -> r.version().equals(protocol.version()));
    assertThat(receiver.requests()).allMatch(r -> r.samples().size() <= 10);
  }

  @Test
  void triesAgainUntilItIsTaken() throws IOException {
    receiver.answer(request -> request.attempt() < 3 ? 503 : 204);
    WriteQueue queue = queue(options(WriteProtocol.V1, QUICK), false);
    write(50);
    awaitTaken(0);
    queue.stop(10_000);
    QueueStats.OfKind samples = queue.stats().of(SampleKind.SAMPLE);
    assertThat(samples.retried()).isEqualTo(3 * 50 * (SERIES - 1));
    assertThat(samples.failed()).isZero();
  }

  @Test
  void goesOnAfterWhatIsRefused() throws IOException {
    receiver.answer(request -> request.samples().getFirst().timeMs() <= 20 ? 400 : 204);
    WriteQueue queue = queue(options(WriteProtocol.V1, QUICK), false);
    write(50);
    await().atMost(LIMIT).until(() -> receiver.taken().stream().anyMatch(s -> s.timeMs() == 50));
    queue.stop(10_000);
    QueueStats.OfKind samples = queue.stats().of(SampleKind.SAMPLE);
    assertThat(samples.failed()).isBetween(100L, 130L);
    assertThat(samples.failed() + receiver.taken().size()).isEqualTo(50 * (SERIES - 1));
    assertThat(samples.retried()).isZero();
  }

  @Test
  void anOutageOverARestartLosesNothing() throws IOException {
    receiver.answer(request -> 500);
    RemoteWriteOptions options = options(WriteProtocol.V1, QUICK);
    WriteQueue first = queue(options, true);
    write(2_000);
    await().atMost(LIMIT).until(() -> !receiver.requests().isEmpty());
    first.stop(1);
    assertThat(receiver.taken()).isEmpty();
    write(1_000);
    receiver.answer(request -> 204);
    WriteQueue second = queue(options, true);
    write(10);
    awaitTaken(0);
    assertThat(second.firstNeededSegment())
        .isLessThanOrEqualTo(tsdb.tailedLog().orElseThrow().end().segment());
    second.stop(10_000);
    WriteQueue third = queue(options, true);
    assertThat(third.firstNeededSegment())
        .isEqualTo(tsdb.tailedLog().orElseThrow().end().segment());
    third.stop(10_000);
    awaitTaken(0);
  }

  @Test
  void aPositionOfAnotherLogIsNotGoneOnWith() throws IOException {
    Path positions = directory.resolve("positions");
    FileOps.SYSTEM.createDirectories(positions);
    RemoteWriteOptions options = options(WriteProtocol.V1, QUICK);
    Path path = positions.resolve(PositionFiles.name(options));
    try (PositionFile file = PositionFile.open(FileOps.SYSTEM, path)) {
      file.save(QueuePosition.at(new LogPosition(1_000, 7)));
    }
    write(5);
    WriteQueue queue = queue(options, true);
    write(5);
    awaitTaken(5);
    queue.stop(10_000);
  }

  @Test
  void goesOnWithItsFileWhereTheStartIsNotKnown() throws IOException {
    Path positions = directory.resolve("positions");
    FileOps.SYSTEM.createDirectories(positions);
    RemoteWriteOptions options = options(WriteProtocol.V1, QUICK);
    LogPosition before = tsdb.tailedLog().orElseThrow().end();
    write(5);
    try (PositionFile file =
        PositionFile.open(FileOps.SYSTEM, positions.resolve(PositionFiles.name(options)))) {
      file.save(QueuePosition.at(before));
    }
    WriteQueue queue = queue(options, Optional.empty(), positions);
    awaitTaken(0);
    queue.stop(10_000);
  }

  /** As Prometheus 2.42, which takes nothing of a request that has an old sample. */
  @Test
  void aReceiverThatHasSomeOfARequestGetsTheRest() throws IOException {
    Map<Map<String, String>, Long> newest = new ConcurrentHashMap<>();
    AtomicBoolean down = new AtomicBoolean();
    receiver.answer(request -> {
      if (down.get()) {
        return 503;
      }
      for (TestReceiver.Sample sample : request.samples()) {
        if (newest.getOrDefault(sample.labels(), 0L) >= sample.timeMs()) {
          return 400;
        }
      }
      request.samples().forEach(sample -> newest.put(sample.labels(), sample.timeMs()));
      return 204;
    });
    RemoteWriteOptions options = options(WriteProtocol.V1, QUICK);
    WriteQueue first = queue(options, true);
    write(100);
    awaitTaken(0);
    // What a kill leaves: requests were sent that the file does not know of.
    Path positions = directory.resolve("positions");
    Path file = positions.resolve(FileOps.SYSTEM.list(positions).getFirst());
    first.stop(10_000);
    QueuePosition saved = PositionFile.read(FileOps.SYSTEM, file).orElseThrow();
    try (PositionFile rewound = PositionFile.open(FileOps.SYSTEM, file)) {
      rewound.save(new QueuePosition(new LogPosition(0, 0), saved.maybeSent()));
    }
    down.set(true);
    WriteQueue second = queue(options, true);
    write(100);
    down.set(false);
    awaitTaken(0);
    second.stop(10_000);
  }
}
