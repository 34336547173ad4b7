package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.storage.SampleCursor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the samples of a chunk of any encoding, one chunk after the other. Not thread-safe.
 *
 * <p>Both methods that read throw {@link CorruptChunkException} when the bytes are not the chunk
 * they should be.
 */
public final class ChunkReader implements SampleCursor {
  private final XorDecoder xor = new XorDecoder();
  private final Xor2Decoder xor2 = new Xor2Decoder();
  private final HistogramDecoder histograms = new HistogramChunkDecoder();
  private final HistogramDecoder floatHistograms = new FloatHistogramChunkDecoder();
  private ChunkEncoding encoding = ChunkEncoding.NONE;

  /** Turns to a chunk, to read all of its samples. */
  public void reset(ChunkData chunk) {
    checkHeader(chunk);
    reset(chunk.encoding, chunk.bytes, chunk.from, chunk.length, chunk.samples());
  }

  private static void checkHeader(ChunkData chunk) {
    int header =
        chunk.encoding == ChunkEncoding.XOR ? XorEncoder.HEADER_BYTES : HistogramHeader.BYTES;
    if (chunk.length < header) {
      throw new CorruptChunkException(
          chunk.encoding + " chunk: " + chunk.length + " bytes, at least " + header + " expected");
    }
  }

  /**
   * Turns to a chunk that may still grow.
   *
   * @param bytes holds the chunk from {@code from} on and {@link XorDecoder#PADDING_BYTES} behind
   *     it
   * @param length its bytes
   * @param samples how many to read, whatever its head says
   */
  public void reset(ChunkEncoding newEncoding, byte[] bytes, int from, int length, int samples) {
    encoding = newEncoding;
    switch (newEncoding) {
      case NONE -> {}
      case XOR -> xor.reset(bytes, from, length, samples);
      case XOR2 -> xor2.reset(bytes, from, length, samples);
      case HISTOGRAM, HISTOGRAM_ST -> histograms.reset(newEncoding, bytes, from, length, samples);
      case FLOAT_HISTOGRAM, FLOAT_HISTOGRAM_ST ->
          floatHistograms.reset(newEncoding, bytes, from, length, samples);
    }
  }

  /** Turns to nothing: reading ends here. */
  public void clear() {
    encoding = ChunkEncoding.NONE;
  }

  /** Samples that are not read yet. */
  public int remaining() {
    return switch (encoding) {
      case NONE -> 0;
      case XOR -> xor.remaining();
      case XOR2 -> xor2.remaining();
      case HISTOGRAM, HISTOGRAM_ST -> histograms.remaining();
      case FLOAT_HISTOGRAM, FLOAT_HISTOGRAM_ST -> floatHistograms.remaining();
    };
  }

  @Override
  public int next(long[] timesMs, double[] values) {
    return next(timesMs, values, null, 0, values.length);
  }

  @Override
  public int next(long[] timesMs, double[] values, long @Nullable [] startTimesMs) {
    return next(timesMs, values, startTimesMs, 0, values.length);
  }

  /** Fills up to {@code max} floats into both arrays from index {@code from} on; says how many. */
  public int next(long[] timesMs, double[] values, int from, int max) {
    return next(timesMs, values, null, from, max);
  }

  private int next(
      long[] timesMs, double[] values, long @Nullable [] startTimesMs, int from, int max) {
    return switch (encoding) {
      case XOR -> {
        int count = xor.decode(timesMs, values, from, max);
        if (startTimesMs != null) {
          Arrays.fill(startTimesMs, from, from + count, 0);
        }
        yield count;
      }
      case XOR2 -> xor2.decode(timesMs, values, startTimesMs, from, max);
      case NONE, HISTOGRAM, HISTOGRAM_ST, FLOAT_HISTOGRAM, FLOAT_HISTOGRAM_ST -> 0;
    };
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] found) {
    return nextHistograms(timesMs, found, null, 0, found.length);
  }

  @Override
  public int nextHistograms(long[] timesMs, Histogram[] found, long @Nullable [] startTimesMs) {
    return nextHistograms(timesMs, found, startTimesMs, 0, found.length);
  }

  /** Fills up to {@code max} histograms into both arrays from index {@code from} on. */
  public int nextHistograms(long[] timesMs, Histogram[] found, int from, int max) {
    return nextHistograms(timesMs, found, null, from, max);
  }

  private int nextHistograms(
      long[] timesMs, Histogram[] found, long @Nullable [] startTimesMs, int from, int max) {
    return switch (encoding) {
      case HISTOGRAM, HISTOGRAM_ST -> histograms.decode(timesMs, found, startTimesMs, from, max);
      case FLOAT_HISTOGRAM, FLOAT_HISTOGRAM_ST ->
          floatHistograms.decode(timesMs, found, startTimesMs, from, max);
      case NONE, XOR, XOR2 -> 0;
    };
  }
}
