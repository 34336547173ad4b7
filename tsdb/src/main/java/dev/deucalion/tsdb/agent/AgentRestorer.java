package dev.deucalion.tsdb.agent;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelHasher;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.ref.DepartedRefs;
import dev.deucalion.tsdb.ref.LogRefs;
import dev.deucalion.tsdb.wal.WalConsumer;
import java.io.IOException;

/**
 * Puts back what the log tells of series: their refs, and when each had its newest sample. For one
 * thread.
 */
final class AgentRestorer implements WalConsumer {
  private final AgentSeries series;
  private final LabelHasher hasher;

  /** Ids by ref; several refs may name one series. */
  private final LogRefs refs = new LogRefs();

  private long unknownSamples;

  AgentRestorer(AgentSeries series) {
    this.series = series;
    hasher = series.newHasher();
  }

  @Override
  public void series(long ref, Labels labels) throws IOException {
    if (ref < 1 || ref > SeriesCatalog.MAX_LOG_REF) {
      throw new IOException("series ref " + ref + " in the log is not between 1 and 2^40 - 1");
    }
    if (labels.isEmpty()) {
      return;
    }
    int id;
    if (refs.id(ref) == SeriesCatalog.NONE) {
      id = series.restore(labels, hasher, ref);
    } else {
      SeriesCatalog catalog = series.catalog();
      id = catalog.id(series.findOrCreate(labels, hasher));
      refs.put(catalog.logRef(id), id);
    }
    refs.put(ref, id);
  }

  @Override
  public void sample(long ref, long timeMs, long valueBits) {
    noteSample(ref, timeMs);
  }

  @Override
  public void histogram(long ref, long timeMs, Histogram histogram) {
    noteSample(ref, timeMs);
  }

  private void noteSample(long ref, long timeMs) {
    int id = id(ref);
    if (id == SeriesCatalog.NONE) {
      unknownSamples++;
    } else {
      series.noteSample(id, timeMs);
    }
  }

  @Override
  public void exemplar(long ref, Exemplar exemplar) {
    int id = id(ref);
    if (id != SeriesCatalog.NONE) {
      series.noteExemplar(id, exemplar);
    }
  }

  @Override
  public void metadata(long ref, Metadata metadata) {
    int id = id(ref);
    if (id != SeriesCatalog.NONE) {
      series.noteMetadata(id, metadata);
    }
  }

  @Override
  public void endRecord() {}

  /** A ref whose series the log has lost goes to no other series, which would get its samples. */
  private int id(long ref) {
    int id = ref < 1 ? SeriesCatalog.NONE : refs.id(ref);
    if (id == SeriesCatalog.NONE && ref <= SeriesCatalog.MAX_LOG_REF) {
      series.catalog().reserveLogRef(ref);
    }
    return id;
  }

  /**
   * Ends the restoration.
   *
   * @param lastSegment of the log
   * @param departed is told of second refs of series, which the log may name up to there
   * @return samples of series that the log has lost
   */
  long finish(long lastSegment, DepartedRefs departed) {
    SeriesCatalog catalog = series.catalog();
    for (long ref : refs.refsWhere((ref, id) -> catalog.logRef(id) != ref)) {
      departed.add(ref, lastSegment);
    }
    return unknownSamples;
  }
}
