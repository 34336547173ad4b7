package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import dev.deucalion.tsdb.wal.RecordBuffer.Compression;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to the log. Always starts a segment of its own, so it never writes behind bytes
 * that somebody else left.
 *
 * <p>The records of a batch are laid out in memory and written in one call. When that fails, the
 * segment is cut back to where it ended before; until that has succeeded nothing more is written.
 */
public final class WalWriter implements RecordLog {
  private static final Logger LOG = LoggerFactory.getLogger(WalWriter.class);

  private final FileOps files;
  private final Path dir;
  private final WalOptions options;
  private final WalReplay.Result replayed;
  private final WalSyncer syncer;
  private WritableFile file;
  private long segment;

  /** Bytes of the segment that are good. */
  private long offset;

  /** Whether there may be bytes behind {@link #offset}. */
  private boolean hasBadTail;

  private boolean closed;
  private final AtomicLong currentSegment = new AtomicLong();
  private final AtomicLong sizeBytes = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicLong writesFailed = new AtomicLong();
  private byte[] out = new byte[2 * WalLayout.PAGE_BYTES];
  private int outLength;
  private final RecordBuffer batchMark = new RecordBuffer();

  /**
   * Begins a segment after those that were replayed.
   *
   * @param dir exists
   */
  public WalWriter(FileOps files, Path dir, WalOptions options, WalReplay.Result replayed)
      throws IOException {
    this.files = files;
    this.dir = dir;
    this.options = options;
    this.replayed = replayed;
    this.segment = replayed.nextSegment();
    currentSegment.set(segment);
    sizeBytes.set(replayed.bytes());
    this.file = openSegment(segment);
    this.syncer = new WalSyncer(options.syncDelayMs());
  }

  private WritableFile openSegment(long number) throws IOException {
    WritableFile opened = files.openForWriting(dir.resolve(WalLayout.segmentName(number)));
    try {
      opened.setSize(0);
      files.syncDirectory(dir);
    } catch (IOException e) {
      opened.close();
      throw e;
    }
    return opened;
  }

  @Override
  public Compression compression() {
    return options.compression();
  }

  @Override
  public boolean keepsRecords() {
    return true;
  }

  @Override
  public void write(List<RecordBuffer> records) throws IOException {
    if (closed) {
      throw new IOException("the write-ahead log is closed");
    }
    try {
      if (hasBadTail) {
        cutBack();
      }
      if (offset > 0 && offset + mostBytes(records) > options.segmentBytes()) {
        nextSegment();
      }
      outLength = 0;
      layOutBatch(records);
      hasBadTail = true;
      file.write(out, 0, outLength, offset);
      syncer.written(file);
      hasBadTail = false;
    } catch (IOException e) {
      writesFailed.incrementAndGet();
      if (hasBadTail) {
        tryCutBack();
      }
      throw e;
    }
    advance(outLength);
  }

  private void tryCutBack() {
    try {
      cutBack();
    } catch (IOException e) {
      LOG.warn("Cannot cut back the write-ahead log yet, segment={} offset={}", segment, offset, e);
    }
  }

  private void cutBack() throws IOException {
    file.setSize(offset);
    hasBadTail = false;
  }

  /** More bytes than the records can take with all headers and padding. */
  private static long mostBytes(List<RecordBuffer> records) {
    long data = 0;
    for (int i = 0; i < records.size(); i++) {
      data += records.get(i).length();
    }
    long pages = data / (WalLayout.PAGE_BYTES - WalLayout.FRAGMENT_HEADER_BYTES) + 3;
    return data + (records.size() + 1 + pages) * 2 * WalLayout.FRAGMENT_HEADER_BYTES;
  }

  private void nextSegment() throws IOException {
    padPage();
    WritableFile next = openSegment(segment + 1);
    syncer.completed(file);
    file = next;
    segment++;
    currentSegment.set(segment);
    offset = 0;
  }

  private void advance(int count) {
    offset += count;
    bytesWritten.addAndGet(count);
    sizeBytes.addAndGet(count);
  }

  /** Fills the last page with zeros. */
  private void padPage() throws IOException {
    int used = (int) (offset & (WalLayout.PAGE_BYTES - 1));
    if (used > 0) {
      int padding = WalLayout.PAGE_BYTES - used;
      hasBadTail = true;
      file.write(new byte[padding], 0, padding, offset);
      hasBadTail = false;
      advance(padding);
    }
  }

  private void layOutBatch(List<RecordBuffer> records) {
    int count = 0;
    int withSamples = 0;
    for (int i = 0; i < records.size(); i++) {
      RecordBuffer record = records.get(i);
      if (!record.isEmpty()) {
        count++;
        withSamples += holdsSamples(record.type()) ? 1 : 0;
      }
    }
    if (withSamples > 1) {
      batchMark.begin(RecordType.BATCH);
      batchMark.putUnsigned(count);
      layOut(batchMark);
    }
    for (int i = 0; i < records.size(); i++) {
      if (!records.get(i).isEmpty()) {
        layOut(records.get(i));
      }
    }
  }

  private static boolean holdsSamples(RecordType type) {
    return switch (type) {
      case SAMPLES,
          HISTOGRAMS,
          FLOAT_HISTOGRAMS,
          CUSTOM_HISTOGRAMS,
          CUSTOM_FLOAT_HISTOGRAMS,
          SAMPLES_V2,
          HISTOGRAMS_V2,
          FLOAT_HISTOGRAMS_V2 ->
          true;
      case SERIES, TOMBSTONES, EXEMPLARS, CHUNK_MARKERS, METADATA, BATCH, UNKNOWN -> false;
    };
  }

  private void layOut(RecordBuffer record) {
    byte[] data = record.bytes();
    int length = record.length();
    int at = 0;
    do {
      int room = WalLayout.PAGE_BYTES - (int) (offset + outLength & (WalLayout.PAGE_BYTES - 1));
      if (room <= WalLayout.FRAGMENT_HEADER_BYTES) {
        reserve(room);
        Arrays.fill(out, outLength, outLength + room, (byte) 0);
        outLength += room;
        room = WalLayout.PAGE_BYTES;
      }
      int count = Math.min(length - at, room - WalLayout.FRAGMENT_HEADER_BYTES);
      boolean isLast = at + count == length;
      int type =
          at == 0
              ? (isLast ? WalLayout.FULL : WalLayout.FIRST)
              : (isLast ? WalLayout.LAST : WalLayout.MIDDLE);
      putFragment(type | record.compressionBit(), data, at, count);
      at += count;
    } while (at < length);
  }

  private void putFragment(int header, byte[] data, int from, int count) {
    reserve(WalLayout.FRAGMENT_HEADER_BYTES + count);
    int checksum = WalLayout.checksum(data, from, count);
    int at = outLength;
    out[at] = (byte) header;
    out[at + WalLayout.LENGTH_OFFSET] = (byte) (count >>> 8);
    out[at + WalLayout.LENGTH_OFFSET + 1] = (byte) count;
    for (int i = 0; i < Integer.BYTES; i++) {
      out[at + WalLayout.CHECKSUM_OFFSET + i] = (byte) (checksum >>> (24 - 8 * i));
    }
    System.arraycopy(data, from, out, at + WalLayout.FRAGMENT_HEADER_BYTES, count);
    outLength = at + WalLayout.FRAGMENT_HEADER_BYTES + count;
  }

  private void reserve(int count) {
    if (outLength + count > out.length) {
      out = Arrays.copyOf(out, Math.max(out.length * 2, outLength + count));
    }
  }

  @Override
  public WalStats stats() {
    return new WalStats(
        currentSegment.get(),
        replayed.corruptions(),
        writesFailed.get(),
        bytesWritten.get(),
        bytesWritten.get() / WalLayout.PAGE_BYTES,
        syncer.syncs(),
        sizeBytes.get(),
        replayed.seconds());
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    syncer.stop();
    try (WritableFile closing = file) {
      if (hasBadTail) {
        cutBack();
      }
      padPage();
      closing.sync();
    }
  }
}
