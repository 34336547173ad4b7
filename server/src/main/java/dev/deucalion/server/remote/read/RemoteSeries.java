package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * A series of an answer.
 *
 * @param chunks in the order of time
 */
record RemoteSeries(Labels labels, List<Chunk> chunks) {
  /**
   * A chunk.
   *
   * @param encoding number of the encoding
   * @param bytes of the whole answer, mostly
   * @param from where the chunk begins in them
   */
  @SuppressWarnings("ArrayRecordComponent") // Handed through, never compared.
  record Chunk(long minTimeMs, long maxTimeMs, int encoding, byte[] bytes, int from, int length) {}

  static RemoteSeries of(Labels labels) {
    return new RemoteSeries(labels, new ArrayList<>());
  }
}
