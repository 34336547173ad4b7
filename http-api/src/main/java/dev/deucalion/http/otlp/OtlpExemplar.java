package dev.deucalion.http.otlp;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import java.util.HexFormat;

/**
 * An exemplar.
 *
 * @param hasValue whether it has a number at all
 */
record OtlpExemplar(Exemplar exemplar, boolean hasValue) {
  private static final int TIME = 2 << 3 | WireType.I64;
  private static final int AS_DOUBLE = 3 << 3 | WireType.I64;
  private static final int SPAN_ID = 4 << 3 | WireType.LEN;
  private static final int TRACE_ID = 5 << 3 | WireType.LEN;
  private static final int AS_INT = 6 << 3 | WireType.I64;
  private static final int ATTRIBUTE = 7 << 3 | WireType.LEN;

  /** Reads the message up to the reader's limit. */
  static OtlpExemplar read(WireReader in) throws WireException {
    OtlpAttributes attributes = new OtlpAttributes();
    LabelsBuilder labels = new LabelsBuilder();
    double value = 0;
    boolean hasValue = false;
    long timeNs = 0;
    while (in.next()) {
      switch (in.tag()) {
        case TIME -> timeNs = in.readFixed64();
        case AS_DOUBLE -> {
          value = in.readDouble();
          hasValue = true;
        }
        case AS_INT -> {
          value = (double) in.readFixed64();
          hasValue = true;
        }
        case SPAN_ID -> labels.set("span_id", id(in));
        case TRACE_ID -> labels.set("trace_id", id(in));
        case ATTRIBUTE -> attributes.read(in);
        default -> in.skip();
      }
    }
    long timeMs = Math.floorDiv(timeNs, 1_000_000);
    Exemplar ids = new Exemplar(labels.build(), value, timeMs, timeMs != 0);
    Exemplar all = new Exemplar(withAttributes(labels, attributes), value, timeMs, timeMs != 0);
    boolean fits = all.labelChars() <= Exemplar.MAX_LABEL_CHARS;
    return new OtlpExemplar(fits ? all : ids, hasValue);
  }

  private static Labels withAttributes(LabelsBuilder labels, OtlpAttributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (!attributes.key(i).isEmpty()) {
        labels.set(attributes.key(i), attributes.value(i));
      }
    }
    return labels.build();
  }

  /** An id in hex, or empty where all of its bytes are 0. */
  private static String id(WireReader in) throws WireException {
    int length = in.readSlice();
    int end = in.position();
    for (int i = end - length; i < end; i++) {
      if (in.bytes()[i] != 0) {
        return HexFormat.of().formatHex(in.bytes(), end - length, end);
      }
    }
    return "";
  }
}
