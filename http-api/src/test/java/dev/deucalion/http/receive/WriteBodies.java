package dev.deucalion.http.receive;

import dev.deucalion.model.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Puts together bodies of remote writes, field numbers as in {@code prompb/types.proto}. */
public final class WriteBodies {
  private WriteBodies() {}

  /** A sample of a series of remote write 1.0. */
  public record Sample(long timeMs, double value) {}

  /** A series: names and values in turn, then samples. */
  public record Series(List<String> labels, List<Sample> samples) {
    public static Series of(String labels, long timeMs, double value) {
      return new Series(split(labels), List.of(new Sample(timeMs, value)));
    }

    private static List<String> split(String labels) {
      List<String> all = new ArrayList<>();
      for (String pair : labels.split(",", -1)) {
        int equals = pair.indexOf('=');
        all.add(pair.substring(0, equals));
        all.add(pair.substring(equals + 1));
      }
      return all;
    }

    public Series and(long timeMs, double value) {
      List<Sample> more = new ArrayList<>(samples);
      more.add(new Sample(timeMs, value));
      return new Series(labels, more);
    }
  }

  /** A message {@code prometheus.WriteRequest}. */
  public static byte[] v1(Series... series) {
    WireWriter out = new WireWriter();
    for (Series one : series) {
      int message = out.begin(1);
      for (int i = 0; i < one.labels().size(); i += 2) {
        int label = out.begin(1);
        out.string(1, one.labels().get(i));
        out.string(2, one.labels().get(i + 1));
        out.end(label);
      }
      for (Sample sample : one.samples()) {
        int at = out.begin(2);
        out.float64(1, sample.value());
        out.int64(2, sample.timeMs());
        out.end(at);
      }
      out.end(message);
    }
    return out.toByteArray();
  }

  /** A body: the message in a block of snappy. */
  public static byte[] packed(byte[] message) {
    try {
      return Snappy.compress(message);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
