package dev.deucalion.server.remote.read;

import dev.deucalion.model.time.TimeIntervals;
import dev.deucalion.tsdb.chunk.ChunkCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkEncoding;
import dev.deucalion.tsdb.chunk.CorruptChunkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads the chunks of a series of an answer. For one thread. */
final class RemoteCursor extends ChunkCursor {
  private final long minTimeMs;
  private List<RemoteSeries.Chunk> chunks = List.of();
  private int next;

  RemoteCursor(long minTimeMs, long maxTimeMs) {
    super(maxTimeMs);
    this.minTimeMs = minTimeMs;
  }

  /** Goes to a series. */
  void reset(RemoteSeries series) {
    chunks = series.chunks();
    next = 0;
    begin(minTimeMs, TimeIntervals.NONE);
  }

  @Override
  protected boolean load(ChunkData into) {
    if (next == chunks.size()) {
      return false;
    }
    RemoteSeries.Chunk chunk = chunks.get(next++);
    ChunkEncoding encoding = ChunkEncoding.ofCode(chunk.encoding());
    if (encoding == null || encoding == ChunkEncoding.NONE) {
      throw failure("chunk of unknown encoding " + chunk.encoding());
    }
    into.reserve(chunk.length());
    System.arraycopy(chunk.bytes(), chunk.from(), into.bytes, 0, chunk.length());
    into.from = 0;
    into.length = chunk.length();
    into.encoding = encoding;
    into.minTimeMs = chunk.minTimeMs();
    into.maxTimeMs = chunk.maxTimeMs();
    return true;
  }

  @Override
  protected RuntimeException failure(CorruptChunkException e) {
    return failure(String.valueOf(e.getMessage()));
  }

  private static UncheckedIOException failure(String why) {
    return new UncheckedIOException(new IOException("remote_read: " + why));
  }
}
