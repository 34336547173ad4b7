package dev.deucalion.tsdb.batch;

import dev.deucalion.tsdb.index.SeriesCatalog;
import dev.deucalion.tsdb.wal.LogBatch;
import dev.deucalion.tsdb.wal.RecordBuffer;
import dev.deucalion.tsdb.wal.RecordLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes batches to a log, the series that it does not have first. For one thread at a time. */
public final class BatchWriter {
  /** Series are made by the thousand once and then hardly ever. */
  private static final int MAX_KEPT_SERIES_RECORD_BYTES = 16 << 10;

  private final SeriesCatalog catalog;

  /** One for each batch of a group. */
  private final List<RecordBuffer> seriesRecords = new ArrayList<>(1);

  /** A writer of series that the catalog knows. */
  public BatchWriter(SeriesCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Writes batches and notes that the log has their series.
   *
   * @param batches encoded
   * @throws IOException when the log could not be written; then it has nothing of them
   */
  public void write(List<Batch> batches, RecordLog log) throws IOException {
    writeOnly(batches, log);
    setLogged(batches);
  }

  /**
   * Writes batches; {@link #setLogged} comes next, unless the log takes them back.
   *
   * @param batches encoded; those with samples out of order are encoded once more
   * @return where they are in the log
   * @throws IOException when the log could not be written; then it has nothing of them
   */
  public List<LogBatch> writeOnly(List<Batch> batches, RecordLog log) throws IOException {
    List<LogBatch> toLog = new ArrayList<>(batches.size());
    for (int i = 0; i < batches.size(); i++) {
      toLog.add(prepare(batches.get(i), seriesRecord(i), log));
    }
    log.writeAll(toLog);
    for (int i = 0; i < batches.size(); i++) {
      seriesRecords.get(i).clearAndTrim(MAX_KEPT_SERIES_RECORD_BYTES);
    }
    return toLog;
  }

  private RecordBuffer seriesRecord(int i) {
    if (i == seriesRecords.size()) {
      seriesRecords.add(new RecordBuffer());
    }
    return seriesRecords.get(i);
  }

  private LogBatch prepare(Batch batch, RecordBuffer seriesRecord, RecordLog log) {
    int lateRecords = 0;
    if (batch.hasLate()) {
      batch.encodeApart(catalog, log);
      lateRecords = batch.lateRecords().size();
    }
    batch.encodeSeries(seriesRecord, catalog, log.compression());
    List<RecordBuffer> records = new ArrayList<>(batch.records().size() + 1);
    records.add(seriesRecord);
    records.addAll(batch.records());
    return LogBatch.of(records, lateRecords);
  }

  /** Notes that the log has the series of batches. */
  public void setLogged(List<Batch> batches) {
    for (int i = 0; i < batches.size(); i++) {
      batches.get(i).setLogged(catalog);
    }
  }
}
