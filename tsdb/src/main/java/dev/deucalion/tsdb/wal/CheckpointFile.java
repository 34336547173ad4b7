package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes the segments of a checkpoint, each synced when it is done. For one thread; {@link #finish}
 * before {@link #close}, or the last segment is not whole.
 */
final class CheckpointFile implements Closeable {
  private static final int WRITE_BYTES = 1 << 20;

  private final FileOps files;
  private final Path dir;
  private final WalOptions options;
  private final PageLayout layout = new PageLayout();
  private WritableFile file;
  private long segment;
  private long offset;
  private long bytes;

  CheckpointFile(FileOps files, Path dir, WalOptions options) throws IOException {
    this.files = files;
    this.dir = dir;
    this.options = options;
    file = files.openForWriting(dir.resolve(WalLayout.segmentName(segment)));
  }

  /** Bytes of all segments so far. */
  long bytes() {
    return bytes;
  }

  /** Adds a record, which it compresses. */
  void add(RecordBuffer record) throws IOException {
    record.finish(options.compression());
    long end = offset + layout.length();
    if (end > 0 && end + PageLayout.mostBytes(1, record.length()) > options.segmentBytes()) {
      finish();
      file.close();
      segment++;
      offset = 0;
      layout.begin(offset);
      file = files.openForWriting(dir.resolve(WalLayout.segmentName(segment)));
    }
    layout.add(record);
    if (layout.length() >= WRITE_BYTES) {
      write();
    }
  }

  /** Ends and syncs the segment. */
  void finish() throws IOException {
    layout.padPage();
    write();
    file.sync();
  }

  private void write() throws IOException {
    file.write(layout.bytes(), 0, layout.length(), offset);
    offset += layout.length();
    bytes += layout.length();
    layout.begin(offset);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
