package dev.deucalion.tsdb.wal;

import java.util.List;

/**
 * Lays out the records of batches. Where the samples of one lie in several records, or came out of
 * order, a mark in front says how many records belong together. For one thread.
 */
final class BatchLayout {
  private final RecordBuffer mark = new RecordBuffer();
  private final PageLayout pages = new PageLayout();
  private final LogOwner owner;

  BatchLayout(LogOwner owner) {
    this.owner = owner;
  }

  /** More bytes than the records of batches can take, headers and padding included. */
  static long mostBytes(List<LogBatch> batches) {
    long data = 0;
    int records = 0;
    for (int i = 0; i < batches.size(); i++) {
      List<RecordBuffer> of = batches.get(i).records();
      for (int k = 0; k < of.size(); k++) {
        data += of.get(k).length();
      }
      records += of.size() + 1;
    }
    return PageLayout.mostBytes(records, data + (long) batches.size() * RecordEncoder.MARK_BYTES);
  }

  /**
   * Lays out the records that are not empty, for a place in a segment, and tells each batch where
   * it begins.
   */
  PageLayout layOut(List<LogBatch> batches, long segment, long offset) {
    pages.begin(offset);
    for (int i = 0; i < batches.size(); i++) {
      LogBatch batch = batches.get(i);
      batch.setPosition(new LogPosition(segment, pages.nextStart()));
      add(batch);
    }
    return pages;
  }

  private void add(LogBatch batch) {
    List<RecordBuffer> records = batch.records();
    int count = 0;
    int withSamples = 0;
    for (int i = 0; i < records.size(); i++) {
      RecordBuffer record = records.get(i);
      if (!record.isEmpty()) {
        count++;
        withSamples += record.type().holdsSamples() ? 1 : 0;
      }
    }
    if (withSamples > 1 || batch.lateRecords() > 0 || batch.origin() != null) {
      mark.clear();
      RecordEncoder.mark(mark, owner, count, batch.lateRecords(), batch.origin());
      pages.add(mark);
    }
    for (int i = 0; i < records.size(); i++) {
      if (!records.get(i).isEmpty()) {
        pages.add(records.get(i));
      }
    }
  }

  /** Lays out the zeros that fill the last page of a segment. */
  PageLayout layOutPadding(long offset) {
    pages.begin(offset);
    pages.padPage();
    return pages;
  }
}
