package dev.deucalion.tsdb.wal;

import java.util.List;

/**
 * Lays out the records of batches. Where the samples of one lie in several records, a mark in front
 * says how many records belong together. For one thread.
 */
final class BatchLayout {
  private final RecordBuffer mark = new RecordBuffer();
  private final PageLayout pages = new PageLayout();

  /** More bytes than the records of a batch can take, headers and padding included. */
  static long mostBytes(List<RecordBuffer> records) {
    long data = 0;
    for (int i = 0; i < records.size(); i++) {
      data += records.get(i).length();
    }
    return PageLayout.mostBytes(records.size() + 1, data);
  }

  /** Lays out the records that are not empty, for an offset of a segment. */
  PageLayout layOut(List<RecordBuffer> records, long offset) {
    pages.begin(offset);
    int count = 0;
    int withSamples = 0;
    for (int i = 0; i < records.size(); i++) {
      RecordBuffer record = records.get(i);
      if (!record.isEmpty()) {
        count++;
        withSamples += record.type().holdsSamples() ? 1 : 0;
      }
    }
    if (withSamples > 1) {
      mark.begin(RecordType.BATCH);
      mark.putUnsigned(count);
      pages.add(mark);
    }
    for (int i = 0; i < records.size(); i++) {
      if (!records.get(i).isEmpty()) {
        pages.add(records.get(i));
      }
    }
    return pages;
  }

  /** Lays out the zeros that fill the last page of a segment. */
  PageLayout layOutPadding(long offset) {
    pages.begin(offset);
    pages.padPage();
    return pages;
  }
}
