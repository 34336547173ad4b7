package dev.deucalion.promql.testkit;

import dev.deucalion.model.histogram.BucketLayout;
import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.model.labels.Labels;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request of remote write 1.0: protobuf, as a snappy block that has it as it is.
 *
 * @see <a href="https://github.com/prometheus/prometheus/blob/main/prompb/types.proto">the numbers
 *     of fields</a>
 * @see <a href="https://github.com/google/snappy/blob/main/format_description.txt">snappy</a>
 */
final class RemoteWriteMessage {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;

  /** Tag of a literal whose length less 1 follows in four bytes. */
  private static final int LONG_LITERAL = 63 << 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private RemoteWriteMessage() {}

  static byte[] of(List<LoadedSample> samples) {
    Map<Labels, RemoteWriteMessage> bySeries = new LinkedHashMap<>();
    for (LoadedSample sample : samples) {
      bySeries.computeIfAbsent(sample.labels(), RemoteWriteMessage::series).add(sample);
    }
    RemoteWriteMessage request = new RemoteWriteMessage();
    bySeries.values().forEach(series -> request.message(1, series));
    return request.asSnappy();
  }

  private byte[] asSnappy() {
    RemoteWriteMessage block = new RemoteWriteMessage();
    int length = out.size();
    block.varint(length);
    if (length > 0) {
      block.out.write(LONG_LITERAL);
      for (int i = 0; i < Integer.BYTES; i++) {
        block.out.write((length - 1) >>> (8 * i));
      }
      block.out.writeBytes(out.toByteArray());
    }
    return block.out.toByteArray();
  }

  private static RemoteWriteMessage series(Labels labels) {
    RemoteWriteMessage series = new RemoteWriteMessage();
    labels.forEach((name, value) -> {
      RemoteWriteMessage label = new RemoteWriteMessage();
      label.bytes(1, name.getBytes(StandardCharsets.UTF_8));
      label.bytes(2, value.getBytes(StandardCharsets.UTF_8));
      series.message(1, label);
    });
    return series;
  }

  private void add(LoadedSample sample) {
    FloatHistogram histogram = sample.histogram();
    if (histogram != null) {
      message(4, histogram(histogram, sample.timeMs()));
      return;
    }
    RemoteWriteMessage message = new RemoteWriteMessage();
    message.fixed(1, sample.value());
    message.varint(2, sample.timeMs());
    message(2, message);
  }

  private static RemoteWriteMessage histogram(FloatHistogram histogram, long timeMs) {
    BucketLayout layout = histogram.layout();
    RemoteWriteMessage message = new RemoteWriteMessage();
    message.fixed(2, histogram.count());
    message.fixed(3, histogram.sum());
    message.varint(4, zigzag(layout.schema()));
    message.fixed(5, layout.zeroThreshold());
    message.fixed(7, histogram.zeroCount());
    message.spans(8, layout.negativeSpans());
    message.doubles(10, histogram.negative());
    message.spans(11, layout.positiveSpans());
    message.doubles(13, histogram.positive());
    int hint =
        switch (histogram.resetHint()) {
          case UNKNOWN -> 0;
          case RESET -> 1;
          case NOT_RESET -> 2;
          case GAUGE -> 3;
        };
    message.varint(14, hint);
    message.varint(15, timeMs);
    message.doubles(16, layout.customValues());
    return message;
  }

  private void spans(int field, int[] spans) {
    for (int i = 0; i < spans.length; i += 2) {
      RemoteWriteMessage span = new RemoteWriteMessage();
      span.varint(1, zigzag(spans[i]));
      span.varint(2, spans[i + 1]);
      message(field, span);
    }
  }

  private void doubles(int field, double[] values) {
    RemoteWriteMessage packed = new RemoteWriteMessage();
    for (double value : values) {
      packed.eightBytes(value);
    }
    message(field, packed);
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private void message(int field, RemoteWriteMessage inner) {
    bytes(field, inner.out.toByteArray());
  }

  private void bytes(int field, byte[] bytes) {
    varint((long) field << 3 | BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void fixed(int field, double value) {
    varint((long) field << 3 | FIXED_64);
    eightBytes(value);
  }

  private void eightBytes(double value) {
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < Long.BYTES; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }

  private void varint(int field, long value) {
    varint((long) field << 3 | VARINT);
    varint(value);
  }

  private void varint(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) (left & 0x7f | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
