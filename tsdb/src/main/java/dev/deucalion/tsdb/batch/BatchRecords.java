package dev.deucalion.tsdb.batch;

import dev.deucalion.model.histogram.Histogram;
import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.LogOwner;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import dev.deucalion.tsdb.wal.RecordEncoder;
import dev.deucalion.tsdb.wal.RecordLog;
import dev.deucalion.tsdb.wal.RecordType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one batch, as many as it has kinds of samples. A record has one kind, and a replay
 * goes record by record, while samples of a series must come in their order. So floats go before
 * histograms, and where a series changes from histograms to another kind, further records are
 * begun. For one thread at a time.
 */
final class BatchRecords {
  private final List<RecordBuffer> all = new ArrayList<>(1);

  /** Records that were made so far, of which as many as {@link #all} has are in use. */
  private final List<RecordBuffer> made = new ArrayList<>(1);

  /** By type, records that samples are added to. */
  private final Map<RecordType, RecordBuffer> open = new EnumMap<>(RecordType.class);

  /** Types of the last samples of series that have histograms in the open records. */
  private final LastTypes lastTypes = new LastTypes();

  /** Where among all records the open ones begin; floats come first of them. */
  private int groupStart;

  /** Where among all records those begin that come out of order. */
  private int lateFrom;

  List<RecordBuffer> all() {
    return all;
  }

  /** Encodes all that is in a batch but new series. */
  void encode(Batch batch, SeriesCatalog catalog, RecordLog log) {
    begin();
    encodeMetadata(batch, catalog, log.owner());
    if (batch.hasFloatsOnly()) {
      RecordBuffer floats = addRecord();
      for (int i = 0; i < batch.count(); i++) {
        RecordEncoder.sample(
            floats, catalog.logRef(batch.id(i)), batch.timeMs(i), batch.valueBits(i));
      }
    } else {
      beginGroup();
      for (int i = 0; i < batch.count(); i++) {
        add(batch, i, catalog);
      }
    }
    encodeExemplars(batch, catalog);
    lateFrom = all.size();
    finish(log.compression());
  }

  /**
   * Encodes all that is in a batch but new series and what was refused, with the samples that come
   * out of order in records of their own at the end.
   */
  void encodeApart(Batch batch, SeriesCatalog catalog, RecordLog log) {
    begin();
    encodeMetadata(batch, catalog, log.owner());
    addAll(batch, Verdict.IN_ORDER, catalog);
    encodeExemplars(batch, catalog);
    lateFrom = all.size();
    addAll(batch, Verdict.OUT_OF_ORDER, catalog);
    finish(log.compression());
  }

  /** Keeps as many records as the last batch had. */
  private void begin() {
    while (made.size() > all.size()) {
      made.removeLast();
    }
    all.clear();
  }

  private void addAll(Batch batch, Verdict verdict, SeriesCatalog catalog) {
    beginGroup();
    for (int i = 0; i < batch.count(); i++) {
      if (batch.verdict(i) == verdict) {
        add(batch, i, catalog);
      }
    }
  }

  /** The records of samples that come out of order, after {@link #encodeApart}. */
  List<RecordBuffer> late() {
    return all.subList(lateFrom, all.size());
  }

  private void finish(Compression compression) {
    open.clear();
    lastTypes.clear();
    for (int i = 0; i < all.size(); i++) {
      all.get(i).finish(compression);
    }
  }

  private void encodeMetadata(Batch batch, SeriesCatalog catalog, LogOwner owner) {
    if (!batch.metadata().isEmpty()) {
      RecordBuffer record = addRecord();
      RecordEncoder.beginMetadata(record, owner);
      for (Batch.Described what : batch.metadata()) {
        RecordEncoder.metadata(record, catalog.logRef(what.id()), what.metadata());
      }
    }
  }

  private void encodeExemplars(Batch batch, SeriesCatalog catalog) {
    if (!batch.exemplars().isEmpty()) {
      RecordBuffer record = addRecord();
      for (Batch.SeriesExemplar each : batch.exemplars()) {
        RecordEncoder.exemplar(record, catalog.logRef(each.id()), each.exemplar());
      }
    }
  }

  private void beginGroup() {
    open.clear();
    lastTypes.clear();
    groupStart = all.size();
  }

  private RecordBuffer addRecord() {
    RecordBuffer record = nextRecord();
    all.add(record);
    return record;
  }

  /** A record that is empty and not in use. */
  private RecordBuffer nextRecord() {
    if (all.size() == made.size()) {
      made.add(new RecordBuffer());
    }
    RecordBuffer record = made.get(all.size());
    record.clear();
    return record;
  }

  /** Adds a sample to the record of its kind. */
  private void add(Batch batch, int i, SeriesCatalog catalog) {
    int id = batch.id(i);
    Histogram histogram = batch.histogram(i);
    RecordType type = histogram == null ? RecordType.SAMPLES : RecordType.of(histogram);
    RecordType last = lastTypes.get(id);
    if (last != null && last != type) {
      beginGroup();
    }
    if (histogram != null) {
      lastTypes.put(id, type);
    }
    RecordBuffer record = open.get(type);
    if (record == null) {
      record = nextRecord();
      open.put(type, record);
      all.add(histogram == null ? groupStart : all.size(), record);
    }
    if (histogram == null) {
      RecordEncoder.sample(record, catalog.logRef(id), batch.timeMs(i), batch.valueBits(i));
    } else {
      RecordEncoder.histogram(record, catalog.logRef(id), batch.timeMs(i), histogram);
    }
  }
}
