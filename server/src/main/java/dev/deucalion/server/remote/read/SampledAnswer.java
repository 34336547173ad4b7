package dev.deucalion.server.remote.read;

import dev.deucalion.http.receive.HistogramMessage;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.storage.ReadGuard;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * An answer with samples in one message, which are made chunks of.
 *
 * <pre>
 * ReadResponse: results = 1
 * QueryResult:  timeseries = 1
 * TimeSeries:   labels = 1, samples = 2, histograms = 4
 * Sample:       value = 1, timestamp = 2
 * </pre>
 */
final class SampledAnswer {
  private static final int ONE = 1 << 3 | WireType.LEN;
  private static final int SAMPLE = 2 << 3 | WireType.LEN;
  private static final int HISTOGRAM = 4 << 3 | WireType.LEN;
  private static final int VALUE = 1 << 3 | WireType.I64;
  private static final int TIME = 2 << 3 | WireType.VARINT;

  /** Of a sample while its series is read. */
  private static final int SAMPLE_BYTES = 32;

  private final SeriesCollector into;
  private final HistogramMessage histogram = new HistogramMessage();
  private final ChunkReencoder chunks = new ChunkReencoder();
  private final ChunkData chunk = new ChunkData();

  private SampledAnswer(SeriesCollector into) {
    this.into = into;
  }

  /**
   * Reads an answer.
   *
   * @param in a snappy block
   * @param maxBytes of the message
   * @throws RemoteReadException when it is none
   */
  static void read(AnswerInput in, long maxBytes, SeriesCollector into)
      throws IOException, FetchException, RemoteReadException {
    int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
    byte[] bytes = expand(in.readUpTo(most, into.memory()), most, into.memory());
    try {
      SampledAnswer answer = new SampledAnswer(into);
      WireReader message = new WireReader().reset(bytes, 0, bytes.length);
      while (message.next()) {
        if (message.tag() == ONE) {
          int outer = message.enter();
          answer.readResult(message);
          message.leave(outer);
        } else {
          message.skip();
        }
      }
    } catch (WireException e) {
      throw new RemoteReadException("unable to unmarshal response body: " + e.getMessage());
    }
    into.memory().release(bytes.length);
  }

  private static byte[] expand(AnswerInput.Bytes compressed, int maxBytes, AnswerMemory memory)
      throws RemoteReadException {
    byte[] array = compressed.array();
    try {
      long bytes = Snappy.uncompressedLength(array, 0, compressed.length());
      if (bytes < 0 || bytes > maxBytes) {
        throw new RemoteReadException("response body of more than " + maxBytes + " bytes");
      }
      memory.hold(bytes);
      byte[] message = new byte[(int) bytes];
      Snappy.uncompress(array, 0, compressed.length(), message, 0);
      memory.release(array.length);
      return message;
    } catch (IOException e) {
      throw new RemoteReadException("snappy: corrupt input");
    }
  }

  private void readResult(WireReader in) throws WireException, RemoteReadException {
    while (in.next()) {
      if (in.tag() == ONE) {
        int outer = in.enter();
        readSeries(in);
        in.leave(outer);
      } else {
        in.skip();
      }
    }
  }

  private void readSeries(WireReader in) throws WireException, RemoteReadException {
    LabelsBuilder labels = new LabelsBuilder();
    SampleList samples = new SampleList();
    while (in.next()) {
      switch (in.tag()) {
        case ONE -> into.readLabel(in, labels);
        case SAMPLE -> {
          int outer = in.enter();
          readSample(in, samples);
          in.leave(outer);
        }
        case HISTOGRAM -> {
          int outer = in.enter();
          histogram.read(in);
          in.leave(outer);
          samples.add(histogram.timeMs(), 0, checked());
        }
        default -> in.skip();
      }
    }
    into.memory().hold(samples.size() * (long) SAMPLE_BYTES);
    RemoteSeries series = into.series(labels);
    chunks.reset(samples.cursor());
    for (int count = 0; chunks.next(chunk); count++) {
      ReadGuard.check(count);
      ChunkData copy = chunk.copy();
      into.memory().hold(copy.bytes.length);
      into.add(
          series,
          new RemoteSeries.Chunk(
              copy.minTimeMs,
              copy.maxTimeMs,
              copy.encoding.code(),
              copy.bytes,
              copy.from,
              copy.length));
    }
    into.memory().release(samples.size() * (long) SAMPLE_BYTES);
  }

  private Histogram checked() throws RemoteReadException {
    String problem = histogram.problem();
    if (problem != null) {
      throw new RemoteReadException(problem);
    }
    return histogram.histogram();
  }

  private static void readSample(WireReader in, SampleList samples) throws WireException {
    double value = 0;
    long timeMs = 0;
    while (in.next()) {
      switch (in.tag()) {
        case VALUE -> value = in.readDouble();
        case TIME -> timeMs = in.readVarint();
        default -> in.skip();
      }
    }
    samples.add(timeMs, value, null);
  }
}
