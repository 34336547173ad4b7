package dev.deucalion.server.cli.families;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.server.cli.families.FamilyTable.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the labels of one sample, among which its name may stand. */
final class LabelReader {
  private final TextCursor in;
  private final FamilyTable table;
  private final List<TextMetric.Label> plain = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final boolean nameWithin;
  private @Nullable Owner owner;
  private double bound = Double.NaN;

  /**
   * A reader of nothing yet.
   *
   * @param owner what the name in front of the labels belongs to; null where none stands there
   */
  LabelReader(TextCursor in, FamilyTable table, @Nullable Owner owner) {
    this.in = in;
    this.table = table;
    this.owner = owner;
    this.nameWithin = owner == null;
  }

  /** The labels in their order, but for that of a part. */
  List<TextMetric.Label> plain() {
    return plain;
  }

  /** The bound or quantile of a part; NaN where no label says it. */
  double bound() {
    return bound;
  }

  /** What the sample belongs to; it must have been named. */
  Owner owner() throws TextFormatException {
    if (owner == null) {
      throw in.failure("invalid metric name");
    }
    return owner;
  }

  private String shown() {
    return GoQuote.quote(owner == null ? "" : owner.family().name());
  }

  /** From behind the opening brace to the value. */
  void read() throws TextFormatException {
    in.skipBlanks();
    while (!in.skipIf('}')) {
      entry();
      in.skipBlanks();
    }
    owner();
    in.skipBlanks();
  }

  /** A label or the name, and the comma behind it. */
  private void entry() throws TextFormatException {
    String name = in.name("label", false);
    if (name.isEmpty()) {
      throw in.failure("invalid label name for metric " + shown());
    }
    in.skipBlanks();
    if (in.skipIf('=')) {
      label(name);
    } else {
      metricName(name);
    }
  }

  private void metricName(String name) throws TextFormatException {
    if (!nameWithin) {
      throw in.failure("expected '=' after label name, found " + in.quotedByte());
    }
    if (owner != null) {
      throw in.failure("multiple metric names for metric " + shown());
    }
    if (in.peek() != ',' && in.peek() != '}') {
      throw in.failure("unexpected end of metric name " + in.quotedByte());
    }
    owner = table.sampleOwner(name);
    in.skipIf(',');
  }

  private void label(String name) throws TextFormatException {
    if (name.equals(LabelNames.METRIC_NAME)) {
      throw in.failure("label name " + GoQuote.quote(name) + " is reserved");
    }
    FamilyType type = owner == null ? FamilyType.UNTYPED : owner.family().type();
    boolean part = type.isComposite() && name.equals(type.partLabel());
    if (!part && !names.add(name)) {
      throw in.failure("duplicate label names for metric " + shown());
    }
    in.skipBlanks();
    if (!in.skipIf('"')) {
      throw in.failure("expected '\"' at start of label value, found " + in.quotedByte());
    }
    String value = in.labelValue();
    if (part) {
      bound = parseBound(name, value);
    } else {
      plain.add(new TextMetric.Label(name, value));
    }
    in.skipBlanks();
    if (!in.skipIf(',') && in.peek() != '}') {
      throw in.failure("unexpected end of label value " + GoQuote.quote(value));
    }
  }

  private double parseBound(String name, String text) throws TextFormatException {
    Double number = TextNumber.parse(text);
    if (number == null) {
      throw in.failure(
          "expected float as value for '" + name + "' label, got " + GoQuote.quote(text));
    }
    return number;
  }
}
