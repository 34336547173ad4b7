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

  /** One line for each segment that is bad, with the offset of its first bad record. */
  public static List<String> problems(FileOps files, Path dir) throws IOException {
    List<String> problems = new ArrayList<>();
    for (String name : files.list(dir)) {
      Path file = dir.resolve(name);
      if (WalLayout.segmentNumber(name) >= 0 && files.size(file) > 0) {
        try (Arena arena = Arena.ofConfined()) {
          WalSegmentReader reader = new WalSegmentReader(files.map(file, files.size(file), arena));
          readThrough(reader);
        } catch (WalCorruption e) {
          problems.add(file + ": " + e.getMessage());
        }
      }
    }
    return problems;
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
