package dev.deucalion.tsdb.block;

import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The file {@code meta.json} of a block. */
public final class BlockMetaFile {
  /** Name of the file. */
  public static final String NAME = "meta.json";

  private BlockMetaFile() {}

  /**
   * Reads the file of a block.
   *
   * @throws CorruptBlockException when it does not say what it should
   */
  public static BlockMeta read(FileOps files, Path blockDir) throws IOException {
    return read(files, blockDir, name -> {});
  }

  /**
   * Reads the file of a block.
   *
   * @param unknownNames is told of fields that are neither Prometheus' nor Thanos'
   * @throws CorruptBlockException when it does not say what it should
   */
  static BlockMeta read(FileOps files, Path blockDir, Consumer<String> unknownNames)
      throws IOException {
    Path file = blockDir.resolve(NAME);
    return BlockMetaReader.read(file, files.read(file), unknownNames);
  }

  /** Replaces the file of a block, all at once. */
  public static void write(FileOps files, Path blockDir, BlockMeta meta) throws IOException {
    byte[] bytes = BlockMetaWriter.toJson(meta).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(files, blockDir.resolve(NAME), output -> output.put(bytes, 0, bytes.length));
  }
}
