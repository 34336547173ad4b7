package dev.deucalion.server.cli.families;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.server.cli.families.FamilyTable.Owner;
import java.util.List;

/** Reads bodies of the text format. Used once. */
public final class TextFamilies {
  private final TextCursor in;
  private final FamilyTable table;

  private TextFamilies(byte[] body) {
    this.in = new TextCursor(body);
    this.table = new FamilyTable(in);
  }

  /**
   * The families of a body that have metrics, in the order in which they begin.
   *
   * @throws TextFormatException when it is not in the format
   */
  public static List<TextFamily> read(byte[] body) throws TextFormatException {
    TextFamilies families = new TextFamilies(body);
    while (!families.in.isAtEnd()) {
      families.line();
    }
    return families.table.all().stream().filter(family -> !family.metrics().isEmpty()).toList();
  }

  private void line() throws TextFormatException {
    if (in.skipLineEnd()) {
      return;
    }
    if (in.skipIf('#')) {
      comment();
    } else {
      sample();
    }
  }

  private void comment() throws TextFormatException {
    in.skipBlanks();
    String keyword = in.word();
    if (in.skipLineEnd()) {
      return;
    }
    if (!keyword.equals("HELP") && !keyword.equals("TYPE")) {
      in.skipLine();
      return;
    }
    in.skipBlanks();
    String name = in.name("metric", true);
    if (in.skipLineEnd()) {
      return;
    }
    if (!in.isAtBlank()) {
      throw in.failure("invalid metric name in comment");
    }
    TextFamily family = table.owner(name).family();
    in.skipBlanks();
    if (in.skipLineEnd()) {
      return;
    }
    if (keyword.equals("HELP")) {
      help(family);
    } else {
      type(family);
    }
  }

  private void help(TextFamily family) throws TextFormatException {
    if (family.help() != null) {
      throw in.failure("second HELP line for metric name " + GoQuote.quote(family.name()));
    }
    family.setHelp(in.escapedRest());
    in.skipLineEnd();
  }

  private void type(TextFamily family) throws TextFormatException {
    if (family.hasType()) {
      throw in.failure(
          "second TYPE line for metric name "
              + GoQuote.quote(family.name())
              + ", or TYPE reported after samples");
    }
    String name = in.rest();
    FamilyType type = FamilyType.of(name);
    if (type == null) {
      throw in.failure("unknown metric type " + GoQuote.quote(name));
    }
    family.setType(type);
    in.skipLineEnd();
  }

  private void sample() throws TextFormatException {
    Owner owner = null;
    if (in.peek() != '{') {
      String name = in.name("metric", true);
      if (name.isEmpty()) {
        throw in.failure("invalid metric name");
      }
      owner = table.sampleOwner(name);
      in.skipBlanks();
    }
    LabelReader labels = new LabelReader(in, table, owner);
    if (in.skipIf('{')) {
      labels.read();
    }
    Owner found = labels.owner();
    String text = in.word();
    Double value = TextNumber.parse(text);
    if (value == null) {
      throw in.failure("expected float as value, got " + GoQuote.quote(text));
    }
    TextMetric metric = found.family().metric(labels.plain());
    set(metric, found, labels.bound(), value);
    if (!in.skipLineEnd()) {
      metric.setTimeMs(timestamp());
    }
  }

  private void set(TextMetric metric, Owner owner, double bound, double value)
      throws TextFormatException {
    FamilyType type = owner.family().type();
    if (!type.isComposite()) {
      metric.setValue(value);
      return;
    }
    switch (owner.role()) {
      case COUNT -> {
        requirePositive(type, value, "negative count for histogram ", owner);
        metric.setCount(value);
      }
      case SUM -> metric.setSum(value);
      case OTHER -> {
        if (!Double.isNaN(bound)) {
          requirePositive(type, value, "negative bucket population for histogram ", owner);
          metric.add(new TextMetric.Part(bound, value));
        }
      }
    }
  }

  private void requirePositive(FamilyType type, double value, String complaint, Owner owner)
      throws TextFormatException {
    if (type.hasBuckets() && value < 0) {
      throw in.failure(complaint + GoQuote.quote(owner.family().name()));
    }
  }

  private long timestamp() throws TextFormatException {
    in.skipBlanks();
    String text = in.word();
    long timeMs;
    try {
      timeMs = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw in.failure("expected integer as timestamp, got " + GoQuote.quote(text));
    }
    String rest = in.rest();
    if (!rest.isEmpty()) {
      throw in.failure("spurious string after timestamp: " + GoQuote.quote(rest));
    }
    in.skipLineEnd();
    return timeMs;
  }
}
