package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from its last checkpoint on. Where a record is bad, its segment is cut; a kill or a
 * power loss leaves nothing worse than such an end of the last one. Segments behind a cut or a gap
 * are replayed all the same: a sample of a series whose record is lost is left out, and its ref
 * names no other series before the record that says so.
 */
public final class WalReplay {
  private static final Logger LOG = LoggerFactory.getLogger(WalReplay.class);

  /**
   * What was found.
   *
   * @param nextSegment number of the segment to write next
   * @param bytes size of all segments
   * @param corruptions places where the log was bad
   * @param seconds how long it took
   */
  public record Result(long nextSegment, long bytes, long corruptions, double seconds) {}

  private final FileOps files;
  private final Path dir;
  private final WalConsumer consumer;
  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord record = new DecodedRecord();
  private final ReplayProgress progress;
  private long corruptions;

  private WalReplay(FileOps files, Path dir, WalConsumer consumer, ReplayProgress progress) {
    this.files = files;
    this.dir = dir;
    this.consumer = consumer;
    this.progress = progress;
  }

  /**
   * Replays the log in a directory, which is made where missing.
   *
   * @throws java.io.InterruptedIOException when it was cancelled; the log stays as it is
   * @throws IOException when it cannot be read, or holds what this program cannot read
   */
  public static Result run(FileOps files, Path dir, WalConsumer consumer, ReplayProgress progress)
      throws IOException {
    long start = System.nanoTime();
    files.createDirectories(dir);
    WalReplay replay = new WalReplay(files, dir, consumer, progress);
    long lastSegment = replay.replayAll();
    double seconds = (System.nanoTime() - start) / 1e9;
    long bytes = 0;
    for (long segment : replay.segments(dir)) {
      bytes += files.size(dir.resolve(WalLayout.segmentName(segment)));
    }
    return new Result(lastSegment + 1, bytes, replay.corruptions, seconds);
  }

  private List<Long> segments(Path in) throws IOException {
    return files.list(in).stream()
        .map(WalLayout::segmentNumber)
        .filter(number -> number >= 0)
        .sorted()
        .toList();
  }

  /** Replays checkpoint and segments and returns the number of the last segment. */
  private long replayAll() throws IOException {
    String checkpoint = lastCheckpoint();
    long covered = WalLayout.checkpointNumber(checkpoint);
    List<Long> all = segments(dir);
    long last = all.isEmpty() ? covered : Math.max(covered, all.getLast());
    progress.begin(Math.max(0, covered), last + 1);
    if (covered >= 0) {
      replayCheckpoint(dir.resolve(checkpoint));
    }
    long replayed = replaySegments(covered + 1);
    progress.done(replayed + 1);
    return replayed;
  }

  /** Name of the checkpoint that covers most, empty where there is none. */
  private String lastCheckpoint() throws IOException {
    long last = -1;
    String name = "";
    for (String entry : files.list(dir)) {
      long number = WalLayout.checkpointNumber(entry);
      if (number > last) {
        last = number;
        name = entry;
      }
    }
    return name;
  }

  private void replayCheckpoint(Path checkpoint) throws IOException {
    for (long segment : segments(checkpoint)) {
      Path file = checkpoint.resolve(WalLayout.segmentName(segment));
      try {
        replay(file);
      } catch (WalCorruption e) {
        corruptions++;
        LOG.error("Rest of a damaged checkpoint is left out, file={} {}", file, e.getMessage());
        break;
      }
    }
  }

  /** Replays the segments from a number on and returns the number of the last one. */
  private long replaySegments(long first) throws IOException {
    long last = first - 1;
    for (long segment : segments(dir)) {
      if (segment < first) {
        continue;
      }
      Path file = dir.resolve(WalLayout.segmentName(segment));
      if (segment != last + 1 && last >= first) {
        corruptions++;
        LOG.warn("Write-ahead log lacks the segment before one, file={}", file);
      }
      try {
        replay(file);
      } catch (WalCorruption e) {
        corruptions++;
        LOG.warn("Segment of the write-ahead log is cut, file={} {}", file, e.getMessage());
        cut(file, e.offset());
      }
      last = segment;
      progress.done(segment);
    }
    return last;
  }

  private void replay(Path file) throws IOException {
    long size = files.size(file);
    if (size == 0) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      WalSegmentReader reader = new WalSegmentReader(files.map(file, size, arena));
      while (reader.next()) {
        progress.checkNotCancelled();
        try {
          decoder.decode(reader.record(), 0, reader.recordLength(), record);
        } catch (MalformedRecordException e) {
          throw reader.corruption("record: " + e.getMessage());
        }
        record.giveTo(consumer);
      }
    }
  }

  /** Ends a segment before a bad record, with zeros up to a whole page. */
  private void cut(Path segment, long offset) throws IOException {
    try (WritableFile file = files.openForWriting(segment)) {
      file.setSize(offset);
      long pages = (offset + WalLayout.PAGE_BYTES - 1) / WalLayout.PAGE_BYTES;
      file.setSize(pages * WalLayout.PAGE_BYTES);
      file.sync();
    }
    files.syncDirectory(dir);
  }
}
