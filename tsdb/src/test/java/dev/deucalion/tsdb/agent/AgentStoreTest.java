package dev.deucalion.tsdb.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.TestHistograms;
import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.StartKind;
import dev.deucalion.tsdb.leak.LeakCheck;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.ReplayProgress;
import dev.deucalion.tsdb.wal.WalOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What an agent's store takes, refuses, and leaves in its log. */
@ExtendWith(LeakCheck.class)
class AgentStoreTest {
  private static final AgentStore.Surroundings AROUND =
      new AgentStore.Surroundings(() -> 0, FileOps.SYSTEM, 42, () -> 0);

  @TempDir private Path dir;

  private AgentStore open() throws IOException {
    return AgentStore.open(dir, AgentOptions.DEFAULTS, AROUND, new ReplayProgress());
  }

  private static AppendResult append(AgentStore store, String name, long timeMs, double value)
      throws IOException {
    try (Appender batch = store.appender()) {
      AppendResult result =
          batch.append(batch.seriesRef(Labels.of("__name__", name)), timeMs, value);
      batch.commit();
      return result;
    }
  }

  @Test
  void committedSamplesAreInTheLog() throws Exception {
    try (AgentStore store = open()) {
      append(store, "a", 1, 1.5);
      append(store, "b", 1, 2);
      append(store, "a", 2, 3);
      assertThat(store.stats().activeSeries()).isEqualTo(2);
      assertThat(store.stats().floatsAppended()).isEqualTo(3);
    }
    assertThat(LogContent.of(dir).samples()).containsExactly("a@1=1.5", "b@1=2.0", "a@2=3.0");
  }

  @Test
  void histogramsExemplarsAndMetadataAreInTheLog() throws Exception {
    try (AgentStore store = open();
        Appender batch = store.appender()) {
      long ref = batch.seriesRef(Labels.of("__name__", "h"));
      batch.append(ref, 5, TestHistograms.ofInts(2));
      batch.appendExemplar(ref, new Exemplar(Labels.of("trace", "x"), 7, 5));
      batch.updateMetadata(ref, new Metadata(MetricType.HISTOGRAM, "s", "Duration."));
      batch.commit();
      assertThat(store.stats().histogramsAppended()).isEqualTo(1);
      assertThat(store.stats().exemplarsAppended()).isEqualTo(1);
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.others())
        .containsExactlyInAnyOrder("h@5=histogram of 3.0", "h exemplar 7.0", "h Duration.");
  }

  /** First bytes of records: Prometheus' agent knows 1 to 5 and 7 to 10, and skips 3 unread. */
  @Test
  void theLogHasNoRecordsThatPrometheusAgentTakesForDamage() throws Exception {
    AgentOptions plain =
        AgentOptions.DEFAULTS.withWal(new WalOptions(1 << 20, Compression.NONE, 1000));
    try (AgentStore store = AgentStore.open(dir, plain, AROUND, new ReplayProgress());
        Appender batch = store.appender()) {
      long floats = batch.seriesRef(Labels.of("__name__", "f"));
      long histograms = batch.seriesRef(Labels.of("__name__", "h"));
      batch.append(floats, 5, 1);
      batch.append(histograms, 5, TestHistograms.ofInts(2));
      batch.updateMetadata(floats, new Metadata(MetricType.GAUGE, "", "Help."));
      batch.commit();
    }
    try (Stream<Path> segments = Files.list(AgentStore.walDir(dir))) {
      ByteBuffer log =
          ByteBuffer.wrap(Files.readAllBytes(segments.sorted().findFirst().orElseThrow()));
      List<Integer> types = new ArrayList<>();
      // Zeros fill the last page.
      for (int type; log.hasRemaining() && (type = log.get()) != 0; ) {
        assertThat(type).as("a whole record without compression").isEqualTo(1);
        int length = log.getShort();
        types.add((int) log.get(log.position() + Integer.BYTES));
        log.position(log.position() + Integer.BYTES + length);
      }
      assertThat(types).containsExactly(3, 1, 3, 2, 7);
    }
    assertThat(LogContent.of(dir).others()).contains("f Help.");
  }

  @Test
  void exemplarsAndMetadataThatAreKnownAreNotWrittenAgain() throws Exception {
    for (int run = 0; run < 3; run++) {
      try (AgentStore store = open();
          Appender batch = store.appender()) {
        long ref = batch.seriesRef(Labels.of("__name__", "a"));
        batch.append(ref, run, 1);
        batch.appendExemplar(ref, new Exemplar(Labels.of("trace", "x"), 7, 5));
        batch.updateMetadata(ref, new Metadata(MetricType.GAUGE, "", "Help."));
        batch.commit();
      }
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.others()).hasSize(2);
    assertThat(content.refs()).isEqualTo(1);
    assertThat(content.samples()).hasSize(3);
  }

  @Test
  void refusesWhatIsNotNewer() throws Exception {
    try (AgentStore store = open()) {
      append(store, "a", 10, 1);
      assertThat(append(store, "a", 10, 1)).isEqualTo(AppendResult.OUT_OF_ORDER);
      assertThat(append(store, "a", 9, 1)).isEqualTo(AppendResult.OUT_OF_ORDER);
      assertThat(append(store, "a", 11, 1)).isEqualTo(AppendResult.APPENDED);
      assertThat(store.stats().outOfOrder()).isEqualTo(2);
      store.setOutOfOrderWindow(5);
      assertThat(append(store, "a", 7, 1)).isEqualTo(AppendResult.APPENDED);
      assertThat(append(store, "a", 6, 1)).isEqualTo(AppendResult.OUT_OF_ORDER);
    }
    assertThat(LogContent.of(dir).samples()).containsExactly("a@10=1.0", "a@11=1.0", "a@7=1.0");
  }

  @Test
  void remembersNewestSamplesOverRestarts() throws Exception {
    try (AgentStore store = open()) {
      append(store, "a", 10, 1);
    }
    try (AgentStore store = open()) {
      assertThat(store.stats().activeSeries()).isEqualTo(1);
      assertThat(append(store, "a", 10, 2)).isEqualTo(AppendResult.OUT_OF_ORDER);
      append(store, "a", 11, 2);
      append(store, "b", 11, 2);
    }
    LogContent content = LogContent.of(dir);
    assertThat(content.samples()).containsExactly("a@10=1.0", "a@11=2.0", "b@11=2.0");
    assertThat(content.unknown()).isZero();
  }

  @Test
  void startsBecomeSamplesOfNothing() throws Exception {
    try (AgentStore store = open();
        Appender batch = store.appender()) {
      long ref = batch.seriesRef(Labels.of("__name__", "a"));
      assertThat(batch.appendStart(ref, 10, 10, null)).isEqualTo(AppendResult.OUT_OF_ORDER);
      assertThat(batch.appendStart(ref, 10, 4, null)).isEqualTo(AppendResult.APPENDED);
      batch.append(ref, 10, 3);
      batch.commit();
    }
    assertThat(LogContent.of(dir).samples()).containsExactly("a@4=0.0", "a@10=3.0");
  }

  @Test
  void whatIsRolledBackIsNotInTheLog() throws Exception {
    try (AgentStore store = open()) {
      try (Appender batch = store.appender()) {
        batch.append(batch.seriesRef(Labels.of("__name__", "a")), 1, 1);
      }
      append(store, "a", 1, 2);
    }
    assertThat(LogContent.of(dir).samples()).containsExactly("a@1=2.0");
  }

  @Test
  void aHandleOfNoSeriesIsRefused() throws Exception {
    try (AgentStore store = open();
        Appender batch = store.appender()) {
      assertThat(batch.append(77, 1, 1)).isEqualTo(AppendResult.UNKNOWN_SERIES);
      assertThatThrownBy(() -> batch.seriesRef(Labels.EMPTY))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void holdsItsDirectory() throws Exception {
    try (AgentStore store = open()) {
      assertThat(store.stats().start()).isEqualTo(StartKind.CLEAN);
      assertThatThrownBy(this::open).hasMessageContaining("is in use");
    }
    try (AgentStore store = open()) {
      assertThat(store.stats().start()).isEqualTo(StartKind.CLEAN);
    }
  }

  @Test
  void takesNothingOnceClosed() throws Exception {
    AgentStore store = open();
    Appender batch = store.appender();
    batch.append(batch.seriesRef(Labels.of("__name__", "a")), 1, 1);
    store.close();
    store.close();
    assertThatThrownBy(batch::commit).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(store::appender).isInstanceOf(IllegalStateException.class);
  }
}
