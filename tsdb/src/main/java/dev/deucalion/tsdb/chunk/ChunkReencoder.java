package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.HistogramEncoder.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Makes chunks of samples, cut as Prometheus cuts them where it writes samples anew: after {@value
 * #MAX_SAMPLES}, where the kind of sample changes, and where a histogram asks for a new chunk. Not
 * thread-safe; {@link #reset} makes it ready for another cursor.
 */
public final class ChunkReencoder {
  /** Most samples of a chunk. */
  public static final int MAX_SAMPLES = 120;

  private static final int MAX_XOR_BYTES =
      XorEncoder.HEADER_BYTES + MAX_SAMPLES * XorEncoder.MAX_SAMPLE_BYTES;

  private final XorEncoder xor = new XorEncoder();
  private final SampleRuns runs = new SampleRuns();
  private @Nullable HistogramEncoder pending;

  /** Turns to a cursor that is at its beginning. */
  public void reset(SampleCursor newCursor) {
    runs.reset(newCursor);
    pending = null;
  }

  /**
   * Fills in the next chunk; false at the end. The chunk's bytes are its own.
   *
   * @throws java.io.UncheckedIOException when samples cannot be read
   */
  public boolean next(ChunkData into) {
    if (pending == null && !runs.fill()) {
      return false;
    }
    if (pending == null && !runs.histogramRun) {
      nextFloats(into);
    } else {
      nextHistograms(into);
    }
    return true;
  }

  private void nextFloats(ChunkData into) {
    into.encoding = ChunkEncoding.XOR;
    into.from = 0;
    into.reserve(MAX_XOR_BYTES);
    into.minTimeMs = runs.timesMs[runs.at];
    xor.clear();
    while (xor.samples < MAX_SAMPLES && runs.fill() && !runs.histogramRun) {
      long valueBits = Double.doubleToRawLongBits(runs.values[runs.at]);
      if (!xor.append(into.bytes, 0, MAX_XOR_BYTES, runs.timesMs[runs.at], valueBits)) {
        throw new IllegalStateException("a sample of more than its most bytes");
      }
      runs.at++;
    }
    into.maxTimeMs = xor.lastTimeMs;
    into.length = xor.bytes();
    xor.complete(into.bytes, 0);
  }

  private void nextHistograms(ChunkData into) {
    HistogramEncoder encoder = pending;
    pending = null;
    while ((encoder == null || encoder.samples() < MAX_SAMPLES)
        && runs.fill()
        && runs.histogramRun) {
      Histogram histogram = runs.histograms[runs.at];
      if (encoder == null) {
        encoder = HistogramEncoder.of(histogram);
      }
      if (!encoder.takes(histogram)) {
        break;
      }
      if (encoder.append(runs.timesMs[runs.at], histogram) == Outcome.NEW_CHUNK) {
        copy(encoder, into);
        encoder.begin(runs.timesMs[runs.at], histogram);
        runs.at++;
        pending = encoder;
        return;
      }
      runs.at++;
    }
    if (encoder == null) {
      throw new IllegalStateException("neither a chunk nor a sample to go on with");
    }
    copy(encoder, into);
  }

  private static void copy(HistogramEncoder encoder, ChunkData into) {
    into.encoding = encoder.encoding();
    into.from = 0;
    into.length = encoder.length();
    into.reserve(into.length);
    into.minTimeMs = encoder.firstTimeMs();
    into.maxTimeMs = encoder.lastTimeMs();
    System.arraycopy(encoder.bytes(), 0, into.bytes, 0, into.length);
  }
}
