package dev.deucalion.tsdb.chunk;

import dev.deucalion.model.labels.Labels;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/**
 * Series with their chunks, in the order in which they go into a block. Not thread-safe.
 *
 * <p>Order of calls: {@link #symbols} first, if at all; then {@link #nextSeries}, and after each
 * one {@link #nextChunk} until it says false.
 */
public interface SeriesChunks extends Closeable {
  /** All label names and values of the series in byte order, each once, and perhaps some more. */
  Iterator<String> symbols() throws IOException;

  /** Moves to the next series in the order of their labels; false at the end. */
  boolean nextSeries() throws IOException;

  /** Labels of the series. */
  Labels labels();

  /**
   * Fills in the next chunk of the series, by first time, none overlapping another; false at the
   * end. What is filled in is the caller's until the next call.
   */
  boolean nextChunk(ChunkData into) throws IOException;

  @Override
  void close() throws IOException;
}
