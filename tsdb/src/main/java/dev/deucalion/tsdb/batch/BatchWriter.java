package dev.deucalion.tsdb.batch;

import dev.deucalion.tsdb.index.SeriesCatalog;
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
  private final RecordBuffer seriesRecord = new RecordBuffer();

  public BatchWriter(SeriesCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Writes a batch.
   *
   * @param batch encoded
   * @throws IOException when the log could not be written; then it has nothing of the batch
   */
  public void write(Batch batch, RecordLog log) throws IOException {
    batch.encodeSeries(seriesRecord, catalog, log.compression());
    List<RecordBuffer> records = new ArrayList<>(batch.records().size() + 1);
    records.add(seriesRecord);
    records.addAll(batch.records());
    log.write(records);
    batch.setLogged(catalog);
    seriesRecord.clearAndTrim(MAX_KEPT_SERIES_RECORD_BYTES);
  }
}
