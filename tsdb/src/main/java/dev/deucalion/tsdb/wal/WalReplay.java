package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import dev.deucalion.tsdb.file.WritableFile;
import java.io.IOException;
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
   * @param start from where on segments were read
   * @param end where the last segment that was read ends, as far as it is good
   * @param corruptions places where the log was bad
   * @param seconds how long it took
   */
  public record Result(
      long nextSegment, LogPosition start, LogPosition end, long corruptions, double seconds) {
    /** A log that has nothing. */
    public static final Result EMPTY =
        new Result(0, LogPosition.BEGINNING, LogPosition.BEGINNING, 0, 0);
  }

  private final FileOps files;
  private final LogDirectory log;
  private final WalConsumer consumer;
  private final ReplayProgress progress;
  private final ReplayOptions options;
  private long corruptions;
  private LogPosition start = LogPosition.BEGINNING;
  private LogPosition end = LogPosition.BEGINNING;

  private WalReplay(
      FileOps files,
      Path dir,
      WalConsumer consumer,
      ReplayProgress progress,
      ReplayOptions options) {
    this.files = files;
    this.log = new LogDirectory(files, dir);
    this.consumer = consumer;
    this.progress = progress;
    this.options = options;
  }

  /**
   * Replays all of the write-ahead log in a directory, which is made where missing, by the thread
   * that asks for it.
   *
   * @throws java.io.InterruptedIOException when it was cancelled; the log stays as it is
   * @throws IOException when it cannot be read, or holds what this program cannot read
   */
  public static Result run(FileOps files, Path dir, WalConsumer consumer, ReplayProgress progress)
      throws IOException {
    return run(files, dir, consumer, progress, ReplayOptions.ALL);
  }

  /**
   * Replays the log in a directory, which is made where missing.
   *
   * @throws java.io.InterruptedIOException when it was cancelled; the log stays as it is
   * @throws IOException when it cannot be read, or holds what this program cannot read
   */
  public static Result run(
      FileOps files, Path dir, WalConsumer consumer, ReplayProgress progress, ReplayOptions options)
      throws IOException {
    long startNanos = System.nanoTime();
    progress.checkNotCancelled();
    files.createDirectories(dir);
    WalReplay replay = new WalReplay(files, dir, consumer, progress, options);
    long lastSegment =
        options.from().equals(LogPosition.BEGINNING)
            ? replay.replayAll()
            : replay.replayFrom(options.from());
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return new Result(lastSegment + 1, replay.start, replay.end, replay.corruptions, seconds);
  }

  /** Replays checkpoint and segments and returns the number of the last segment. */
  private long replayAll() throws IOException {
    long covered = log.lastCheckpoint();
    List<Long> all = log.segments();
    long last = all.isEmpty() ? covered : Math.max(covered, all.getLast());
    progress.begin(Math.max(0, covered), last + 1);
    if (covered >= 0) {
      replayCheckpoint(log.checkpoint(covered));
    }
    long first = WalGap.firstSegment(options.kind(), covered);
    long replayed = replaySegments(new LogPosition(covered + 1, 0), first);
    progress.done(replayed + 1);
    return replayed;
  }

  private long replayFrom(LogPosition from) throws IOException {
    progress.begin(from.segment(), log.segments().getLast() + 1);
    long replayed = replaySegments(from, from.segment());
    progress.done(replayed + 1);
    return replayed;
  }

  private void replayCheckpoint(Path checkpoint) throws IOException {
    LogDirectory segments = new LogDirectory(files, checkpoint);
    long expected = 0;
    for (long segment : segments.segments()) {
      noteGap(segments, expected, segment);
      replayOrCut(segments, segment, 0);
      expected = segment + 1;
    }
  }

  /**
   * Replays the segments from a position on and returns the number of the last one.
   *
   * @param first the segment that has to be the first, or -1 when any may be
   */
  private long replaySegments(LogPosition from, long first) throws IOException {
    long last = from.segment() - 1;
    long expected = first;
    start = from;
    end = from;
    for (long segment : log.segments()) {
      if (segment < from.segment()) {
        continue;
      }
      noteGap(log, expected, segment);
      replayOrCut(log, segment, segment == from.segment() ? from.offset() : 0);
      last = segment;
      expected = segment + 1;
      progress.done(segment);
    }
    return last;
  }

  private void noteGap(LogDirectory in, long expected, long segment) {
    if (expected >= 0 && segment != expected) {
      corruptions++;
      LOG.error(
          "Segments of a log are missing, what is behind them is replayed, dir={} {}",
          in.path(),
          WalGap.problem(expected, segment));
    }
  }

  /** Replays a segment and cuts it where it is bad. */
  private void replayOrCut(LogDirectory in, long segment, long offset) throws IOException {
    Path file = in.segment(segment);
    if (files.isDirectory(file)) {
      corruptions++;
      LOG.error("Expected a segment of a log, found a directory, which is left out, file={}", file);
      return;
    }
    long good;
    try {
      long size = files.size(file);
      good = size == 0 ? 0 : replay(file, segment, offset, size);
      if (good < size) {
        LOG.info("Rest of a segment is left out, file={} offset={}", file, good);
        cut(in.path(), file, good);
      }
    } catch (WalCorruption e) {
      corruptions++;
      good = e.offset();
      LOG.warn("Segment of a log is cut, file={} {}", file, e.getMessage());
      cut(in.path(), file, good);
    }
    if (in == log) {
      end = new LogPosition(segment, good);
    }
  }

  /**
   * Gives the records of a segment and returns where it ends, or what the consumer does not want
   * begins. Nobody reads the file any more then, so it can be cut.
   */
  private long replay(Path file, long segment, long offset, long size) throws IOException {
    long left = 0;
    long lateRecords = 0;
    try (SegmentRecords records = records(file, offset)) {
      for (DecodedRecord record = records.next(); record != null; record = records.next()) {
        progress.checkNotCancelled();
        BatchMark mark = record.mark(segment);
        if (mark != null) {
          left = mark.records();
          switch (consumer.batch(mark)) {
            case ALL -> lateRecords = 0;
            case IN_ORDER_ONLY -> lateRecords = mark.lateRecords();
            case NOTHING_MORE -> {
              return mark.at().offset();
            }
          }
        } else if (left == 0 || left-- > lateRecords) {
          record.giveTo(consumer);
        }
      }
    }
    return size;
  }

  private SegmentRecords records(Path file, long offset) throws IOException {
    return options.threads() == 1
        ? new SegmentDecoder(files, file, offset)
        : new DecodeAhead(files, file, offset);
  }

  /** Ends a segment before a bad record, with zeros up to a whole page. */
  private void cut(Path in, Path segment, long offset) throws IOException {
    try (WritableFile file = files.openForWriting(segment)) {
      file.setSize(offset);
      long pages = (offset + WalLayout.PAGE_BYTES - 1) / WalLayout.PAGE_BYTES;
      file.setSize(pages * WalLayout.PAGE_BYTES);
      file.sync();
    }
    files.syncDirectory(in);
  }
}
