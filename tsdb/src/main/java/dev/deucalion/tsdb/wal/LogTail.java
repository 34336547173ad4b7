package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a log from its last checkpoint on, and goes on reading while it is written. Up to the place
 * where the reader wants to begin, only records of series and of metadata are given; from there on
 * all records.
 *
 * <p>It reads no further than the log said it ends, so what it gives is committed. What is damaged
 * is passed over with the rest of its segment and counted. For one thread.
 */
public final class LogTail implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

  private final FileOps files;
  private final LogDirectory directory;
  private final Supplier<LogPosition> end;
  private final LogPosition from;
  private final RecordDecoder decoder = new RecordDecoder();
  private final DecodedRecord record = new DecodedRecord();

  /** Segments of the checkpoint are read first, before {@link #position} counts. */
  private boolean inLog;

  private LogPosition position;

  /** The last segment that was mapped to its end, or needed no mapping; -1 for none. */
  private long complete = -1;

  private long damages;

  /** What is mapped of the segment of {@link #position}, null before it is. */
  private @Nullable Arena arena;

  private @Nullable WalSegmentReader reader;
  private long mappedBytes;

  /**
   * A tail of the log in a directory.
   *
   * @param end tells where the log ends
   */
  LogTail(FileOps files, LogDirectory directory, Supplier<LogPosition> end, LogPosition from) {
    this.files = files;
    this.directory = directory;
    this.end = end;
    this.from = from;
    this.position = LogPosition.BEGINNING;
  }

  /**
   * Gives the series of the last checkpoint, and their metadata; to be called once, before {@link
   * #next}.
   *
   * @return the last segment that the checkpoint stands for, -1 where there is none
   */
  public long readCheckpoint(WalConsumer consumer) throws IOException {
    inLog = true;
    while (true) {
      long covered = directory.lastCheckpoint();
      try {
        if (covered >= 0) {
          readSeries(covered, consumer);
        }
        position = new LogPosition(covered + 1, 0);
        return covered;
      } catch (IOException e) {
        // Another one may have taken its place meanwhile.
        if (directory.lastCheckpoint() == covered) {
          throw e;
        }
      }
    }
  }

  /** The last segment that the newest checkpoint stands for, -1 where there is none. */
  public long lastCheckpoint() throws IOException {
    return directory.lastCheckpoint();
  }

  /** Gives the series of a checkpoint, and their metadata. */
  public void readSeries(long checkpoint, WalConsumer consumer) throws IOException {
    LogDirectory segments = new LogDirectory(files, directory.checkpoint(checkpoint));
    DecodedRecord series = new DecodedRecord();
    for (long segment : segments.segments()) {
      Path file = segments.segment(segment);
      long size = files.size(file);
      if (size == 0) {
        continue;
      }
      try (Arena mapping = Arena.ofConfined()) {
        WalSegmentReader in = new WalSegmentReader(files.map(file, size, mapping));
        while (in.next()) {
          if (saysSeries(in)) {
            decode(in, series);
            series.giveTo(consumer);
          }
        }
      } catch (WalCorruption e) {
        damages++;
        LOG.warn("Rest of a checkpoint is left out, file={} {}", file, e.getMessage());
      }
    }
  }

  /**
   * The next record, good until the next call, or null when there is none yet.
   *
   * @throws IOException when the log cannot be read, or segments went into a checkpoint before they
   *     were read: another tail, which reads it, knows their series
   */
  public @Nullable DecodedRecord next() throws IOException {
    if (!inLog) {
      throw new IllegalStateException("the checkpoint was not read");
    }
    while (true) {
      WalSegmentReader open = reader;
      try {
        if (open != null && open.next()) {
          boolean wanted = isWanted(open);
          if (wanted) {
            decode(open, record);
          }
          position = new LogPosition(position.segment(), open.position());
          if (wanted) {
            return record;
          }
          continue;
        }
        if (open != null) {
          position = new LogPosition(position.segment(), open.position());
        }
      } catch (WalCorruption e) {
        damages++;
        LOG.warn(
            "Part of the log is left out, file={} {}",
            directory.segment(position.segment()),
            e.getMessage());
        position = new LogPosition(position.segment(), mappedBytes);
        unmap();
      }
      if (!readOn()) {
        return null;
      }
    }
  }

  private boolean isWanted(WalSegmentReader open) {
    return saysSeries(open)
        || open.recordStart() >= startIn(position.segment()) && typeOf(open) != RecordType.BATCH;
  }

  /** The offset in a segment from which everything is wanted. */
  private long startIn(long segment) {
    if (segment < from.segment()) {
      return Long.MAX_VALUE;
    }
    return segment == from.segment() ? from.offset() : 0;
  }

  private static boolean saysSeries(WalSegmentReader in) {
    RecordType type = typeOf(in);
    return type == RecordType.SERIES || type == RecordType.METADATA;
  }

  private static RecordType typeOf(WalSegmentReader in) {
    return RecordType.of(in.record(), in.recordLength());
  }

  private void decode(WalSegmentReader in, DecodedRecord into) throws WalCorruption {
    try {
      decoder.decode(in.record(), 0, in.recordLength(), into);
    } catch (MalformedRecordException e) {
      throw in.corruption("record: " + e.getMessage());
    }
  }

  /** Maps what came behind the position, in its segment or a later one; false where nothing did. */
  private boolean readOn() throws IOException {
    while (true) {
      LogPosition known = end.get();
      if (known.compareTo(position) <= 0) {
        return false;
      }
      if (position.segment() == known.segment()) {
        return map(known.offset());
      }
      long segment = position.segment();
      List<Long> segments = directory.segments();
      if (segments.contains(segment)) {
        boolean more = map(files.size(directory.segment(segment)));
        complete = segment;
        if (more) {
          return true;
        }
      }
      unmap();
      long next = nextSegment(segments, known.segment());
      // Nobody knows how much there was of a segment that went while it was read.
      checkGap(complete == segment ? segment + 1 : segment, next);
      position = new LogPosition(next, 0);
    }
  }

  /** Segments from the first unread one up to the next may be gone, and series with them. */
  private void checkGap(long unread, long next) throws IOException {
    if (next <= unread) {
      return;
    }
    if (directory.lastCheckpoint() >= unread) {
      throw new IOException(
          "segments %s to %s of the log are gone before they were read"
              .formatted(unread, next - 1));
    }
    LOG.warn(
        "Segments of the log are gone before they were read, first={}, last={}", unread, next - 1);
  }

  /** The first segment behind the position's, at most the last one. */
  private long nextSegment(List<Long> segments, long last) {
    for (long segment : segments) {
      if (segment > position.segment()) {
        return Math.min(segment, last);
      }
    }
    return last;
  }

  private boolean map(long bytes) throws IOException {
    if (bytes <= position.offset()) {
      return false;
    }
    unmap();
    Arena mapping = Arena.ofConfined();
    try {
      reader =
          new WalSegmentReader(
              files.map(directory.segment(position.segment()), bytes, mapping), position.offset());
    } catch (IOException | RuntimeException | Error e) {
      mapping.close();
      throw e;
    }
    arena = mapping;
    mappedBytes = bytes;
    return true;
  }

  private void unmap() {
    reader = null;
    Arena mapped = arena;
    arena = null;
    if (mapped != null) {
      mapped.close();
    }
  }

  /** Behind the record that was given last. */
  public LogPosition position() {
    return position;
  }

  /** Whether the last record given lies behind the place where the reader wanted to begin. */
  public boolean isBehindStart() {
    return position.compareTo(from) > 0;
  }

  /** Places where the log was bad. */
  public long damages() {
    return damages;
  }

  @Override
  public void close() {
    unmap();
  }
}
