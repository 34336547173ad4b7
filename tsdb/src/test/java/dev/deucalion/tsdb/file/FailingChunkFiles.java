package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files of which those below {@code chunks_head} cannot be written while they are to fail. */
public final class FailingChunkFiles implements FileOps {
  private final FileOps real;
  private volatile boolean failing;

  public FailingChunkFiles(FileOps real) {
    this.real = real;
  }

  public void fail() {
    failing = true;
  }

  public void recover() {
    failing = false;
  }

  @Override
  public void createDirectories(Path dir) throws IOException {
    real.createDirectories(dir);
  }

  @Override
  public List<String> list(Path dir) throws IOException {
    return real.list(dir);
  }

  @Override
  public long size(Path file) throws IOException {
    return real.size(file);
  }

  @Override
  public void delete(Path path) throws IOException {
    real.delete(path);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void link(Path existing, Path added) throws IOException {
    real.link(existing, added);
  }

  @Override
  public boolean isDirectory(Path path) throws IOException {
    return real.isDirectory(path);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return real.read(file);
  }

  @Override
  public Space space(Path path) throws IOException {
    return real.space(path);
  }

  @Override
  public WritableFile openForWriting(Path file) throws IOException {
    WritableFile opened = real.openForWriting(file);
    return file.toString().contains("chunks_head") ? new ChunkFile(opened) : opened;
  }

  @Override
  public MemorySegment map(Path file, long bytes, Arena arena) throws IOException {
    return real.map(file, bytes, arena);
  }

  @Override
  public void syncDirectory(Path dir) throws IOException {
    real.syncDirectory(dir);
  }

  @Override
  public @Nullable Closeable tryLock(Path file, byte[] content) throws IOException {
    return real.tryLock(file, content);
  }

  @Override
  public void prepareLocks() {
    real.prepareLocks();
  }

  private final class ChunkFile implements WritableFile {
    private final WritableFile file;

    ChunkFile(WritableFile file) {
      this.file = file;
    }

    @Override
    public void write(byte[] bytes, int from, int count, long offset) throws IOException {
      if (failing) {
        file.write(bytes, from, count / 2, offset);
        throw new IOException("No space left on device");
      }
      file.write(bytes, from, count, offset);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public void setSize(long bytes) throws IOException {
      file.setSize(bytes);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
