package dev.deucalion.server.remote.read;

import dev.deucalion.http.read.SeriesMessages;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.wire.WireWriter;
import dev.deucalion.storage.SampleCursor;
import dev.deucalion.tsdb.chunk.ChunkData;
import dev.deucalion.tsdb.chunk.ChunkReencoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/** Answers of a remote end, as both kinds of messages. */
final class Answers {
  /** A sample of a series; a histogram where there is one. */
  record Sample(long timeMs, double value, @Nullable Histogram histogram) {
    static Sample of(long timeMs, double value) {
      return new Sample(timeMs, value, null);
    }
  }

  /** A series. */
  record Series(Labels labels, List<Sample> samples) {}

  private Answers() {}

  /** Floats at times 1 up to a number, each with its time as value. */
  static Series counting(Labels labels, int count) {
    List<Sample> samples = new ArrayList<>();
    for (int t = 1; t <= count; t++) {
      samples.add(Sample.of(t, t));
    }
    return new Series(labels, samples);
  }

  /** As a stream, with a frame for each chunk. */
  static byte[] streamed(List<Series> all) {
    WireWriter out = new WireWriter();
    for (Series series : all) {
      ChunkReencoder encoder = new ChunkReencoder();
      encoder.reset(cursor(series));
      ChunkData chunk = new ChunkData();
      while (encoder.next(chunk)) {
        WireWriter message = new WireWriter();
        int one = message.begin(1);
        SeriesMessages.labels(message, series.labels());
        int at = message.begin(2);
        message.int64(1, chunk.minTimeMs);
        message.int64(2, chunk.maxTimeMs);
        message.int64(3, chunk.encoding.code());
        message.bytes(4, chunk.bytes, chunk.from, chunk.length);
        message.end(at);
        message.end(one);
        CRC32C crc = new CRC32C();
        crc.update(message.array(), 0, message.size());
        out.varint(message.size());
        out.fixed32(Integer.reverseBytes((int) crc.getValue()));
        out.raw(message.array(), 0, message.size());
      }
    }
    return out.toByteArray();
  }

  /** As one message, compressed. */
  static byte[] sampled(List<Series> all) {
    WireWriter out = new WireWriter();
    int result = out.begin(1);
    for (Series series : all) {
      int one = out.begin(1);
      SeriesMessages.labels(out, series.labels());
      for (Sample sample : series.samples()) {
        Histogram histogram = sample.histogram();
        if (histogram == null) {
          SeriesMessages.sample(out, sample.timeMs(), sample.value());
        } else {
          SeriesMessages.histogram(out, 4, sample.timeMs(), histogram);
        }
      }
      out.end(one);
    }
    out.end(result);
    try {
      return Snappy.compress(out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer that comes a few bytes at a time. */
  static AnswerInput input(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    return new AnswerInput((into, offset, length) -> in.read(into, offset, Math.min(length, 7)));
  }

  private static SampleCursor cursor(Series series) {
    SampleList list = new SampleList();
    series
        .samples()
        .forEach(sample -> list.add(sample.timeMs(), sample.value(), sample.histogram()));
    return list.cursor();
  }

  /** All samples of a cursor. */
  static List<Sample> read(SampleCursor cursor) {
    List<Sample> all = new ArrayList<>();
    long[] times = new long[7];
    double[] values = new double[7];
    Histogram[] histograms = new Histogram[7];
    int found;
    do {
      found = cursor.next(times, values);
      for (int i = 0; i < found; i++) {
        all.add(Sample.of(times[i], values[i]));
      }
      int more = cursor.nextHistograms(times, histograms);
      for (int i = 0; i < more; i++) {
        all.add(new Sample(times[i], 0, histograms[i]));
      }
      found += more;
    } while (found > 0);
    return all;
  }
}
