package dev.deucalion.http.receive;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import dev.deucalion.storage.AppendResult;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a message {@code io.prometheus.write.v2.Request}. What is refused of it is a fault of the
 * client's, and the rest is kept. For one thread.
 */
final class WriteRequestV2 {
  private static final int SYMBOL = 4 << 3 | WireType.LEN;
  private static final int SERIES = 5 << 3 | WireType.LEN;
  private static final int LABEL_REFS = 1 << 3 | WireType.LEN;
  private static final int LABEL_REF = 1 << 3 | WireType.VARINT;
  private static final int SAMPLE = 2 << 3 | WireType.LEN;
  private static final int HISTOGRAM = 3 << 3 | WireType.LEN;
  private static final int EXEMPLAR = 4 << 3 | WireType.LEN;
  private static final int METADATA = 5 << 3 | WireType.LEN;
  private static final int VALUE = 1 << 3 | WireType.I64;
  private static final int TIME = 2 << 3 | WireType.VARINT;
  private static final int START_TIME = 3 << 3 | WireType.VARINT;
  private static final int EXEMPLAR_VALUE = 2 << 3 | WireType.I64;
  private static final int EXEMPLAR_TIME = 3 << 3 | WireType.VARINT;

  private final SeriesWriter writer;
  private final SeriesHash hash;
  private final Set<WriteExtra> extras;
  private final boolean takesStarts;
  private final boolean typesAreLabels;
  private final WireReader request = new WireReader();
  private final WireReader fields = new WireReader();
  private final WriteSymbols symbols;
  private final WriteLabelsV2 labels;
  private final WriteLabelsV2 exemplarLabels;
  private final WriteMetadataV2 metadata;
  private final HistogramMessage histogram = new HistogramMessage();
  private final WriteFaults faults = new WriteFaults();
  private int samples;
  private int histograms;
  private int exemplars;
  private long writtenSamples;
  private long writtenHistograms;
  private long writtenExemplars;
  private long samplesWithInvalidLabels;
  private long samplesWithoutMetadata;

  /**
   * @param extras what is taken beside samples
   */
  WriteRequestV2(SeriesWriter writer, SeriesHash hash, Set<WriteExtra> extras) {
    this.writer = writer;
    this.hash = hash;
    this.extras = extras;
    this.takesStarts = extras.contains(WriteExtra.START_ZERO_SAMPLES);
    this.typesAreLabels = extras.contains(WriteExtra.TYPE_AND_UNIT_LABELS);
    symbols = new WriteSymbols(hash);
    labels = new WriteLabelsV2(symbols);
    exemplarLabels = new WriteLabelsV2(symbols);
    metadata = new WriteMetadataV2(symbols);
  }

  /**
   * Adds the samples of a message to the writer's batch, which is to be committed whatever the
   * outcome says.
   *
   * @throws WireException when the bytes are no such message; the batch is to be rolled back
   */
  WriteOutcome write(byte[] message, int length) throws WireException {
    faults.clear();
    writtenSamples = 0;
    writtenHistograms = 0;
    writtenExemplars = 0;
    samplesWithInvalidLabels = 0;
    samplesWithoutMetadata = 0;
    WriteRefusal refusal = readSymbols(message, length);
    if (refusal != null) {
      return WriteOutcome.nothing(refusal);
    }
    request.reset(message, 0, length);
    while (request.next()) {
      if (request.tag() == SERIES) {
        int seriesLength = request.readSlice();
        writeSeries(message, request.position() - seriesLength, request.position());
      } else {
        request.skip();
      }
    }
    return new WriteOutcome(faults.refusal(), writtenSamples, writtenHistograms, writtenExemplars);
  }

  /** Samples of the last message that were refused for the labels of their series. */
  long samplesWithInvalidLabels() {
    return samplesWithInvalidLabels;
  }

  /** Samples of the last message that were taken although their metadata could not be. */
  long samplesWithoutMetadata() {
    return samplesWithoutMetadata;
  }

  /** Lets go of the message. */
  void end() {
    byte[] nothing = new byte[0];
    symbols.end();
    request.reset(nothing, 0, 0);
    fields.reset(nothing, 0, 0);
  }

  private @Nullable WriteRefusal readSymbols(byte[] message, int length) throws WireException {
    symbols.begin(message);
    request.reset(message, 0, length);
    while (request.next()) {
      if (request.tag() != SYMBOL) {
        request.skip();
      } else if (!symbols.read(request)) {
        return WriteRefusal.badRequest(
            "request has more than " + WriteSymbols.MAX_SYMBOLS + " symbols");
      }
    }
    return null;
  }

  private void writeSeries(byte[] message, int from, int to) throws WireException {
    scan(message, from, to);
    String problem = labels.problem();
    if (problem != null) {
      samplesWithInvalidLabels += samples + (long) histograms;
      fault("parsing labels for series " + labels.refsText() + ": " + problem);
      return;
    }
    problem = metadata.problem();
    if (problem != null) {
      fault("parsing metadata for series " + labels.refsText() + ": " + problem);
      return;
    }
    if (typesAreLabels) {
      labels.describe(metadata);
    }
    labels.hash(hash);
    if (samples == 0 && histograms == 0) {
      fault(sampleFault());
      return;
    }
    if (!writer.goTo(hash.low(), hash.high(), labels)) {
      samplesWithInvalidLabels += samples + (long) histograms;
      fault(nameFault(labels.decode()));
      return;
    }
    long writtenBefore = writtenSamples + writtenHistograms;
    if (samples > 0) {
      writeSamples(message, from, to);
    }
    if (histograms > 0) {
      writeHistograms(message, from, to);
    }
    if (exemplars > 0) {
      writeExemplars(message, from, to);
    }
    if (extras.contains(WriteExtra.METADATA_RECORDS) && !writer.describe(metadata.metadata())) {
      samplesWithoutMetadata += writtenSamples + writtenHistograms - writtenBefore;
    }
  }

  /** Why a series without samples is refused; its name comes first. */
  private String sampleFault() {
    LabelPairs pairs = labels.decode();
    return pairs.isValidSeries() && pairs.duplicateName() == null
        ? "TimeSeries must contain at least one sample or histogram for series " + pairs
        : nameFault(pairs);
  }

  private static String nameFault(LabelPairs pairs) {
    String duplicate = pairs.duplicateName();
    return pairs.isValidSeries() && duplicate != null
        ? "invalid labels for series, labels " + pairs + ", duplicated label " + duplicate
        : "invalid metric name or labels, got " + pairs;
  }

  private void fault(String text) {
    if (faults.isWanted()) {
      faults.add(text);
    }
  }

  /** Reads labels and metadata and counts what else there is. */
  private void scan(byte[] message, int from, int to) throws WireException {
    samples = 0;
    histograms = 0;
    exemplars = 0;
    labels.clear();
    metadata.clear();
    fields.reset(message, from, to);
    while (fields.next()) {
      switch (fields.tag()) {
        case LABEL_REFS, LABEL_REF -> labels.read(fields);
        case SAMPLE -> {
          fields.readSlice();
          samples++;
        }
        case HISTOGRAM -> {
          fields.readSlice();
          histograms++;
        }
        case EXEMPLAR -> {
          fields.readSlice();
          exemplars++;
        }
        case METADATA -> {
          int outer = fields.enter();
          metadata.read(fields);
          fields.leave(outer);
        }
        default -> fields.skip();
      }
    }
  }

  private void writeSamples(byte[] message, int from, int to) throws WireException {
    fields.reset(message, from, to);
    while (fields.next()) {
      if (fields.tag() != SAMPLE) {
        fields.skip();
        continue;
      }
      double value = 0;
      long timeMs = 0;
      long startMs = 0;
      int outer = fields.enter();
      while (fields.next()) {
        switch (fields.tag()) {
          case VALUE -> value = fields.readDouble();
          case TIME -> timeMs = fields.readVarint();
          case START_TIME -> startMs = fields.readVarint();
          default -> fields.skip();
        }
      }
      fields.leave(outer);
      if (takesStarts) {
        writer.start(timeMs, startMs, null);
      }
      AppendResult result = writer.append(timeMs, value);
      if (result == AppendResult.APPENDED) {
        writtenSamples++;
      } else {
        refused(WriteRefusal.reason(result, writer.isTooFarAhead(timeMs)));
      }
    }
  }

  private void writeHistograms(byte[] message, int from, int to) throws WireException {
    fields.reset(message, from, to);
    while (fields.next()) {
      if (fields.tag() != HISTOGRAM) {
        fields.skip();
        continue;
      }
      int outer = fields.enter();
      histogram.read(fields);
      fields.leave(outer);
      String problem = histogram.problem();
      if (problem != null) {
        refused(problem);
        continue;
      }
      long timeMs = histogram.timeMs();
      Histogram read = histogram.histogram();
      if (takesStarts) {
        writer.start(timeMs, histogram.startMs(), read);
      }
      AppendResult result = writer.append(timeMs, read);
      if (result == AppendResult.APPENDED) {
        writtenHistograms++;
      } else {
        refused(WriteRefusal.reason(result, writer.isTooFarAhead(timeMs)));
      }
    }
  }

  private void writeExemplars(byte[] message, int from, int to) throws WireException {
    fields.reset(message, from, to);
    while (fields.next()) {
      if (fields.tag() != EXEMPLAR) {
        fields.skip();
        continue;
      }
      double value = 0;
      long timeMs = 0;
      exemplarLabels.clear();
      int outer = fields.enter();
      while (fields.next()) {
        switch (fields.tag()) {
          case LABEL_REFS, LABEL_REF -> exemplarLabels.read(fields);
          case EXEMPLAR_VALUE -> value = fields.readDouble();
          case EXEMPLAR_TIME -> timeMs = fields.readVarint();
          default -> fields.skip();
        }
      }
      fields.leave(outer);
      writeExemplar(value, timeMs);
    }
  }

  /** Of refused exemplars only those out of order are faults, as in Prometheus. */
  private void writeExemplar(double value, long timeMs) throws WireException {
    String problem = exemplarLabels.problem();
    if (problem != null) {
      fault("parsing exemplar for series " + labels + ": " + problem);
      return;
    }
    LabelPairs pairs = exemplarLabels.decode();
    if (pairs.duplicateName() != null) {
      return;
    }
    AppendResult result = writer.append(new Exemplar(pairs.labels(), value, timeMs));
    if (result == AppendResult.APPENDED) {
      writtenExemplars++;
    } else if (result == AppendResult.OUT_OF_ORDER) {
      refused("out of order exemplar");
    }
  }

  private void refused(String reason) {
    if (faults.isWanted()) {
      faults.add(reason + " for series " + labels);
    }
  }
}
