package dev.deucalion.tsdb.wal;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole log and says where it is bad, without changing it. */
public final class WalCheck {
  private WalCheck() {}

  /**
   * One line for each segment that is bad, those of the last checkpoint too, with the offset of its
   * first bad record, and for each place where segments are missing.
   */
  public static List<String> problems(FileOps files, Path dir, LogKind kind) throws IOException {
    List<String> problems = new ArrayList<>();
    LogDirectory log = new LogDirectory(files, dir);
    long checkpoint = log.lastCheckpoint();
    if (checkpoint >= 0) {
      LogDirectory covering = new LogDirectory(files, log.checkpoint(checkpoint));
      addGaps(covering, 0, 0, problems);
      addProblems(files, covering, problems);
    }
    addGaps(log, checkpoint + 1, WalGap.firstSegment(kind, checkpoint), problems);
    addProblems(files, log, problems);
    return problems;
  }

  /**
   * Adds where segments are missing.
   *
   * @param from segments before it do not count
   * @param first the segment that has to be the first of the others, or -1 when any may be
   */
  private static void addGaps(LogDirectory log, long from, long first, List<String> problems)
      throws IOException {
    long expected = first;
    for (long segment : log.segments()) {
      if (segment >= from) {
        if (expected >= 0 && segment != expected) {
          problems.add(log.path() + ": " + WalGap.problem(expected, segment));
        }
        expected = segment + 1;
      }
    }
  }

  private static void addProblems(FileOps files, LogDirectory log, List<String> problems)
      throws IOException {
    for (long segment : log.segments()) {
      Path file = log.segment(segment);
      if (files.isDirectory(file)) {
        problems.add(file + ": expected a segment, found a directory");
      } else if (files.size(file) > 0) {
        try (Arena arena = Arena.ofConfined()) {
          readThrough(new WalSegmentReader(files.map(file, files.size(file), arena)));
        } catch (WalCorruption e) {
          problems.add(file + ": " + e.getMessage());
        }
      }
    }
  }

  private static void readThrough(WalSegmentReader reader) throws IOException {
    RecordDecoder decoder = new RecordDecoder();
    DecodedRecord record = new DecodedRecord();
    while (reader.next()) {
      try {
        decoder.decode(reader.record(), 0, reader.recordLength(), record);
      } catch (MalformedRecordException e) {
        throw reader.corruption("record: " + e.getMessage());
      }
    }
  }
}
