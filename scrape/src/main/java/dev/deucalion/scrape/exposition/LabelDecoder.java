package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes {@link Labels} of the offsets a {@link LabelSection} finds. Needed once a new series. */
final class LabelDecoder implements LabelSection.Sink {
  private record Label(String name, String value) {
    static final Comparator<Label> BY_NAME = (a, b) -> Utf8Order.compare(a.name, b.name);
  }

  private final Lexer lexer;
  private final MetricType type;
  private final List<Label> labels = new ArrayList<>();
  private boolean validNames = true;

  /**
   * @param type of the family, which decides whether {@code le} or {@code quantile} is a number
   */
  LabelDecoder(Lexer lexer, MetricType type) {
    this.lexer = lexer;
    this.type = type;
  }

  void metricName(int start, int end) {
    labels.add(new Label(LabelNames.METRIC_NAME, name(start, end)));
  }

  @Override
  public void label(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    String name = name(nameStart, nameEnd);
    String value = Escapes.labelValue(lexer.body, valueStart, valueEnd);
    labels.add(new Label(name, isNumber(name) ? normalized(value) : value));
  }

  private String name(int start, int end) {
    validNames &= Utf8.isValid(lexer.body, start, end);
    return Escapes.labelValue(lexer.body, start, end);
  }

  private boolean isNumber(String name) {
    return switch (type) {
      case HISTOGRAM -> name.equals(LabelNames.BUCKET);
      case SUMMARY -> name.equals(LabelNames.QUANTILE);
      case COUNTER, GAUGE, GAUGEHISTOGRAM, INFO, STATESET, UNKNOWN -> false;
    };
  }

  private static String normalized(String value) {
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    return GoFloat.check(text, 0, text.length) == GoFloat.Problem.NONE
        ? GoFloat.formatOpenMetrics(GoFloat.parse(text, 0, text.length))
        : value;
  }

  /**
   * The labels, sorted. A name with an empty value among its values is no label, as in Prometheus.
   *
   * @param fault what it is when a name comes twice, {@code invalid sample} for example
   */
  Labels build(String fault) throws ExpositionException {
    if (!validNames) {
      throw SyntaxErrors.at(lexer, "invalid metric name or label names: " + shown());
    }
    labels.sort(Label.BY_NAME);
    List<String> pairs = new ArrayList<>(2 * labels.size());
    int i = 0;
    while (i < labels.size()) {
      int end = i;
      boolean empty = false;
      String name = labels.get(i).name;
      while (end < labels.size() && labels.get(end).name.equals(name)) {
        empty |= labels.get(end++).value.isEmpty();
      }
      if (!empty) {
        if (end - i > 1) {
          throw SyntaxErrors.at(lexer, "label name \"" + name + "\" is not unique: " + fault);
        }
        pairs.add(name);
        pairs.add(labels.get(i).value);
      }
      i = end;
    }
    return Labels.ofSortedPairs(pairs.toArray(new String[0]));
  }

  private String shown() {
    StringBuilder out = new StringBuilder("{");
    for (Label label : labels) {
      out.append(out.length() == 1 ? "" : ", ");
      out.append(LabelNames.isLegacyLabelName(label.name) ? label.name : GoQuote.quote(label.name));
      out.append('=').append(GoQuote.quote(label.value));
    }
    return out.append('}').toString();
  }
}
