package dev.deucalion.http.receive;

import dev.deucalion.model.exemplar.Exemplar;
import dev.deucalion.model.labels.SeriesHash;
import dev.deucalion.model.wire.WireException;
import dev.deucalion.model.wire.WireReader;
import dev.deucalion.model.wire.WireType;
import dev.deucalion.storage.AppendResult;
import org.jspecify.annotations.Nullable;

/**
 * Walks a message {@code prometheus.WriteRequest}. Series are named by the hash of the bytes of
 * their labels. The first sample that is refused makes the whole request fail, as in Prometheus;
 * what follows is then only read, since bytes that are no message are the graver fault. Metadata is
 * left out: it has no series. For one thread.
 */
final class WriteRequestV1 {
  private static final int SERIES = 1 << 3 | WireType.LEN;
  private static final int LABEL = WriteLabelsV1.LABEL;
  private static final int SAMPLE = 2 << 3 | WireType.LEN;
  private static final int EXEMPLAR = 3 << 3 | WireType.LEN;
  private static final int HISTOGRAM = 4 << 3 | WireType.LEN;
  private static final int SAMPLE_VALUE = 1 << 3 | WireType.I64;
  private static final int SAMPLE_TIME = 2 << 3 | WireType.VARINT;
  private static final int EXEMPLAR_VALUE = 2 << 3 | WireType.I64;
  private static final int EXEMPLAR_TIME = 3 << 3 | WireType.VARINT;

  private final SeriesWriter writer;
  private final SeriesHash hash;
  private final WireReader request = new WireReader();
  private final WireReader fields = new WireReader();
  private final WriteLabelsV1 labels = new WriteLabelsV1();
  private final WriteLabelsV1 exemplarLabels = new WriteLabelsV1();
  private final HistogramMessage histogram = new HistogramMessage();
  private int samples;
  private int exemplars;
  private int histograms;
  private long invalidSeries;
  private @Nullable WriteRefusal refusal;

  WriteRequestV1(SeriesWriter writer, SeriesHash hash) {
    this.writer = writer;
    this.hash = hash;
  }

  /**
   * Adds the samples of a message to the writer's batch.
   *
   * @return why the batch is to be rolled back, or null
   * @throws WireException when the bytes are no such message
   */
  @Nullable WriteRefusal write(byte[] message, int length) throws WireException {
    refusal = null;
    invalidSeries = 0;
    request.reset(message, 0, length);
    while (request.next()) {
      if (request.tag() == SERIES) {
        int seriesLength = request.readSlice();
        writeSeries(message, request.position() - seriesLength, request.position());
      } else {
        request.skip();
      }
    }
    return refusal;
  }

  /** Number of series of the last message that were left out for their labels. */
  long invalidSeries() {
    return invalidSeries;
  }

  /** Lets go of what a large request needed. */
  void trim(int maxBytes) {
    labels.trim(maxBytes);
    exemplarLabels.trim(maxBytes);
    request.reset(labels.bytes(), 0, 0);
    fields.reset(labels.bytes(), 0, 0);
  }

  private void writeSeries(byte[] message, int from, int to) throws WireException {
    scan(message, from, to);
    if (samples + exemplars + histograms == 0) {
      // Nothing that the store would have to know the series for.
      invalidSeries += refusal == null && labels.labels() == null ? 1 : 0;
      return;
    }
    hash.of(labels.bytes(), labels.from(), labels.to());
    if (refusal == null && !writer.goTo(hash.low(), hash.high(), labels)) {
      invalidSeries++;
      return;
    }
    if (samples > 0) {
      writeSamples(message, from, to);
    }
    if (exemplars > 0) {
      writeExemplars(message, from, to);
    }
    if (histograms > 0) {
      writeHistograms(message, from, to);
    }
  }

  /** Finds the labels and counts what else there is. */
  private void scan(byte[] message, int from, int to) throws WireException {
    samples = 0;
    exemplars = 0;
    histograms = 0;
    int labelsFrom = from;
    int labelsTo = from;
    boolean apart = false;
    fields.reset(message, from, to);
    for (int at = from; fields.next(); at = fields.position()) {
      switch (fields.tag()) {
        case LABEL -> {
          fields.readSlice();
          if (labelsTo == labelsFrom) {
            labelsFrom = at;
          } else if (labelsTo != at) {
            apart = true;
          }
          labelsTo = fields.position();
        }
        case SAMPLE -> {
          fields.readSlice();
          samples++;
        }
        case EXEMPLAR -> {
          fields.readSlice();
          exemplars++;
        }
        case HISTOGRAM -> {
          fields.readSlice();
          histograms++;
        }
        default -> fields.skip();
      }
    }
    if (apart) {
      labels.gather(message, from, to);
    } else {
      labels.set(message, labelsFrom, labelsTo);
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
      int outer = fields.enter();
      while (fields.next()) {
        switch (fields.tag()) {
          case SAMPLE_VALUE -> value = fields.readDouble();
          case SAMPLE_TIME -> timeMs = fields.readVarint();
          default -> fields.skip();
        }
      }
      fields.leave(outer);
      if (refusal == null) {
        check(writer.append(timeMs, value), timeMs);
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
      if (refusal == null) {
        String problem = histogram.problem();
        if (problem != null) {
          refusal = WriteRefusal.badRequest(problem);
        } else {
          check(writer.append(histogram.timeMs(), histogram.histogram()), histogram.timeMs());
        }
      }
    }
  }

  private void check(AppendResult result, long timeMs) {
    if (result != AppendResult.APPENDED) {
      refusal = WriteRefusal.badRequest(WriteRefusal.reason(result, writer.isTooFarAhead(timeMs)));
    }
  }

  /** Exemplars that are refused are left out, as in Prometheus. */
  private void writeExemplars(byte[] message, int from, int to) throws WireException {
    fields.reset(message, from, to);
    while (fields.next()) {
      if (fields.tag() != EXEMPLAR) {
        fields.skip();
        continue;
      }
      double value = 0;
      long timeMs = 0;
      int outer = fields.enter();
      int start = fields.position();
      while (fields.next()) {
        switch (fields.tag()) {
          case EXEMPLAR_VALUE -> value = fields.readDouble();
          case EXEMPLAR_TIME -> timeMs = fields.readVarint();
          default -> fields.skip();
        }
      }
      exemplarLabels.set(message, start, fields.position());
      fields.leave(outer);
      if (refusal == null) {
        LabelPairs pairs = exemplarLabels.decode();
        if (pairs.duplicateName() == null) {
          writer.append(new Exemplar(pairs.labels(), value, timeMs));
        }
      }
    }
  }
}
