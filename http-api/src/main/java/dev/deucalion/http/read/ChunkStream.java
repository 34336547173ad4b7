package dev.deucalion.http.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.storage.SeriesSet;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;

/**
 * Streams messages {@code prometheus.ChunkedReadResponse}, each with chunks of one series.
 *
 * <pre>
 * frame = length of the message as a varint | CRC-32C of the message, 4 bytes, big endian | message
 * </pre>
 */
final class ChunkStream {
  private final OutputStream to;
  private final int maxFrameBytes;
  private final UnaryOperator<Labels> naming;
  private final WireWriter message = new WireWriter();
  private final WireWriter head = new WireWriter();
  private final ChunkReencoder encoder = new ChunkReencoder();
  private final ChunkData chunk = new ChunkData();
  private final CRC32C crc = new CRC32C();
  private final byte[] crcBytes = new byte[Integer.BYTES];

  /**
   * @param naming adds what the server says of itself to the labels of a series
   */
  ChunkStream(OutputStream to, int maxFrameBytes, UnaryOperator<Labels> naming) {
    this.to = to;
    this.maxFrameBytes = maxFrameBytes;
    this.naming = naming;
  }

  /** Streams the result of a query, series in the order of the set. */
  void write(int queryIndex, SeriesSet series) throws IOException {
    SampleCursor cursor = null;
    for (int i = 0; i < series.size(); i++) {
      cursor = series.samples(i, cursor);
      encoder.reset(cursor);
      boolean more = encoder.next(chunk);
      if (more) {
        Labels labels = naming.apply(series.labels(i));
        while (more) {
          more = writeFrame(queryIndex, labels);
        }
      }
    }
  }

  /** Streams the result of a query without the chunks. */
  void writeLabels(int queryIndex, SeriesSet set) throws IOException {
    for (int i = 0; i < set.size(); i++) {
      message.clear();
      int series = message.begin(1);
      SeriesMessages.labels(message, naming.apply(set.labels(i)));
      message.end(series);
      SeriesMessages.int64(message, 2, queryIndex);
      send();
    }
  }

  /**
   * Writes the chunk at hand and those that fit into one frame with it; says whether one is left.
   */
  private boolean writeFrame(int queryIndex, Labels labels) throws IOException {
    message.clear();
    int series = message.begin(1);
    SeriesMessages.labels(message, labels);
    boolean more;
    do {
      int at = message.begin(2);
      SeriesMessages.int64(message, 1, chunk.minTimeMs);
      SeriesMessages.int64(message, 2, chunk.maxTimeMs);
      SeriesMessages.int64(message, 3, chunk.encoding.code());
      message.bytes(4, chunk.bytes, chunk.from, chunk.length);
      message.end(at);
      more = encoder.next(chunk);
    } while (more && message.size() < maxFrameBytes);
    message.end(series);
    SeriesMessages.int64(message, 2, queryIndex);
    send();
    return more;
  }

  private void send() throws IOException {
    head.clear();
    head.varint(message.size());
    to.write(head.array(), 0, head.size());
    crc.reset();
    crc.update(message.array(), 0, message.size());
    int sum = (int) crc.getValue();
    for (int i = 0; i < crcBytes.length; i++) {
      crcBytes[i] = (byte) (sum >>> (Byte.SIZE * (crcBytes.length - 1 - i)));
    }
    to.write(crcBytes, 0, crcBytes.length);
    to.write(message.array(), 0, message.size());
  }
}
