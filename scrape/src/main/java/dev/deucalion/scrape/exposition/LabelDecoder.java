package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;

/** Makes {@link Labels} of the offsets a {@link LabelSection} finds. Needed once a new series. */
final class LabelDecoder implements LabelSection.Sink {
  private final Lexer lexer;
  private final MetricType type;
  private final LabelCollector labels = new LabelCollector();
  private boolean validNames = true;
  private boolean bucketLeftOut;

  /**
   * @param type of the family, which decides whether {@code le} or {@code quantile} is a number
   */
  LabelDecoder(Lexer lexer, MetricType type) {
    this.lexer = lexer;
    this.type = type;
  }

  /** Leaves the label {@code le} out. */
  LabelDecoder withoutBucket() {
    bucketLeftOut = true;
    return this;
  }

  void metricName(int start, int end) {
    labels.metric(name(start, end));
  }

  void typeAndUnit(String unit) {
    labels.typeAndUnit(type, unit);
  }

  @Override
  public void label(int nameStart, int nameEnd, int valueStart, int valueEnd) {
    String name = name(nameStart, nameEnd);
    if (bucketLeftOut && name.equals(LabelNames.BUCKET)) {
      return;
    }
    String value = Escapes.labelValue(lexer.body, valueStart, valueEnd);
    labels.add(name, isNumber(name) ? LabelCollector.normalized(value) : value);
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

  /**
   * The labels, sorted.
   *
   * @param fault what it is when a name comes twice, {@code invalid sample} for example
   */
  Labels build(String fault) throws ExpositionException {
    if (!validNames) {
      throw SyntaxErrors.at(lexer, "invalid metric name or label names: " + labels);
    }
    String duplicate = labels.duplicate();
    if (!duplicate.isEmpty()) {
      throw SyntaxErrors.at(lexer, "label name \"" + duplicate + "\" is not unique: " + fault);
    }
    return labels.build();
  }
}
