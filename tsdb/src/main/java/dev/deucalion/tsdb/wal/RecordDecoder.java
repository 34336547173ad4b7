package dev.deucalion.tsdb.wal;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.wal.DecodedRecord.Kind;

/**
 * Takes records of the log apart; records of types it does not know have no entries. Start
 * timestamps are read over. For one thread; a log may be decoded by several, each with a decoder of
 * its own.
 */
public final class RecordDecoder {
  /** What stands for the start timestamp of an entry but the first. */
  private static final int NO_START = 0;

  private static final int SAME_START = 1;

  private static final String UNIT_FIELD = "UNIT";
  private static final String HELP_FIELD = "HELP";

  private final RecordBytes in = new RecordBytes();

  /**
   * Takes a record apart.
   *
   * @param into gets the entries of the record instead of those it had; none when the record is
   *     malformed
   * @throws MalformedRecordException when the record does not hold what its type says
   */
  public void decode(byte[] bytes, int from, int length, DecodedRecord into)
      throws MalformedRecordException {
    into.begin(Kind.NOTHING);
    if (length == 0) {
      return;
    }
    int typeAt = HiddenRecord.prefixBytes(bytes, from, length);
    in.reset(bytes, from + typeAt + 1, length - typeAt - 1);
    try {
      decode(RecordType.ofCode(bytes[from + typeAt]), into);
    } catch (MalformedRecordException e) {
      into.begin(Kind.NOTHING);
      throw e;
    }
  }

  private void decode(RecordType type, DecodedRecord into) throws MalformedRecordException {
    switch (type) {
      case SERIES -> series(into);
      case SAMPLES -> samples(into);
      case SAMPLES_V2 -> samplesWithStart(into);
      case TOMBSTONES -> tombstones(into);
      case EXEMPLARS -> exemplars(into);
      case CHUNK_MARKERS -> chunkMarkers(into);
      case METADATA -> metadata(into);
      case HISTOGRAMS, CUSTOM_HISTOGRAMS -> histograms(into, true);
      case FLOAT_HISTOGRAMS, CUSTOM_FLOAT_HISTOGRAMS -> histograms(into, false);
      case HISTOGRAMS_V2 -> histogramsWithStart(into, true);
      case FLOAT_HISTOGRAMS_V2 -> histogramsWithStart(into, false);
      case BATCH -> mark(into);
      case UNKNOWN -> {}
    }
  }

  private void mark(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.NOTHING);
    long records = in.readUnsigned();
    long lateRecords = in.hasMore() ? in.readUnsigned() : 0;
    LogPosition origin =
        in.hasMore() ? new LogPosition(in.readUnsigned(), in.readUnsigned()) : null;
    into.setMark(new BatchMark(LogPosition.BEGINNING, records, lateRecords, origin));
  }

  private void series(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.SERIES);
    while (in.hasMore()) {
      long ref = in.readLong();
      into.add(ref, 0, 0, labels());
    }
  }

  private Labels labels() throws MalformedRecordException {
    int count = in.readCount("labels", 2);
    String[] pairs = new String[2 * count];
    boolean inOrder = true;
    for (int i = 0; i < pairs.length; i += 2) {
      pairs[i] = in.readString();
      pairs[i + 1] = in.readString();
      inOrder &= !pairs[i + 1].isEmpty();
      inOrder &= i == 0 || Utf8Order.compare(pairs[i - 2], pairs[i]) < 0;
    }
    return inOrder ? Labels.ofSortedPairs(pairs) : ordered(pairs);
  }

  /** Records hold labels in order as a rule; those that do not are put in order. */
  private static Labels ordered(String[] pairs) {
    LabelsBuilder builder = new LabelsBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.set(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  private void samples(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.SAMPLES);
    if (!in.hasMore()) {
      return;
    }
    long firstRef = in.readLong();
    long firstTimeMs = in.readLong();
    while (in.hasMore()) {
      long ref = firstRef + in.readSigned();
      long timeMs = firstTimeMs + in.readSigned();
      into.add(ref, timeMs, in.readLong());
    }
  }

  private void samplesWithStart(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.SAMPLES);
    if (!in.hasMore()) {
      return;
    }
    long ref = in.readSigned();
    long firstTimeMs = in.readSigned();
    in.readSigned();
    into.add(ref, firstTimeMs, in.readLong());
    while (in.hasMore()) {
      ref += in.readSigned();
      long timeMs = firstTimeMs + in.readSigned();
      readOverStart();
      into.add(ref, timeMs, in.readLong());
    }
  }

  private void readOverStart() throws MalformedRecordException {
    int marker = in.readByte();
    if (marker != NO_START && marker != SAME_START) {
      in.readSigned();
    }
  }

  private void tombstones(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.TOMBSTONES);
    while (in.hasMore()) {
      long ref = in.readLong();
      long minTimeMs = in.readSigned();
      into.add(ref, minTimeMs, in.readSigned());
    }
  }

  private void exemplars(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.EXEMPLARS);
    if (!in.hasMore()) {
      return;
    }
    long firstRef = in.readLong();
    long firstTimeMs = in.readLong();
    while (in.hasMore()) {
      long ref = firstRef + in.readSigned();
      long timeMs = firstTimeMs + in.readSigned();
      long valueBits = in.readLong();
      into.add(ref, timeMs, valueBits, labels());
    }
  }

  private void chunkMarkers(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.CHUNK_MARKERS);
    while (in.hasMore()) {
      long ref = in.readLong();
      into.add(ref, 0, in.readLong());
    }
  }

  private void metadata(DecodedRecord into) throws MalformedRecordException {
    into.begin(Kind.METADATA);
    while (in.hasMore()) {
      long ref = in.readUnsigned();
      int type = in.readByte();
      int fields = in.readCount("fields", 2);
      String unit = "";
      String help = "";
      for (int i = 0; i < fields; i++) {
        String name = in.readString();
        String value = in.readString();
        if (name.equals(UNIT_FIELD)) {
          unit = value;
        } else if (name.equals(HELP_FIELD)) {
          help = value;
        }
      }
      into.add(ref, 0, 0, new Metadata(MetricTypeCode.type(type), unit, help));
    }
  }

  private void histograms(DecodedRecord into, boolean ints) throws MalformedRecordException {
    into.begin(Kind.HISTOGRAMS);
    if (!in.hasMore()) {
      return;
    }
    long firstRef = in.readLong();
    long firstTimeMs = in.readLong();
    while (in.hasMore()) {
      long ref = firstRef + in.readSigned();
      long timeMs = firstTimeMs + in.readSigned();
      histogram(into, ref, timeMs, ints);
    }
  }

  private void histogramsWithStart(DecodedRecord into, boolean ints)
      throws MalformedRecordException {
    into.begin(Kind.HISTOGRAMS);
    if (!in.hasMore()) {
      return;
    }
    long ref = in.readSigned();
    long firstTimeMs = in.readSigned();
    in.readSigned();
    if (in.hasMore()) {
      histogram(into, ref, firstTimeMs, ints);
    }
    while (in.hasMore()) {
      ref += in.readSigned();
      long timeMs = firstTimeMs + in.readSigned();
      readOverStart();
      histogram(into, ref, timeMs, ints);
    }
  }

  private void histogram(DecodedRecord into, long ref, long timeMs, boolean ints)
      throws MalformedRecordException {
    Histogram histogram = ints ? HistogramFields.readInt(in) : HistogramFields.readFloat(in);
    if (histogram == null) {
      into.addLeftOut();
    } else {
      into.add(ref, timeMs, 0, histogram);
    }
  }
}
