package dev.deucalion.server.remote.read;

import dev.deucalion.http.receive.HistogramMessage;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
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

  private final SeriesCollector into;
  private final long maxBytes;
  private final HistogramMessage histogram = new HistogramMessage();
  private final ChunkReencoder chunks = new ChunkReencoder();
  private final ChunkData chunk = new ChunkData();

  private SampledAnswer(SeriesCollector into, long maxBytes) {
    this.into = into;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads an answer.
   *
   * @param compressed a snappy block
   * @param maxBytes of the message
   * @throws RemoteReadException when it is none
   */
  static void read(byte[] compressed, long maxBytes, SeriesCollector into)
      throws RemoteReadException {
    SampledAnswer answer = new SampledAnswer(into, maxBytes);
    byte[] bytes = answer.expand(compressed);
    try {
      WireReader in = new WireReader().reset(bytes, 0, bytes.length);
      while (in.next()) {
        if (in.tag() == ONE) {
          int outer = in.enter();
          answer.readResult(in);
          in.leave(outer);
        } else {
          in.skip();
        }
      }
    } catch (WireException e) {
      throw new RemoteReadException("unable to unmarshal response body: " + e.getMessage());
    }
  }

  private byte[] expand(byte[] compressed) throws RemoteReadException {
    try {
      long bytes = Snappy.uncompressedLength(compressed);
      if (bytes < 0 || bytes > maxBytes) {
        throw new RemoteReadException("response body of more than " + maxBytes + " bytes");
      }
      return Snappy.uncompress(compressed);
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
    RemoteSeries series = into.series(labels);
    chunks.reset(samples.cursor());
    while (chunks.next(chunk)) {
      ChunkData copy = chunk.copy();
      series
          .chunks()
          .add(
              new RemoteSeries.Chunk(
                  copy.minTimeMs,
                  copy.maxTimeMs,
                  copy.encoding.code(),
                  copy.bytes,
                  copy.from,
                  copy.length));
    }
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
