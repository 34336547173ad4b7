package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.labels.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Another source's chunks, those of floats joined where that makes fewer. A head cuts its chunks
 * small, each series at times of its own, so that few bytes are in open ones; in a block each chunk
 * costs some thirty bytes beyond its samples.
 *
 * <p>Chunks of floats that follow one another are decoded and encoded anew, all to about the same
 * length, if fewer come of it. Otherwise they are passed on as they are, and so are those of
 * histograms. Not thread-safe.
 */
public final class JoinedChunks implements SeriesChunks {
  private static final int MAX_BYTES = FullChunks.MAX_CHUNK_BYTES;

  private final SeriesChunks source;
  private final int maxSamples;
  private final XorDecoder decoder = new XorDecoder();
  private final XorEncoder encoder = new XorEncoder();

  /** Chunks of the series; elements from {@link #count} on are spare. */
  private final List<ChunkData> chunks = new ArrayList<>();

  private int count;
  private boolean isRead;

  /** The chunk that comes next. */
  private int next;

  /** End of the chunks that are treated as the next one is. */
  private int stretchEnd;

  /** Samples that a joined chunk of the stretch gets; 0 where chunks are passed on. */
  private int wantedSamples;

  /** Samples of the chunk that was decoded last, and the one of them that comes next. */
  private long[] timesMs = new long[256];

  private double[] values = new double[256];
  private int decoded;
  private int nextDecoded;

  /**
   * Chunks of these, joined.
   *
   * @param source which this closes
   * @param maxSamples most samples of a joined chunk
   */
  public JoinedChunks(SeriesChunks source, int maxSamples) {
    this.source = source;
    this.maxSamples = maxSamples;
  }

  @Override
  public Iterator<String> symbols() throws IOException {
    return source.symbols();
  }

  @Override
  public boolean nextSeries() throws IOException {
    isRead = false;
    return source.nextSeries();
  }

  @Override
  public Labels labels() {
    return source.labels();
  }

  @Override
  public boolean nextChunk(ChunkData into) throws IOException {
    if (!isRead) {
      readSeries();
    }
    if (hasDecoded()) {
      join(into);
      return true;
    }
    if (next == count) {
      return false;
    }
    if (next == stretchEnd) {
      beginStretch();
      if (hasDecoded()) {
        join(into);
        return true;
      }
    }
    into.swapWith(chunks.get(next++));
    return true;
  }

  private void readSeries() throws IOException {
    isRead = true;
    next = 0;
    stretchEnd = 0;
    wantedSamples = 0;
    decoded = 0;
    nextDecoded = 0;
    count = 0;
    while (source.nextChunk(spare())) {
      count++;
    }
  }

  private ChunkData spare() {
    if (count == chunks.size()) {
      chunks.add(new ChunkData());
    }
    return chunks.get(count);
  }

  /** Finds the chunks that can be joined with the next one, and whether that makes fewer. */
  private void beginStretch() {
    int samples = 0;
    int bytes = 0;
    stretchEnd = next;
    while (stretchEnd < count && chunks.get(stretchEnd).encoding == ChunkEncoding.XOR) {
      samples += chunks.get(stretchEnd).samples();
      bytes += chunks.get(stretchEnd).length;
      stretchEnd++;
    }
    int joined = Math.max(Math.ceilDiv(samples, maxSamples), Math.ceilDiv(bytes, MAX_BYTES));
    boolean areFewer = joined < stretchEnd - next;
    wantedSamples = areFewer ? Math.ceilDiv(samples, joined) : 0;
    stretchEnd = Math.max(stretchEnd, next + 1);
  }

  /** Whether there are samples to be joined, of which some are decoded then. */
  private boolean hasDecoded() {
    while (nextDecoded == decoded && next < stretchEnd && wantedSamples > 0) {
      ChunkData chunk = chunks.get(next++);
      decoded = chunk.samples();
      nextDecoded = 0;
      if (timesMs.length < decoded) {
        timesMs = new long[decoded];
        values = new double[decoded];
      }
      decoder.reset(chunk.bytes, chunk.from, chunk.length, decoded);
      decoder.decode(timesMs, values, 0, decoded);
    }
    return nextDecoded < decoded;
  }

  private void join(ChunkData into) {
    into.reserve(MAX_BYTES);
    into.minTimeMs = timesMs[nextDecoded];
    encoder.clear();
    while (encoder.samples < wantedSamples && hasDecoded()) {
      long valueBits = Double.doubleToRawLongBits(values[nextDecoded]);
      if (!encoder.append(into.bytes, 0, MAX_BYTES, timesMs[nextDecoded], valueBits)) {
        break;
      }
      nextDecoded++;
    }
    encoder.complete(into.bytes, 0);
    into.encoding = ChunkEncoding.XOR;
    into.from = 0;
    into.length = encoder.bytes();
    into.maxTimeMs = encoder.lastTimeMs;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
