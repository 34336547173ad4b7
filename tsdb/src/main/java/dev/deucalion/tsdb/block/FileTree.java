package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.file.Path;

/** Deletes directories with all that is in them. */
public final class FileTree {
  private FileTree() {}

  /** Deletes a file or a directory; nothing happens where there is none. */
  public static void delete(FileOps files, Path path) throws IOException {
    if (files.isDirectory(path)) {
      for (String name : files.list(path)) {
        delete(files, path.resolve(name));
      }
    }
    files.delete(path);
  }
}
