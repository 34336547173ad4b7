package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Delimited messages {@code io.prometheus.client.MetricFamily}, walked in place.
 *
 * <p>A family gives help, unit and type, then the series of its metrics, in the order of
 * Prometheus: of a summary count, sum and quantiles; of a classic histogram count, sum and buckets,
 * behind them the histogram that they are converted to; of a native one the histogram, behind it
 * its classic series where they are kept.
 */
final class ProtobufParser extends ExpositionParser {
  private static final int MAX_LENGTH_BYTES = 5;
  private static final byte PLAIN = 0;
  private static final byte COUNT = 1;
  private static final byte SUM = 2;
  private static final byte BUCKET = 3;
  private static final byte QUANTILE = 4;
  private static final byte NATIVE = 5;
  private static final byte METADATA = 6;

  /** What comes next in the family at hand. */
  private enum Stage {
    NEXT_FAMILY,
    HELP,
    UNIT,
    TYPE,
    NEXT_METRIC,
    PLAIN,
    POINTS,
    NATIVE,
    CUSTOM
  }

  private final boolean nativeHistograms;
  private final boolean keepClassic;
  private final boolean convert;
  private final boolean typeAndUnitLabels;

  private final WireReader in = new WireReader();
  private final WireReader labelsIn = new WireReader();
  private final FamilyMessage family = new FamilyMessage();
  private final MetricMessage metric = new MetricMessage();
  private final ExemplarMessages exemplars = new ExemplarMessages(metric.histogram.buckets);
  private final ClassicBuckets classic = new ClassicBuckets();
  private final SeriesKey key = new SeriesKey();

  private byte[] body = {};
  private int length;
  private Stage stage = Stage.NEXT_FAMILY;

  /** Which point comes next: -2 the count, -1 the sum, then those of quantiles or buckets. */
  private int point;

  /** What the series at hand is, and its quantile or bound. */
  private byte what;

  private double place;

  ProtobufParser(Set<ParserOption> options) {
    nativeHistograms = options.contains(ParserOption.NATIVE_HISTOGRAMS);
    keepClassic = options.contains(ParserOption.KEEP_CLASSIC_HISTOGRAMS);
    convert = options.contains(ParserOption.CONVERT_TO_CUSTOM_BUCKETS);
    typeAndUnitLabels = options.contains(ParserOption.TYPE_AND_UNIT_LABELS);
  }

  @Override
  public void reset(byte[] newBody, int newLength) {
    body = newBody;
    length = newLength;
    in.reset(newBody, 0, newLength);
    exemplars.reset(newBody);
    stage = Stage.NEXT_FAMILY;
    type = MetricType.UNKNOWN;
    mayHaveExemplar = false;
  }

  @Override
  public EntryKind next() throws ExpositionException {
    mayHaveExemplar = false;
    try {
      return advance();
    } catch (WireException e) {
      throw new ExpositionException("protobuf: " + e.getMessage(), e.offset(), 0);
    }
  }

  private EntryKind advance() throws WireException, ExpositionException {
    while (true) {
      switch (stage) {
        case NEXT_FAMILY -> {
          if (!nextFamily()) {
            return EntryKind.END;
          }
        }
        case HELP -> {
          stage = family.unitEnd > family.unitStart ? Stage.UNIT : Stage.TYPE;
          metadata(family.helpStart, family.helpEnd);
          return EntryKind.HELP;
        }
        case UNIT -> {
          stage = Stage.TYPE;
          metadata(family.unitStart, family.unitEnd);
          return EntryKind.UNIT;
        }
        case TYPE -> {
          stage = Stage.NEXT_METRIC;
          metadata(0, 0);
          return EntryKind.TYPE;
        }
        case NEXT_METRIC -> {
          if (!nextMetric()) {
            in.leave(length);
            stage = Stage.NEXT_FAMILY;
          }
        }
        case PLAIN -> {
          stage = Stage.NEXT_METRIC;
          mayHaveExemplar =
              type == MetricType.COUNTER && exemplars.one(metric.exemplarStart, metric.exemplarEnd);
          return series(PLAIN, 0, metric.value);
        }
        case POINTS -> {
          return type == MetricType.SUMMARY ? nextOfSummary() : nextOfHistogram();
        }
        case NATIVE -> {
          return nativeHistogram();
        }
        case CUSTOM -> {
          return customHistogram();
        }
      }
    }
  }

  /** Enters the next family that has metrics. */
  private boolean nextFamily() throws WireException, ExpositionException {
    while (in.hasRemaining()) {
      int start = in.position();
      in.enter();
      int bodyStart = in.position();
      if (bodyStart - start > MAX_LENGTH_BYTES) {
        throw fault("invalid length of a metric family");
      }
      family.read(in);
      if (family.hasMetrics()) {
        String problem = family.problem(body);
        if (!problem.isEmpty()) {
          throw fault(problem);
        }
        type = family.type();
        key.family(body, family.nameStart, family.nameEnd);
        in.reset(body, bodyStart, in.limit());
        stage = Stage.HELP;
        return true;
      }
      in.leave(length);
    }
    return false;
  }

  /** Reads the next metric of the family. */
  private boolean nextMetric() throws WireException, ExpositionException {
    while (in.next()) {
      if (in.tag() != MetricFamilyTags.FAMILY_METRIC) {
        in.skip();
        continue;
      }
      int outer = in.enter();
      key.metric();
      metric.read(in, key);
      in.leave(outer);
      timestampMs = metric.timestampMs;
      hasTimestamp = timestampMs != 0;
      begin();
      return true;
    }
    return false;
  }

  /** Decides with what the metric begins. */
  private void begin() throws ExpositionException {
    point = -2;
    stage =
        switch (type) {
          case COUNTER, GAUGE, UNKNOWN -> Stage.PLAIN;
          case SUMMARY -> Stage.POINTS;
          case HISTOGRAM, GAUGEHISTOGRAM -> {
            if (isNative()) {
              String problem = metric.histogram.problem();
              if (!problem.isEmpty()) {
                throw fault("histogram \"" + family.name(body) + "\": " + problem);
              }
              yield Stage.NATIVE;
            }
            yield convert && !keepClassic ? Stage.CUSTOM : Stage.POINTS;
          }
          case INFO, STATESET -> throw new IllegalStateException("protobuf has no type " + type);
        };
  }

  private boolean isNative() {
    return nativeHistograms && metric.histogram.isNative();
  }

  private EntryKind nextOfSummary() {
    int at = point++;
    if (point >= metric.quantiles.size()) {
      stage = point >= 0 ? Stage.NEXT_METRIC : stage;
    }
    return switch (at) {
      case -2 -> series(COUNT, 0, metric.summaryCount);
      case -1 -> series(SUM, 0, metric.summarySum);
      default -> series(QUANTILE, metric.quantiles.place(at), metric.quantiles.value(at));
    };
  }

  private EntryKind nextOfHistogram() {
    HistogramMessage message = metric.histogram;
    int at = point++;
    if (at == -2) {
      return series(COUNT, 0, message.count());
    }
    if (at == -1) {
      return series(SUM, 0, message.sum());
    }
    Points buckets = message.buckets;
    boolean given = at < buckets.size();
    double bound = given ? buckets.place(at) : Double.POSITIVE_INFINITY;
    if (bound == Double.POSITIVE_INFINITY) {
      stage = convert && !isNative() ? Stage.CUSTOM : Stage.NEXT_METRIC;
    }
    mayHaveExemplar = given && exemplars.one(buckets.exemplarStart(at), buckets.exemplarEnd(at));
    return series(BUCKET, bound, given ? buckets.value(at) : message.count());
  }

  private EntryKind nativeHistogram() {
    boolean classicToo = keepClassic && metric.histogram.buckets.size() > 0;
    stage = classicToo ? Stage.POINTS : Stage.NEXT_METRIC;
    histogram = metric.histogram.toNative(type == MetricType.GAUGEHISTOGRAM);
    return histogramEntry();
  }

  private EntryKind customHistogram() throws ExpositionException {
    stage = Stage.NEXT_METRIC;
    try {
      histogram = metric.histogram.toCustom(classic, type == MetricType.GAUGEHISTOGRAM);
    } catch (IllegalArgumentException e) {
      throw fault(String.valueOf(e.getMessage()));
    }
    return histogramEntry();
  }

  private EntryKind histogramEntry() {
    series(NATIVE, 0, 0);
    exemplars.histogram(metric.histogram);
    mayHaveExemplar = true;
    return EntryKind.HISTOGRAM;
  }

  private EntryKind series(byte kind, double atPlace, double ofValue) {
    what = kind;
    place = atPlace;
    value = ofValue;
    keyStart = 0;
    keyEnd = key.series(kind, atPlace);
    keyBytes = key.bytes();
    return EntryKind.SERIES;
  }

  private void metadata(int textStart, int textEnd) {
    key.metric();
    key.add(body, textStart, textEnd);
    keyStart = 0;
    keyEnd = key.series(METADATA, family.typeNumber());
    keyBytes = key.bytes();
  }

  private ExpositionException fault(String message) {
    return new ExpositionException(message, in.position(), 0);
  }

  @Override
  public long startTimestampMs() {
    return switch (type) {
      case COUNTER, SUMMARY -> metric.startMs;
      case HISTOGRAM, GAUGEHISTOGRAM -> metric.histogram.startMs;
      case GAUGE, UNKNOWN, INFO, STATESET -> 0;
    };
  }

  @Override
  public String name() {
    return family.name(body);
  }

  @Override
  public String help() {
    return family.help(body);
  }

  @Override
  public String unit() {
    return family.unit(body);
  }

  @Override
  public Labels labels() throws ExpositionException {
    LabelCollector labels = new LabelCollector();
    String name = family.name(body);
    labels.metric(
        switch (what) {
          case COUNT -> name + "_count";
          case SUM -> name + "_sum";
          case BUCKET -> name + "_bucket";
          default -> name;
        });
    if (typeAndUnitLabels) {
      labels.typeAndUnit(type, family.unit(body));
    }
    collect(labels, metric.start, metric.end, MetricFamilyTags.METRIC_LABEL);
    if (what == BUCKET || what == QUANTILE) {
      labels.add(
          what == BUCKET ? LabelNames.BUCKET : LabelNames.QUANTILE,
          GoFloat.formatOpenMetrics(place));
    }
    return built(labels, "invalid sample");
  }

  @Override
  boolean readExemplar() throws ExpositionException {
    try {
      mayHaveExemplar = exemplars.next();
    } catch (WireException e) {
      throw new ExpositionException("protobuf: " + e.getMessage(), e.offset(), 0);
    }
    exemplarValue = exemplars.value;
    hasExemplarTimestamp = exemplars.hasTimestamp;
    exemplarTimestampMs = exemplars.timestampMs;
    return mayHaveExemplar;
  }

  @Override
  public Labels exemplarLabels() throws ExpositionException {
    LabelCollector labels = new LabelCollector();
    collect(labels, exemplars.start, exemplars.end, MetricFamilyTags.EXEMPLAR_LABEL);
    return built(labels, "invalid exemplar");
  }

  private Labels built(LabelCollector labels, String what) throws ExpositionException {
    String duplicate = labels.duplicate();
    if (!duplicate.isEmpty()) {
      throw fault("label name \"" + duplicate + "\" is not unique: " + what);
    }
    return labels.build();
  }

  /** Adds the labels among the fields of a message. */
  private void collect(LabelCollector labels, int from, int to, int labelTag)
      throws ExpositionException {
    try {
      labelsIn.reset(body, from, to);
      while (labelsIn.next()) {
        if (labelsIn.tag() == labelTag) {
          int outer = labelsIn.enter();
          collectOne(labels);
          labelsIn.leave(outer);
        } else {
          labelsIn.skip();
        }
      }
    } catch (WireException e) {
      throw new ExpositionException("protobuf: " + e.getMessage(), e.offset(), 0);
    }
  }

  private void collectOne(LabelCollector labels) throws WireException, ExpositionException {
    String name = "";
    String labelValue = "";
    while (labelsIn.next()) {
      switch (labelsIn.tag()) {
        case MetricFamilyTags.LABEL_NAME -> name = text("invalid label name: ");
        case MetricFamilyTags.LABEL_VALUE -> labelValue = text("invalid label value: ");
        default -> labelsIn.skip();
      }
    }
    labels.add(name, labelValue);
  }

  private String text(String fault) throws WireException, ExpositionException {
    int bytes = labelsIn.readSlice();
    int from = labelsIn.position() - bytes;
    String text = new String(body, from, bytes, StandardCharsets.UTF_8);
    if (!Utf8.isValid(body, from, from + bytes)) {
      throw fault(fault + text);
    }
    return text;
  }
}
