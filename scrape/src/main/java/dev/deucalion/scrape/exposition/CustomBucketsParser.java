package dev.deucalion.scrape.exposition;

import dev.deucalion.model.histogram.HistogramValidation;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Makes native histograms with custom buckets of the classic ones that a parser of lines finds.
 *
 * <p>Lines of one histogram follow each other: they have the name of the last TYPE line with {@code
 * _bucket}, {@code _sum} or {@code _count}, and the same labels but for {@code le}. The histogram
 * comes out when another line comes, before it; where its lines contradict each other, none does.
 */
final class CustomBucketsParser extends ExpositionParser {
  private static final byte[] BUCKET = "_bucket".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SUM = "_sum".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] COUNT = "_count".getBytes(StandardCharsets.US_ASCII);
  private static final byte HISTOGRAM = 1;

  private final LineParser lines;
  private final boolean keepClassic;
  private final boolean startTimestamps;
  private final ClassicBuckets buckets = new ClassicBuckets();
  private final LineExemplars exemplars = new LineExemplars();
  private final MetricHash hash = new MetricHash();
  private final SeriesKey key = new SeriesKey();

  private byte[] body = {};

  /** Bounds of the name in the last TYPE line. */
  private int familyStart;

  private int familyEnd;

  /** Whether lines of a histogram are being gathered; the fields below are about it. */
  private boolean gathering;

  private long gatheredMetric;
  private int firstLine;
  private boolean gatheredHasTimestamp;
  private long gatheredTimestampMs;
  private long gatheredStartMs;

  /** An entry of the lines that comes after the histogram at hand. */
  private EntryKind waiting = EntryKind.COMMENT;

  private boolean isWaiting;

  /** Whether the entry at hand is a histogram of ours. */
  private boolean atHistogram;

  CustomBucketsParser(LineParser lines, Set<ParserOption> options) {
    this.lines = lines;
    keepClassic = options.contains(ParserOption.KEEP_CLASSIC_HISTOGRAMS);
    startTimestamps = options.contains(ParserOption.START_TIMESTAMPS);
  }

  @Override
  public void reset(byte[] newBody, int length) {
    body = newBody;
    lines.reset(newBody, length);
    familyStart = 0;
    familyEnd = 0;
    gathering = false;
    isWaiting = false;
    atHistogram = false;
    mayHaveExemplar = false;
    type = MetricType.UNKNOWN;
  }

  @Override
  public EntryKind next() throws ExpositionException {
    atHistogram = false;
    while (true) {
      EntryKind kind = isWaiting ? waiting : lines.next();
      boolean part = kind == EntryKind.SERIES && lines.type == MetricType.HISTOGRAM && isPart();
      if (gathering && !(part && hash.value() == gatheredMetric) && finish()) {
        waiting = kind;
        isWaiting = true;
        return EntryKind.HISTOGRAM;
      }
      isWaiting = false;
      if (kind == EntryKind.TYPE) {
        familyStart = lines.nameStart();
        familyEnd = lines.nameEnd();
      }
      if (!part || !gather() || keepClassic) {
        return exposed(kind);
      }
    }
  }

  /** Whether the line at hand is of a classic histogram; hashes its metric if so. */
  private boolean isPart() throws ExpositionException {
    int familyBytes = familyEnd - familyStart;
    lines.metricHash(hash, familyBytes);
    int from = lines.nameStart();
    int to = lines.nameEnd();
    return to - from > familyBytes
        && familyBytes > 0
        && Arrays.equals(body, familyStart, familyEnd, body, from, from + familyBytes)
        && (suffixIs(BUCKET) || suffixIs(SUM) || suffixIs(COUNT));
  }

  private boolean suffixIs(byte[] suffix) {
    int from = lines.nameStart() + familyEnd - familyStart;
    return Arrays.equals(body, from, lines.nameEnd(), suffix, 0, suffix.length);
  }

  /** Takes up the line at hand, which is part of a histogram; false when it cannot be. */
  private boolean gather() throws ExpositionException {
    boolean isBucket = suffixIs(BUCKET);
    boolean isCount = suffixIs(COUNT);
    double bound = isBucket ? bound() : 0;
    if (Double.isNaN(bound)) {
      return false;
    }
    if (!gathering) {
      begin();
    }
    gatheredHasTimestamp = lines.hasTimestamp;
    gatheredTimestampMs = lines.timestampMs;
    if (lines.nextExemplar() && lines.hasExemplarTimestamp) {
      exemplars.add(lines);
    }
    if (isBucket) {
      buckets.bucket(bound, lines.value);
    } else if (isCount) {
      buckets.count(lines.value);
    } else {
      buckets.sum(lines.value);
    }
    return true;
  }

  private void begin() throws ExpositionException {
    gathering = true;
    gatheredMetric = hash.value();
    firstLine = lines.keyStart;
    buckets.clear();
    exemplars.clear();
    key.family(body, lines.keyStart, lines.keyEnd);
    gatheredStartMs = startTimestamps ? lines.startTimestampMs() : 0;
  }

  /** The bound of a bucket's line, NaN where it has none. */
  private double bound() {
    int from = hash.leftOutStart;
    int to = hash.leftOutEnd;
    return from >= 0 && GoFloat.check(body, from, to) == GoFloat.Problem.NONE
        ? GoFloat.parse(body, from, to)
        : Double.NaN;
  }

  /** Makes the histogram of the lines gathered, where they are one. */
  private boolean finish() {
    gathering = false;
    try {
      histogram = buckets.toHistogram();
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (HistogramValidation.problem(histogram) != null) {
      return false;
    }
    atHistogram = true;
    keyStart = 0;
    keyEnd = key.series(HISTOGRAM, 0);
    keyBytes = key.bytes();
    hasTimestamp = gatheredHasTimestamp;
    timestampMs = gatheredTimestampMs;
    type = MetricType.HISTOGRAM;
    exemplars.rewind();
    mayHaveExemplar = true;
    return true;
  }

  /** Makes the entry of the lines that of this parser. */
  private EntryKind exposed(EntryKind kind) {
    keyBytes = lines.keyBytes;
    keyStart = lines.keyStart;
    keyEnd = lines.keyEnd;
    value = lines.value;
    hasTimestamp = lines.hasTimestamp;
    timestampMs = lines.timestampMs;
    type = lines.type;
    mayHaveExemplar = lines.mayHaveExemplar;
    return kind;
  }

  @Override
  public long startTimestampMs() throws ExpositionException {
    return atHistogram ? gatheredStartMs : lines.startTimestampMs();
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
    if (!atHistogram) {
      lines.checkSyntax();
    }
  }

  @Override
  public Labels labels() throws ExpositionException {
    return atHistogram ? lines.histogramLabels(firstLine, familyEnd - familyStart) : lines.labels();
  }

  @Override
  boolean readExemplar() throws ExpositionException {
    mayHaveExemplar = atHistogram ? exemplars.next() : lines.nextExemplar();
    if (mayHaveExemplar) {
      exemplarValue = atHistogram ? exemplars.value() : lines.exemplarValue;
      hasExemplarTimestamp = atHistogram || lines.hasExemplarTimestamp;
      exemplarTimestampMs = atHistogram ? exemplars.timestampMs() : lines.exemplarTimestampMs;
    }
    return mayHaveExemplar;
  }

  @Override
  public Labels exemplarLabels() throws ExpositionException {
    return atHistogram ? lines.exemplarLabelsAt(exemplars.labels()) : lines.exemplarLabels();
  }
}
