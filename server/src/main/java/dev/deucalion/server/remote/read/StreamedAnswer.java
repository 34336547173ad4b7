package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.storage.ReadGuard;
import java.io.IOException;
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

  private static final int MAX_SHIFT = 63;

  private final AnswerInput in;
  private final long maxFrameBytes;
  private final SeriesCollector into;

  private StreamedAnswer(AnswerInput in, long maxFrameBytes, SeriesCollector into) {
    this.in = in;
    this.maxFrameBytes = maxFrameBytes;
    this.into = into;
  }

  /**
   * Reads an answer frame by frame.
   *
   * @param into gets the series, whose chunks lie in their frames
   * @throws RemoteReadException when it is none
   */
  static void read(AnswerInput in, long maxFrameBytes, SeriesCollector into)
      throws IOException, FetchException, RemoteReadException {
    try {
      new StreamedAnswer(in, maxFrameBytes, into).read();
    } catch (WireException e) {
      throw new RemoteReadException("chunkedReader: " + e.getMessage());
    }
  }

  private void read() throws IOException, FetchException, WireException, RemoteReadException {
    WireReader message = new WireReader();
    for (int frames = 0; in.hasMore(); frames++) {
      ReadGuard.check(frames);
      long size = readVarint();
      if (size < 0 || size > Math.min(maxFrameBytes, Integer.MAX_VALUE - 8)) {
        throw new RemoteReadException(
            "chunkedReader: message size exceeded the limit "
                + maxFrameBytes
                + " bytes; got: "
                + Long.toUnsignedString(size)
                + " bytes");
      }
      int expected = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        expected = expected << 8 | in.readByte();
      }
      byte[] bytes = in.readExactly((int) size, into.memory());
      if (expected != checksum(bytes)) {
        throw new RemoteReadException("chunkedReader: corrupted frame; checksum not match");
      }
      readMessage(message.reset(bytes, 0, bytes.length), bytes);
    }
  }

  private long readVarint() throws IOException, FetchException, RemoteReadException {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      int read = in.readByte();
      value |= (long) (read & 0x7f) << shift;
      if (read < 0x80) {
        return value;
      }
    }
    throw new RemoteReadException("chunkedReader: varint is too long");
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, bytes.length);
    return (int) crc.getValue();
  }

  private void readMessage(WireReader in, byte[] frame) throws WireException {
    while (in.next()) {
      if (in.tag() == SERIES) {
        int outer = in.enter();
        readSeries(in, frame);
        in.leave(outer);
      } else {
        in.skip();
      }
    }
  }

  private void readSeries(WireReader in, byte[] frame) throws WireException {
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
          into.add(series, readChunk(in, frame));
          in.leave(outer);
        }
        default -> in.skip();
      }
    }
  }

  private static RemoteSeries.Chunk readChunk(WireReader in, byte[] frame) throws WireException {
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
    return new RemoteSeries.Chunk(minTimeMs, maxTimeMs, type, frame, from, length);
  }
}
