package dev.deucalion.rules.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.sample.StaleMarker;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.storage.AppendResult;
import dev.deucalion.storage.Appender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesWriterTest {
  private static final Labels A = Labels.of("__name__", "a");
  private static final Labels B = Labels.of("__name__", "b");

  /** Knows two series; forgets them, refuses or fails when a test says so. */
  private static final class Store implements Appender {
    private final List<String> committed = new ArrayList<>();
    private final List<String> batch = new ArrayList<>();
    private long generation;
    private boolean fails;
    private AppendResult answer = AppendResult.APPENDED;

    @Override
    public long seriesRef(Labels labels) {
      return 10 * generation + (labels.equals(A) ? 1 : 2);
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, double value) {
      if (seriesRef / 10 != generation) {
        return AppendResult.UNKNOWN_SERIES;
      }
      if (answer == AppendResult.APPENDED) {
        String shown = StaleMarker.isStale(value) ? "stale" : String.valueOf(value);
        batch.add((seriesRef % 10 == 1 ? "a " : "b ") + shown + "@" + timeMs);
      }
      return answer;
    }

    @Override
    public AppendResult append(long seriesRef, long timeMs, Histogram histogram) {
      throw new IllegalStateException("no histograms here");
    }

    @Override
    public AppendResult appendExemplar(long seriesRef, Exemplar exemplar) {
      throw new IllegalStateException("rules have no exemplars");
    }

    @Override
    public AppendResult updateMetadata(long seriesRef, Metadata metadata) {
      throw new IllegalStateException("rules have no metadata");
    }

    @Override
    public void commit() throws IOException {
      if (fails) {
        throw new IOException("no space left on device");
      }
      committed.addAll(batch);
    }

    @Override
    public void rollback() {
      batch.clear();
    }

    @Override
    public void close() {
      batch.clear();
    }
  }

  private final Store store = new Store();
  private final SeriesWriter writer = new SeriesWriter(() -> store, List.of());

  private static List<Sample> samples(long timeMs, Labels... series) {
    List<Sample> samples = new ArrayList<>();
    for (Labels labels : series) {
      samples.add(new Sample(labels, timeMs, 1));
    }
    return samples;
  }

  @Test
  void aSeriesThatIsGoneEnds() throws IOException {
    writer.write(samples(1, A, B), 1);
    writer.write(samples(2, A), 2);
    writer.write(samples(3, A), 3);
    assertThat(store.committed)
        .containsExactly("a 1.0@1", "b 1.0@1", "a 1.0@2", "b stale@2", "a 1.0@3");
  }

  @Test
  void afterAFailureTheSeriesOfBeforeStillEnd() throws IOException {
    writer.write(samples(1, A, B), 1);
    store.fails = true;
    assertThatThrownBy(() -> writer.write(samples(2, A), 2)).isInstanceOf(IOException.class);
    store.fails = false;
    writer.write(samples(3, A), 3);
    assertThat(store.committed).containsExactly("a 1.0@1", "b 1.0@1", "a 1.0@3", "b stale@3");
  }

  @Test
  void aSeriesThatTheStoreForgotIsMadeAnew() throws IOException {
    writer.write(samples(1, A), 1);
    store.generation++;
    assertThat(writer.write(samples(2, A), 2)).isEmpty();
    assertThat(store.committed).containsExactly("a 1.0@1", "a 1.0@2");
  }

  @Test
  void refusalsAreCountedByReason() throws IOException {
    store.answer = AppendResult.DUPLICATE_TIMESTAMP;
    assertThat(writer.write(samples(1, A, B), 1))
        .isEqualTo(Map.of(AppendResult.DUPLICATE_TIMESTAMP, 2));
    assertThat(writer.series()).isEmpty();
  }
}
