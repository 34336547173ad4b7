package dev.deucalion.server.remote.message;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A series as it is sent: labels after relabeling, or none where relabeling drops it. */
public final class SentSeries {
  private final long ref;

  /** Names and values in turn, in UTF-8; equal ones are mostly the same array. */
  private final byte[][] symbols;

  private volatile @Nullable SentMetadata metadata;

  /** Null where nobody asks for it; of the thread that follows the log. */
  private @Nullable Newest newest;

  /**
   * A series.
   *
   * @param ref its number in the log
   * @param symbols names and values in turn, sorted by name; none for a series that is not sent
   */
  public SentSeries(long ref, byte[][] symbols) {
    this.ref = ref;
    this.symbols = symbols;
  }

  public long ref() {
    return ref;
  }

  /** Whether relabeling leaves it out. */
  public boolean isDropped() {
    return symbols.length == 0;
  }

  /** Whether it is sent with these names and values. */
  public boolean hasSymbols(byte[][] others) {
    return Arrays.deepEquals(symbols, others);
  }

  /** Names and values in turn; not to be changed. */
  byte[][] symbols() {
    return symbols;
  }

  /** What it measures; null where that is not known. */
  @Nullable SentMetadata metadata() {
    return metadata;
  }

  /**
   * Remembers a sample for the exemplars to come.
   *
   * @param histogram null for a float
   */
  public void remember(long timeMs, long valueBits, @Nullable Histogram histogram) {
    Newest of = newest;
    if (of == null) {
      of = new Newest();
      newest = of;
    }
    of.timeMs = timeMs;
    of.valueBits = valueBits;
    of.histogram = histogram;
  }

  /** An exemplar with the sample that was remembered last, or as it is where there is none. */
  public Object withSample(Exemplar exemplar) {
    Newest of = newest;
    return of == null
        ? exemplar
        : new SampledExemplar(exemplar, of.timeMs, of.valueBits, of.histogram);
  }

  public void describe(Metadata newMetadata) {
    metadata = SentMetadata.of(newMetadata);
  }

  /** Has its type and its unit be what its labels for them say. */
  public void describeByLabels(String help) {
    describe(new Metadata(type(label(LabelNames.TYPE)), label(LabelNames.UNIT), help));
  }

  private static MetricType type(String text) {
    for (MetricType type : MetricType.values()) {
      if (type.text().equals(text)) {
        return type;
      }
    }
    return MetricType.UNKNOWN;
  }

  private String label(String name) {
    for (int i = 0; i < symbols.length; i += 2) {
      if (text(i).equals(name)) {
        return text(i + 1);
      }
    }
    return "";
  }

  private String text(int i) {
    return new String(symbols[i], StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < symbols.length; i += 2) {
      out.append(i == 0 ? "" : ", ").append(text(i)).append("=\"").append(text(i + 1)).append('"');
    }
    return out.append('}').toString();
  }

  /** The newest sample. */
  private static final class Newest {
    long timeMs;
    long valueBits;
    @Nullable Histogram histogram;
  }
}
