package dev.deucalion.tsdb;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Blocks that another program left in a data directory; they are kept, but not read. */
final class UnreadBlocks {
  /** Blocks are named by ULIDs: 26 characters of base 32 without I, L, O and U. */
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private UnreadBlocks() {}

  /** Names of the blocks in a data directory. */
  static List<String> in(FileOps files, Path dir) throws IOException {
    return files.list(dir).stream().filter(name -> ULID.matcher(name).matches()).toList();
  }
}
