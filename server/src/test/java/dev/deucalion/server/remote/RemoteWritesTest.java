package dev.deucalion.server.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.server.remote.message.SampleKind;
import dev.deucalion.server.remote.options.MetadataOrigin;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.TestEnds;
import dev.deucalion.server.remote.queue.PositionFiles;
import dev.deucalion.server.remote.queue.QueuePosition;
import dev.deucalion.server.remote.queue.QueueStats;
import dev.deucalion.server.remote.queue.QueueSurroundings;
import dev.deucalion.server.remote.queue.TestReceiver;
import dev.deucalion.storage.Appender;
import dev.deucalion.tsdb.Tsdb;
import dev.deucalion.tsdb.TsdbOptions;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.wal.LogHold;
import dev.deucalion.tsdb.wal.LogPosition;
import dev.deucalion.tsdb.wal.LogTail;
import dev.deucalion.tsdb.wal.TailedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteWritesTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MAX_BYTES = 1 << 20;

  @TempDir private Path directory;
  private final RemoteWrites writes =
      new RemoteWrites(new RemoteWrites.Settings(10_000, MAX_BYTES, MetadataOrigin.RECORDS));
  private Tsdb tsdb;
  private TestReceiver receiver;
  private volatile LogHold hold = LogHold.NONE;
  private long timeMs;

  /** The log of the store, but that the test knows what is held. */
  private final class Watched implements TailedLog {
    private final TailedLog log = tsdb.tailedLog().orElseThrow();

    @Override
    public LogTail tail(LogPosition from) {
      return log.tail(from);
    }

    @Override
    public LogPosition end() {
      return log.end();
    }

    @Override
    public void hold(LogHold newHold) {
      hold = newHold;
    }
  }

  @BeforeEach
  void open() throws IOException {
    tsdb = Tsdb.open(directory, TsdbOptions.DEFAULTS);
    receiver = TestReceiver.start();
    writes.open(surroundings(positions()));
  }

  private QueueSurroundings surroundings(@Nullable Path positions) {
    return new QueueSurroundings(
        new Watched(),
        () -> new QueueSurroundings.Written(0, 0),
        List::of,
        MetadataOrigin.RECORDS,
        new HttpResources(MAX_BYTES, "test", Map.of(), Resolver.SYSTEM),
        Clock.SYSTEM,
        FileOps.SYSTEM,
        positions);
  }

  @AfterEach
  void close() throws IOException {
    writes.close();
    receiver.close();
    tsdb.close();
  }

  private Path positions() {
    return directory.resolve("positions");
  }

  private RemoteWriteOptions options(String id) {
    return options(id, id);
  }

  private RemoteWriteOptions options(String id, String name) {
    return TestEnds.end(
        id,
        name,
        receiver.url(),
        new QueueOptions(100, 1, 1, 10, 20, QueueOptions.DEFAULTS.backoff(), 0));
  }

  private void write() throws IOException {
    try (Appender batch = tsdb.appender()) {
      batch.append(batch.seriesRef(Labels.of("__name__", "m")), ++timeMs, 1);
      batch.commit();
    }
  }

  /** Waits until so many samples were sent and answered. */
  private void awaitSent(long count) {
    await().atMost(LIMIT).until(() -> samples().sent() == count && samples().pending() == 0);
  }

  private QueueStats.OfKind samples() {
    return writes.stats().getFirst().of(SampleKind.SAMPLE);
  }

  @Test
  void anEndOfWhichNothingChangesKeepsItsQueue() throws IOException {
    writes.apply(Labels.EMPTY, List.of(options("a")));
    write();
    awaitSent(1);
    writes.apply(Labels.EMPTY, List.of(options("a")));
    write();
    awaitSent(2);
    assertThat(receiver.taken()).extracting(TestReceiver.Sample::timeMs).containsExactly(1L, 2L);
  }

  @Test
  void otherLabelsMakeAnotherQueueWhichGoesOn() throws IOException {
    writes.apply(Labels.EMPTY, List.of(options("a")));
    write();
    awaitSent(1);
    writes.apply(Labels.of("zone", "z"), List.of(options("a")));
    assertThat(samples().sent()).isZero();
    write();
    awaitSent(1);
    assertThat(receiver.taken()).extracting(TestReceiver.Sample::timeMs).containsExactly(1L, 2L);
    assertThat(receiver.taken().getLast().labels()).containsEntry("zone", "z");
  }

  @Test
  void otherSettingsLoseNothingOfAnEndThatIsDown() throws IOException {
    try (RemoteWrites forgetful =
        new RemoteWrites(new RemoteWrites.Settings(60_000, 0, MetadataOrigin.RECORDS))) {
      forgetful.open(surroundings(null));
      receiver.answer(request -> 503);
      forgetful.apply(Labels.EMPTY, List.of(options("a", "end")));
      write();
      write();
      await().atMost(LIMIT).until(() -> !receiver.requests().isEmpty());
      forgetful.apply(Labels.EMPTY, List.of(options("b", "end")));
      receiver.answer(request -> 204);
      write();
      await().atMost(LIMIT).until(() -> receiver.taken().size() == 3);
      assertThat(receiver.taken())
          .extracting(TestReceiver.Sample::timeMs)
          .containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void endsOfOneUrlKeepTheirPositionsWhenOneGoes() throws IOException {
    receiver.answer(request -> 503);
    writes.apply(Labels.EMPTY, List.of(options("aaaaaa1", "aaaaaa")));
    write();
    writes.apply(Labels.EMPTY, List.of(options("bbbbbb1", "bbbbbb"), options("aaaaaa1", "aaaaaa")));
    LogPosition behind = position("bbbbbb1").sent();
    assertThat(position("aaaaaa1").sent()).isLessThan(behind);
    writes.close();
    writes.apply(Labels.EMPTY, List.of(options("aaaaaa1", "aaaaaa")));
    assertThat(position("aaaaaa1").sent()).isLessThan(behind);
  }

  private QueuePosition position(String id) throws IOException {
    return Objects.requireNonNull(
        PositionFiles.readAll(FileOps.SYSTEM, positions())
            .positions()
            .get(PositionFiles.name(options(id, id.substring(0, 6)))));
  }

  @Test
  void aPositionThatCannotBeReadCostsNoOtherOne() throws IOException {
    receiver.answer(request -> 503);
    RemoteWriteOptions kept = options("aaaaaa1", "aaaaaa");
    writes.apply(Labels.EMPTY, List.of(kept, options("bbbbbb1", "bbbbbb")));
    write();
    LogPosition end = tsdb.tailedLog().orElseThrow().end();
    writes.close();
    Files.createDirectory(positions().resolve("0.position"));
    writes.apply(Labels.EMPTY, List.of(kept));
    assertThat(position("aaaaaa1").sent()).isLessThan(end);
    assertThat(position("bbbbbb1").sent()).isLessThan(end);
  }

  @Test
  void theLogIsHeldForThoseThatNeedIt() throws IOException {
    assertThat(hold.maxBytes()).isEqualTo(MAX_BYTES);
    assertThat(hold.firstNeeded().getAsLong()).isZero();
    writes.apply(Labels.EMPTY, List.of(options("a"), options("b")));
    assertThat(hold.firstNeeded().getAsLong())
        .isEqualTo(tsdb.tailedLog().orElseThrow().end().segment());
    assertThat(FileOps.SYSTEM.list(positions())).hasSize(2);
    writes.apply(Labels.EMPTY, List.of());
    assertThat(hold.firstNeeded().getAsLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(FileOps.SYSTEM.list(positions())).isEmpty();
    assertThat(writes.stats()).isEmpty();
    assertThat(writes.sentMs()).isZero();
  }
}
