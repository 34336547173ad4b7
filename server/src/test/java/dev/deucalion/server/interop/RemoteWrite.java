package dev.deucalion.server.interop;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.histogram.IntHistogram;
import dev.deucalion.model.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/**
 * Writes to a server by remote write 1.0: protobuf put together by hand, field numbers as in
 * Prometheus' {@code prompb/types.proto}.
 */
final class RemoteWrite {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;

  /** Path of the receiver. */
  static final String PATH = "/api/v1/write";

  /** Header fields that say what the body is. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Encoding", "snappy",
          "Content-Type", "application/x-protobuf",
          "X-Prometheus-Remote-Write-Version", "0.1.0");

  private RemoteWrite() {}

  /** The body of a request. */
  static byte[] body(List<StoreHistory.Entry> entries) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (StoreHistory.Entry entry : entries) {
      message(request, 1, series(entry));
    }
    return Snappy.compress(request.toByteArray());
  }

  /** Writes samples; whatever comes back is a failure unless it is success. */
  static void send(URI server, List<StoreHistory.Entry> entries) throws IOException {
    HttpRequest.Builder post =
        HttpRequest.newBuilder(server.resolve(PATH))
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(entries)));
    HEADERS.forEach(post::header);
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(post.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException("remote write: " + answer.statusCode() + " " + answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static ByteArrayOutputStream series(StoreHistory.Entry entry) {
    ByteArrayOutputStream series = new ByteArrayOutputStream();
    labels(series, entry.labels());
    switch (entry.value()) {
      case StoreHistory.FloatValue(double value) -> {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        fixed(sample, 1, value);
        varint(sample, 2, entry.timeMs());
        message(series, 2, sample);
      }
      case StoreHistory.HistogramValue(Histogram histogram) ->
          message(series, 4, histogram(histogram, entry.timeMs()));
      case StoreHistory.ExemplarValue(Exemplar exemplar) -> {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        labels(message, exemplar.labels());
        fixed(message, 2, exemplar.value());
        varint(message, 3, exemplar.timeMs());
        message(series, 3, message);
      }
    }
    return series;
  }

  private static void labels(ByteArrayOutputStream out, Labels labels) {
    labels.forEach((name, value) -> {
      ByteArrayOutputStream label = new ByteArrayOutputStream();
      bytes(label, 1, name.getBytes(StandardCharsets.UTF_8));
      bytes(label, 2, value.getBytes(StandardCharsets.UTF_8));
      message(out, 1, label);
    });
  }

  private static ByteArrayOutputStream histogram(Histogram histogram, long timeMs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BucketLayout layout = histogram.layout();
    switch (histogram) {
      case IntHistogram h -> {
        varint(out, 1, h.count());
        varint(out, 6, h.zeroCount());
        message(out, 9, deltas(h.negative()));
        message(out, 12, deltas(h.positive()));
      }
      case FloatHistogram h -> {
        fixed(out, 2, h.count());
        fixed(out, 7, h.zeroCount());
        message(out, 10, doubles(h.negative()));
        message(out, 13, doubles(h.positive()));
      }
    }
    fixed(out, 3, histogram.sum());
    varint(out, 4, zigzag(layout.schema()));
    fixed(out, 5, layout.zeroThreshold());
    spans(out, 8, layout.negativeSpans());
    spans(out, 11, layout.positiveSpans());
    varint(out, 15, timeMs);
    return out;
  }

  private static ByteArrayOutputStream deltas(long[] counts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long last = 0;
    for (long count : counts) {
      varint(out, zigzag(count - last));
      last = count;
    }
    return out;
  }

  private static ByteArrayOutputStream doubles(double[] values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (double value : values) {
      eightBytes(out, Double.doubleToRawLongBits(value));
    }
    return out;
  }

  private static void spans(ByteArrayOutputStream out, int field, int[] spans) {
    for (int i = 0; i < spans.length; i += 2) {
      ByteArrayOutputStream span = new ByteArrayOutputStream();
      varint(span, 1, zigzag(spans[i]));
      varint(span, 2, spans[i + 1]);
      message(out, field, span);
    }
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static void message(ByteArrayOutputStream out, int field, ByteArrayOutputStream inner) {
    bytes(out, field, inner.toByteArray());
  }

  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    varint(out, (long) field << 3 | BYTES);
    varint(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void fixed(ByteArrayOutputStream out, int field, double value) {
    varint(out, (long) field << 3 | FIXED_64);
    eightBytes(out, Double.doubleToRawLongBits(value));
  }

  private static void eightBytes(ByteArrayOutputStream out, long bits) {
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }

  private static void varint(ByteArrayOutputStream out, int field, long value) {
    varint(out, (long) field << 3 | VARINT);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
