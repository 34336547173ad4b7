package dev.deucalion.http.otlp;

import dev.deucalion.http.receive.NumberRow;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;

/** Reads data points, one method for each kind. Field numbers as in {@code metrics.proto}. */
final class OtlpPointReader {
  private static final int START_TIME = 2 << 3 | WireType.I64;
  private static final int TIME = 3 << 3 | WireType.I64;
  private static final int COUNT = 4 << 3 | WireType.I64;
  private static final int SUM = 5 << 3 | WireType.I64;
  private static final int MAX_EXEMPLARS = 1_000;

  private OtlpPointReader() {}

  static void readNumber(WireReader in, OtlpPoint point) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case START_TIME -> point.startNs = in.readFixed64();
        case TIME -> point.timeNs = in.readFixed64();
        case 4 << 3 | WireType.I64 -> point.value = in.readDouble();
        case 5 << 3 | WireType.LEN -> readExemplar(in, point);
        case 6 << 3 | WireType.I64 -> point.value = (double) in.readFixed64();
        case 7 << 3 | WireType.LEN -> point.attributes.read(in);
        case 8 << 3 | WireType.VARINT -> point.flags = in.readVarint();
        default -> in.skip();
      }
    }
  }

  static void readHistogram(WireReader in, OtlpPoint point) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case START_TIME -> point.startNs = in.readFixed64();
        case TIME -> point.timeNs = in.readFixed64();
        case COUNT -> point.count = in.readFixed64();
        case SUM -> readSum(in, point);
        case 6 << 3 | WireType.LEN, 6 << 3 | WireType.I64 -> point.bucketCounts.readFixed(in);
        case 7 << 3 | WireType.LEN, 7 << 3 | WireType.I64 -> point.bounds.readFixed(in);
        case 8 << 3 | WireType.LEN -> readExemplar(in, point);
        case 9 << 3 | WireType.LEN -> point.attributes.read(in);
        case 10 << 3 | WireType.VARINT -> point.flags = in.readVarint();
        default -> in.skip();
      }
    }
  }

  static void readExponential(WireReader in, OtlpPoint point) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case 1 << 3 | WireType.LEN -> point.attributes.read(in);
        case START_TIME -> point.startNs = in.readFixed64();
        case TIME -> point.timeNs = in.readFixed64();
        case COUNT -> point.count = in.readFixed64();
        case SUM -> readSum(in, point);
        case 6 << 3 | WireType.VARINT -> point.scale = (int) in.readZigZag();
        case 7 << 3 | WireType.I64 -> point.zeroCount = in.readFixed64();
        case 8 << 3 | WireType.LEN -> point.positiveOffset = readBuckets(in, point.positiveCounts);
        case 9 << 3 | WireType.LEN -> point.negativeOffset = readBuckets(in, point.negativeCounts);
        case 10 << 3 | WireType.VARINT -> point.flags = in.readVarint();
        case 11 << 3 | WireType.LEN -> readExemplar(in, point);
        default -> in.skip();
      }
    }
  }

  private static int readBuckets(WireReader in, NumberRow counts) throws WireException {
    int offset = 0;
    int outer = in.enter();
    while (in.next()) {
      switch (in.tag()) {
        case 1 << 3 | WireType.VARINT -> offset = (int) in.readZigZag();
        case 2 << 3 | WireType.LEN, 2 << 3 | WireType.VARINT -> counts.readVarints(in);
        default -> in.skip();
      }
    }
    in.leave(outer);
    return offset;
  }

  static void readSummary(WireReader in, OtlpPoint point) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case START_TIME -> point.startNs = in.readFixed64();
        case TIME -> point.timeNs = in.readFixed64();
        case COUNT -> point.count = in.readFixed64();
        case SUM -> readSum(in, point);
        case 6 << 3 | WireType.LEN -> readQuantile(in, point);
        case 7 << 3 | WireType.LEN -> point.attributes.read(in);
        case 8 << 3 | WireType.VARINT -> point.flags = in.readVarint();
        default -> in.skip();
      }
    }
  }

  private static void readQuantile(WireReader in, OtlpPoint point) throws WireException {
    long quantile = 0;
    long value = 0;
    int outer = in.enter();
    while (in.next()) {
      switch (in.tag()) {
        case 1 << 3 | WireType.I64 -> quantile = in.readFixed64();
        case 2 << 3 | WireType.I64 -> value = in.readFixed64();
        default -> in.skip();
      }
    }
    in.leave(outer);
    point.quantiles.add(quantile);
    point.quantileValues.add(value);
  }

  private static void readSum(WireReader in, OtlpPoint point) throws WireException {
    point.sum = in.readDouble();
    point.hasSum = true;
  }

  private static void readExemplar(WireReader in, OtlpPoint point) throws WireException {
    int outer = in.enter();
    if (point.exemplars.size() < MAX_EXEMPLARS) {
      point.exemplars.add(OtlpExemplar.read(in));
    }
    in.leave(outer);
  }
}
