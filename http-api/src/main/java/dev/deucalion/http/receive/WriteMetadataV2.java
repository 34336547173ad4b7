package dev.deucalion.http.receive;

import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import org.jspecify.annotations.Nullable;

/** The message {@code Metadata} of remote write 2.0, whose texts are symbols. For one thread. */
final class WriteMetadataV2 {
  private static final int TYPE = 1 << 3 | WireType.VARINT;
  private static final int HELP = 3 << 3 | WireType.VARINT;
  private static final int UNIT = 4 << 3 | WireType.VARINT;
  private static final MetricType[] TYPES = {
    MetricType.UNKNOWN,
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.HISTOGRAM,
    MetricType.GAUGEHISTOGRAM,
    MetricType.SUMMARY,
    MetricType.INFO,
    MetricType.STATESET,
  };

  private final WriteSymbols symbols;
  private long type;
  private int helpRef;
  private int unitRef;

  WriteMetadataV2(WriteSymbols symbols) {
    this.symbols = symbols;
  }

  void clear() {
    type = 0;
    helpRef = 0;
    unitRef = 0;
  }

  /** Reads the message up to the reader's limit. */
  void read(WireReader in) throws WireException {
    while (in.next()) {
      switch (in.tag()) {
        case TYPE -> type = in.readVarint();
        case HELP -> helpRef = (int) in.readVarint();
        case UNIT -> unitRef = (int) in.readVarint();
        default -> in.skip();
      }
    }
  }

  /** Why the references are no metadata, in Prometheus' words, or null. */
  @Nullable String problem() {
    if (!symbols.has(unitRef)) {
      return outside("unit_ref", unitRef);
    }
    return symbols.has(helpRef) ? null : outside("help_ref", helpRef);
  }

  private String outside(String field, int ref) {
    return "metadata "
        + field
        + " "
        + Integer.toUnsignedString(ref)
        + " outside of symbols table (size "
        + symbols.size()
        + ")";
  }

  MetricType type() {
    return type >= 0 && type < TYPES.length ? TYPES[(int) type] : MetricType.UNKNOWN;
  }

  /** The symbol of the unit. */
  int unitRef() {
    return unitRef;
  }

  /** The metadata of references without a problem. */
  Metadata metadata() {
    return new Metadata(type(), symbols.text(unitRef), symbols.text(helpRef));
  }
}
