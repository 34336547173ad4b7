package dev.deucalion.tsdb.wal;

import dev.deucalion.model.metadata.Metadata;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a checkpoint: what is still needed of the last checkpoint and the segments behind it, as
 * segments in a directory of its own ({@code docs/formats/checkpoint.md}).
 *
 * <p>It is written into a directory that does not count, synced and renamed: it is there whole or
 * not at all.
 */
final class Checkpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

  /** Metadata of this many series goes into one record. */
  private static final int SERIES_PER_METADATA_RECORD = 10_000;

  private final FileOps files;
  private final LogDirectory directory;
  private final WalOptions options;
  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord decoded = new DecodedRecord();
  private final RecordBuffer raw = new RecordBuffer();

  Checkpoint(FileOps files, LogDirectory directory, WalOptions options) {
    this.files = files;
    this.directory = directory;
    this.options = options;
  }

  /**
   * Writes the checkpoint that stands for all segments up to one.
   *
   * @param lastSegment complete, and behind the last checkpoint
   * @param minTimeMs samples before it are left out
   * @return bytes of the checkpoint
   * @throws IOException when it could not be written, or what it is made from is damaged; then
   *     there is no new checkpoint
   */
  long write(long lastSegment, NeededSeries needed, long minTimeMs) throws IOException {
    directory.deleteUnfinished();
    Path unfinished = directory.unfinishedCheckpoint(lastSegment);
    files.createDirectories(unfinished);
    long bytes;
    try {
      bytes = writeInto(unfinished, new CheckpointFilter(needed, lastSegment, minTimeMs));
      files.syncDirectory(unfinished);
      files.rename(unfinished, directory.checkpoint(lastSegment));
    } catch (IOException e) {
      deleteUnfinished();
      throw e;
    }
    files.syncDirectory(directory.path());
    return bytes;
  }

  private void deleteUnfinished() {
    try {
      directory.deleteUnfinished();
    } catch (IOException e) {
      LOG.warn("Cannot delete an unfinished checkpoint yet, dir={}", directory.path(), e);
    }
  }

  private long writeInto(Path unfinished, CheckpointFilter filter) throws IOException {
    try (CheckpointFile out = new CheckpointFile(files, unfinished, options)) {
      long covered = directory.lastCheckpoint();
      if (covered >= 0) {
        Path last = directory.checkpoint(covered);
        for (long segment : new LogDirectory(files, last).segments()) {
          copy(last.resolve(WalLayout.segmentName(segment)), filter, out);
        }
      }
      for (long segment : directory.segments()) {
        if (segment > covered && segment <= filter.lastSegment()) {
          copy(directory.segment(segment), filter, out);
        }
      }
      writeMetadata(filter.lastMetadata(), out);
      out.finish();
      return out.bytes();
    }
  }

  private void copy(Path file, CheckpointFilter filter, CheckpointFile out) throws IOException {
    long size = files.isDirectory(file) ? 0 : files.size(file);
    if (size == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      WalSegmentReader reader = new WalSegmentReader(files.map(file, size, arena));
      while (reader.next()) {
        decode(reader);
        for (RecordBuffer record : filter.filter(decoded, raw)) {
          if (!record.isEmpty()) {
            out.add(record);
          }
        }
      }
    } catch (WalCorruption e) {
      throw new IOException(
          "cannot make a checkpoint of damaged " + file + ": " + e.getMessage(), e);
    }
  }

  private void decode(WalSegmentReader reader) throws WalCorruption {
    try {
      decoder.decode(reader.record(), 0, reader.recordLength(), decoded);
      raw.copy(reader.record(), reader.recordLength());
    } catch (MalformedRecordException e) {
      throw reader.corruption("record: " + e.getMessage());
    }
  }

  private void writeMetadata(Map<Long, Metadata> metadata, CheckpointFile out) throws IOException {
    RecordBuffer record = new RecordBuffer();
    int inRecord = 0;
    for (Map.Entry<Long, Metadata> entry : metadata.entrySet()) {
      if (record.isEmpty()) {
        RecordEncoder.beginMetadata(record, options.owner());
      }
      RecordEncoder.metadata(record, entry.getKey(), entry.getValue());
      if (++inRecord == SERIES_PER_METADATA_RECORD) {
        out.add(record);
        record.clear();
        inRecord = 0;
      }
    }
    if (!record.isEmpty()) {
      out.add(record);
    }
  }
}
