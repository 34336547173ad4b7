package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.zip.CRC32C;

/**
 * An answer in frames, each with chunks of some series.
 *
 * <pre>
 * frame:               | length of the message varint | CRC-32C of the message, big-endian | message |
 * ChunkedReadResponse: chunked_series = 1, query_index = 2
 * ChunkedSeries:       labels = 1, chunks = 2
 * Chunk:               min_time_ms = 1, max_time_ms = 2, type = 3, data = 4
 * </pre>
 */
final class StreamedAnswer {
  private static final int SERIES = 1 << 3 | WireType.LEN;
  private static final int LABEL = 1 << 3 | WireType.LEN;
  private static final int CHUNK = 2 << 3 | WireType.LEN;
  private static final int MIN_TIME = 1 << 3 | WireType.VARINT;
  private static final int MAX_TIME = 2 << 3 | WireType.VARINT;
  private static final int TYPE = 3 << 3 | WireType.VARINT;
  private static final int DATA = 4 << 3 | WireType.LEN;

  private final byte[] bytes;
  private final long maxFrameBytes;
  private final SeriesCollector into;

  private StreamedAnswer(byte[] bytes, long maxFrameBytes, SeriesCollector into) {
    this.bytes = bytes;
    this.maxFrameBytes = maxFrameBytes;
    this.into = into;
  }

  /**
   * Reads an answer.
   *
   * @param into gets the series, whose chunks lie in {@code bytes}
   * @throws RemoteReadException when it is none
   */
  static void read(byte[] bytes, long maxFrameBytes, SeriesCollector into)
      throws RemoteReadException {
    try {
      new StreamedAnswer(bytes, maxFrameBytes, into).read();
    } catch (WireException e) {
      throw new RemoteReadException("chunkedReader: " + e.getMessage());
    }
  }

  private void read() throws WireException, RemoteReadException {
    WireReader frames = new WireReader().reset(bytes, 0, bytes.length);
    WireReader message = new WireReader();
    while (frames.hasRemaining()) {
      long size = frames.readVarint();
      if (size < 0 || size > maxFrameBytes) {
        throw new RemoteReadException(
            "chunkedReader: message size exceeded the limit "
                + maxFrameBytes
                + " bytes; got: "
                + Long.toUnsignedString(size)
                + " bytes");
      }
      int expected = Integer.reverseBytes(frames.readFixed32());
      int from = frames.position();
      if (size > bytes.length - from) {
        throw new RemoteReadException("unexpected EOF");
      }
      int to = from + (int) size;
      if (expected != checksum(from, to)) {
        throw new RemoteReadException("chunkedReader: corrupted frame; checksum not match");
      }
      readMessage(message.reset(bytes, from, to));
      frames.reset(bytes, to, bytes.length);
    }
  }

  private int checksum(int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  private void readMessage(WireReader in) throws WireException {
    while (in.next()) {
      if (in.tag() == SERIES) {
        int outer = in.enter();
        readSeries(in);
        in.leave(outer);
      } else {
        in.skip();
      }
    }
  }

  private void readSeries(WireReader in) throws WireException {
    LabelsBuilder labels = new LabelsBuilder();
    RemoteSeries series = null;
    while (in.next()) {
      switch (in.tag()) {
        case LABEL -> into.readLabel(in, labels);
        case CHUNK -> {
          if (series == null) {
            series = into.series(labels);
          }
          int outer = in.enter();
          series.chunks().add(readChunk(in));
          in.leave(outer);
        }
        default -> in.skip();
      }
    }
  }

  private RemoteSeries.Chunk readChunk(WireReader in) throws WireException {
    long minTimeMs = 0;
    long maxTimeMs = 0;
    int type = 0;
    int from = 0;
    int length = 0;
    while (in.next()) {
      switch (in.tag()) {
        case MIN_TIME -> minTimeMs = in.readVarint();
        case MAX_TIME -> maxTimeMs = in.readVarint();
        case TYPE -> type = (int) in.readVarint();
        case DATA -> {
          length = in.readSlice();
          from = in.position() - length;
        }
        default -> in.skip();
      }
    }
    return new RemoteSeries.Chunk(minTimeMs, maxTimeMs, type, bytes, from, length);
  }
}
