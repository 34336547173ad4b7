package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.metadata.MetricType;
import java.util.Set;

/**
 * OpenMetrics 2.0. A composite value becomes what protobuf gives for the same metric: of a summary
 * count, sum and quantiles; of a classic histogram count, sum and buckets, behind them the
 * histogram that they are converted to; of a native one the histogram, behind it its classic series
 * where they are kept.
 */
final class OpenMetrics2Parser extends ExpositionParser {
  private static final byte COUNT = 1;
  private static final byte SUM = 2;
  private static final byte POINT = 3;
  private static final byte HISTOGRAM = 4;

  /** What comes next. */
  private enum Stage {
    LINE,
    POINTS,
    NATIVE,
    CUSTOM
  }

  private final boolean nativeHistograms;
  private final boolean keepClassic;
  private final boolean convert;
  private final OpenMetrics2Lines lines;
  private final CompositeValue composite = new CompositeValue();
  private final ClassicBuckets classic = new ClassicBuckets();
  private final SeriesKey key = new SeriesKey();
  private Stage stage = Stage.LINE;

  /** Which point comes next: -2 the count, -1 the sum, then those of quantiles or buckets. */
  private int point;

  /** What of a composite value is at hand, 0 for a line as it is, and its quantile or bound. */
  private byte what;

  private double place;

  /** Exemplars of the entry at hand have values greater than the first and up to the second. */
  private double exemplarsAbove;

  private double exemplarsUpTo;

  OpenMetrics2Parser(Set<ParserOption> options) {
    nativeHistograms = options.contains(ParserOption.NATIVE_HISTOGRAMS);
    keepClassic = options.contains(ParserOption.KEEP_CLASSIC_HISTOGRAMS);
    convert = options.contains(ParserOption.CONVERT_TO_CUSTOM_BUCKETS);
    lines = new OpenMetrics2Lines(options);
  }

  @Override
  public void reset(byte[] body, int length) {
    lines.reset(body, length);
    stage = Stage.LINE;
    what = 0;
    type = MetricType.UNKNOWN;
    mayHaveExemplar = false;
  }

  @Override
  public EntryKind next() throws ExpositionException {
    return switch (stage) {
      case LINE -> nextLine();
      case POINTS -> nextPoint();
      case NATIVE, CUSTOM -> nextHistogram();
    };
  }

  private EntryKind nextLine() throws ExpositionException {
    EntryKind kind = lines.next();
    type = lines.type;
    hasTimestamp = lines.hasTimestamp;
    timestampMs = lines.timestampMs;
    if (kind == EntryKind.SERIES && lines.isComposite()) {
      begin();
      return next();
    }
    what = 0;
    keyBytes = lines.keyBytes;
    keyStart = lines.keyStart;
    keyEnd = lines.keyEnd;
    value = lines.value;
    exemplarsBetween(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return kind;
  }

  /** Reads the composite value of the line at hand and decides with what it begins. */
  private void begin() throws ExpositionException {
    try {
      composite.read(lines.keyBytes, lines.compositeStart, lines.compositeEnd);
    } catch (IllegalArgumentException e) {
      throw fault("invalid composite value: " + e.getMessage());
    }
    key.family(lines.keyBytes, lines.keyStart, lines.keyEnd);
    point = -2;
    stage =
        switch (type) {
          case HISTOGRAM, GAUGEHISTOGRAM -> {
            if (isNative()) {
              yield Stage.NATIVE;
            }
            yield convert && !keepClassic ? Stage.CUSTOM : Stage.POINTS;
          }
          case SUMMARY, UNKNOWN -> Stage.POINTS;
          case COUNTER, GAUGE, INFO, STATESET ->
              throw fault("a " + type.text() + " has no composite value");
        };
  }

  private boolean isNative() {
    return nativeHistograms && composite.isNative();
  }

  private EntryKind nextPoint() {
    int at = point++;
    if (at == -2) {
      return series(COUNT, 0, composite.count());
    }
    if (at == -1) {
      if (type == MetricType.SUMMARY && composite.points() == 0) {
        stage = Stage.LINE;
      }
      return series(SUM, 0, composite.sum());
    }
    return type == MetricType.SUMMARY ? quantile(at) : bucket(at);
  }

  private EntryKind quantile(int at) {
    if (at + 1 == composite.points()) {
      stage = Stage.LINE;
    }
    return series(POINT, composite.place(at), composite.value(at));
  }

  /** A bucket; the last one may be left out. */
  private EntryKind bucket(int at) {
    boolean given = at < composite.points();
    double bound = given ? composite.place(at) : Double.POSITIVE_INFINITY;
    if (bound == Double.POSITIVE_INFINITY) {
      stage = convert && !isNative() ? Stage.CUSTOM : Stage.LINE;
    }
    series(POINT, bound, given ? composite.value(at) : composite.count());
    double below = at > 0 ? composite.place(at - 1) : Double.NEGATIVE_INFINITY;
    exemplarsBetween(below, bound);
    return EntryKind.SERIES;
  }

  private EntryKind nextHistogram() throws ExpositionException {
    boolean gauge = type == MetricType.GAUGEHISTOGRAM;
    try {
      if (stage == Stage.NATIVE) {
        histogram = composite.toNative(gauge);
        stage = keepClassic && composite.points() > 0 ? Stage.POINTS : Stage.LINE;
      } else {
        histogram = composite.toCustom(classic, gauge);
        stage = Stage.LINE;
      }
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
    series(HISTOGRAM, 0, 0);
    exemplarsBetween(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    return EntryKind.HISTOGRAM;
  }

  private EntryKind series(byte kind, double atPlace, double ofValue) {
    what = kind;
    place = atPlace;
    value = ofValue;
    keyStart = 0;
    keyEnd = key.series(kind, atPlace);
    keyBytes = key.bytes();
    mayHaveExemplar = false;
    return EntryKind.SERIES;
  }

  private void exemplarsBetween(double above, double upTo) {
    exemplarsAbove = above;
    exemplarsUpTo = upTo;
    lines.exemplars.rewind();
    mayHaveExemplar = true;
  }

  private ExpositionException fault(String message) {
    return SyntaxErrors.at(lines.lexer, message);
  }

  @Override
  public long startTimestampMs() {
    return switch (type) {
      case COUNTER, SUMMARY, HISTOGRAM, GAUGEHISTOGRAM -> lines.startMs;
      case GAUGE, UNKNOWN, INFO, STATESET -> 0;
    };
  }

  @Override
  public String name() {
    return lines.name();
  }

  @Override
  public String help() {
    return lines.help();
  }

  @Override
  public String unit() {
    return lines.unit();
  }

  @Override
  public void checkSyntax() throws ExpositionException {
    lines.checkSyntax();
  }

  @Override
  public Labels labels() throws ExpositionException {
    Labels labels = lines.labels();
    if (what == 0 || what == HISTOGRAM) {
      return labels;
    }
    LabelsBuilder series = labels.toBuilder();
    series.set(LabelNames.METRIC_NAME, labels.get(LabelNames.METRIC_NAME) + suffix());
    if (what == POINT) {
      String name = type == MetricType.SUMMARY ? LabelNames.QUANTILE : LabelNames.BUCKET;
      if (series.has(name)) {
        throw fault("label name \"" + name + "\" is not unique: invalid sample");
      }
      series.set(name, GoFloat.formatOpenMetrics(place));
    }
    return series.build();
  }

  private String suffix() {
    String gauge = type == MetricType.GAUGEHISTOGRAM ? "_g" : "_";
    return switch (what) {
      case COUNT -> gauge + "count";
      case SUM -> gauge + "sum";
      default -> type == MetricType.SUMMARY ? "" : "_bucket";
    };
  }

  @Override
  boolean readExemplar() {
    mayHaveExemplar = false;
    while (!mayHaveExemplar && lines.exemplars.next()) {
      double candidate = lines.exemplars.value();
      mayHaveExemplar =
          what == 0
              || what == HISTOGRAM
              || candidate > exemplarsAbove && candidate <= exemplarsUpTo;
    }
    if (mayHaveExemplar) {
      exemplarValue = lines.exemplars.value();
      hasExemplarTimestamp = true;
      exemplarTimestampMs = lines.exemplars.timestampMs();
    }
    return mayHaveExemplar;
  }

  @Override
  public Labels exemplarLabels() throws ExpositionException {
    return lines.exemplarLabelsAt(lines.exemplars.labels());
  }
}
