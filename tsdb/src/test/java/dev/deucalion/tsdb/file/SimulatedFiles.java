package dev.deucalion.tsdb.file;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory that knows what each way to stop leaves of it.
 *
 * <p>A kill leaves everything that was done. A loss of power leaves of a file what was there at its
 * last sync and any part of what came since, and of a directory the names of its last sync and the
 * first few changes since; a name is not made durable by a sync of its file. Directories made by
 * {@link #createDirectories} are durable at once.
 *
 * <p>Before each operation, and once more in the midst of a write, a {@link Watcher} is called. It
 * can look at what a stop would leave ({@link #afterKill}, {@link #afterPowerLoss}), or let the
 * operation fail.
 */
public final class SimulatedFiles implements FileOps {
  /** Kinds of operations; all but {@link #READ} change something. */
  public enum Operation {
    READ,
    CREATE,
    WRITE,
    /** In the midst of a write. */
    WRITE_REST,
    RESIZE,
    SYNC,
    SYNC_DIRECTORY,
    RENAME,
    LINK,
    DELETE
  }

  /** Sees every operation before it is done. */
  @FunctionalInterface
  public interface Watcher {
    /**
     * Called under the lock of the file system.
     *
     * @throws IOException for the operation to fail
     */
    void before(Operation operation, Path path) throws IOException;
  }

  private static final int LOCK_BYTES = 20;

  /** A capacity that is never reached. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final SimulatedDirectory root;
  private final Set<SimulatedFile> locked = new HashSet<>();
  private final Random random;
  private Watcher watcher = (operation, path) -> {};
  private long capacityBytes = UNLIMITED;
  private int openHandles;
  private int refused;

  /** Files with mappings, those without a name included. */
  private final Set<SimulatedFile> mapped = new HashSet<>();

  /**
   * An empty file system.
   *
   * @param seed says where writes are torn
   */
  public SimulatedFiles(long seed) {
    this(new SimulatedDirectory(), seed);
  }

  private SimulatedFiles(SimulatedDirectory root, long seed) {
    this.root = root;
    this.random = new Random(seed);
  }

  /** Sets the one watcher. */
  public synchronized void watch(Watcher newWatcher) {
    watcher = newWatcher;
  }

  /** Sets how many bytes all files together may take. */
  public synchronized void setCapacity(long bytes) {
    capacityBytes = bytes;
  }

  /** Bytes that all files together take. */
  public synchronized long usedBytes() {
    return files().values().stream().distinct().mapToLong(SimulatedFile::used).sum();
  }

  /** How many operations failed, by the watcher or for want of room. */
  public synchronized int refused() {
    return refused;
  }

  /** Open files and live mappings. */
  public synchronized int held() {
    return openHandles + mapped.stream().mapToInt(SimulatedFile::liveMappings).sum();
  }

  /** What the next process finds when this one is killed now. */
  public synchronized SimulatedFiles afterKill() {
    return after(SimulatedFile::afterKill, SimulatedDirectory::afterKill);
  }

  /** What the next process finds when the power fails now. */
  public synchronized SimulatedFiles afterPowerLoss() {
    return after(
        file -> file.afterPowerLoss(random),
        (directory, nodes) -> directory.afterPowerLoss(random, nodes));
  }

  private SimulatedFiles after(
      UnaryOperator<SimulatedFile> fileAfter,
      BiFunction<SimulatedDirectory, UnaryOperator<SimulatedNode>, SimulatedDirectory>
          directoryAfter) {
    // A file with two names is one file afterwards, too.
    Map<SimulatedNode, SimulatedNode> known = new HashMap<>();
    UnaryOperator<SimulatedNode> nodeAfter =
        new UnaryOperator<>() {
          @Override
          public SimulatedNode apply(SimulatedNode node) {
            SimulatedNode found = known.get(node);
            if (found == null) {
              found =
                  switch (node) {
                    case SimulatedFile file -> fileAfter.apply(file);
                    case SimulatedDirectory directory -> directoryAfter.apply(directory, this);
                  };
              known.put(node, found);
            }
            return found;
          }
        };
    return new SimulatedFiles(directoryAfter.apply(root, nodeAfter), random.nextLong());
  }

  /** All files by path, one with two names twice. */
  private Map<Path, SimulatedFile> files() {
    Map<Path, SimulatedFile> found = new TreeMap<>();
    collect(root, Path.of("/"), found);
    return found;
  }

  private static void collect(SimulatedDirectory in, Path path, Map<Path, SimulatedFile> found) {
    for (String name : in.names()) {
      switch (in.get(name)) {
        case SimulatedFile file -> found.put(path.resolve(name), file);
        case SimulatedDirectory directory -> collect(directory, path.resolve(name), found);
        case null -> throw new IllegalStateException(name);
      }
    }
  }

  /** Paths of all files, sorted. */
  public synchronized List<Path> paths() {
    return List.copyOf(files().keySet());
  }

  /** Turns one bit of a file round. */
  public synchronized void flipBit(Path path, long offset, int bit) throws IOException {
    file(path).flipBit(offset, bit);
  }

  private @Nullable SimulatedNode find(Path path) {
    SimulatedNode node = root;
    for (Path name : path.toAbsolutePath().normalize()) {
      if (!(node instanceof SimulatedDirectory directory)) {
        return null;
      }
      node = directory.get(name.toString());
    }
    return node;
  }

  private SimulatedFile file(Path path) throws IOException {
    return switch (find(path)) {
      case SimulatedFile file -> file;
      case SimulatedDirectory directory -> throw new FileNotFoundException(path + " (directory)");
      case null -> throw new NoSuchFileException(path.toString());
    };
  }

  private SimulatedDirectory parent(Path path) throws IOException {
    Path parent = path.toAbsolutePath().normalize().getParent();
    if (parent != null && find(parent) instanceof SimulatedDirectory directory) {
      return directory;
    }
    throw new NoSuchFileException(path.toString());
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private void needRoom() throws IOException {
    if (capacityBytes != UNLIMITED && usedBytes() >= capacityBytes) {
      throw refuse(new IOException("No space left on device"));
    }
  }

  private void ask(Operation operation, Path path) throws IOException {
    try {
      watcher.before(operation, path);
    } catch (IOException e) {
      throw refuse(e);
    }
  }

  private IOException refuse(IOException reason) {
    refused++;
    return reason;
  }

  @Override
  public synchronized void createDirectories(Path dir) throws IOException {
    SimulatedDirectory in = root;
    for (Path name : dir.toAbsolutePath().normalize()) {
      SimulatedNode next = in.get(name.toString());
      if (next == null) {
        ask(Operation.CREATE, dir);
        needRoom();
        next = new SimulatedDirectory();
        in.put(name.toString(), next);
        in.sync();
      }
      if (!(next instanceof SimulatedDirectory directory)) {
        throw new FileAlreadyExistsException(dir.toString());
      }
      in = directory;
    }
  }

  @Override
  public synchronized List<String> list(Path dir) throws IOException {
    ask(Operation.READ, dir);
    return find(dir) instanceof SimulatedDirectory directory ? directory.names() : List.of();
  }

  @Override
  public synchronized long size(Path file) throws IOException {
    ask(Operation.READ, file);
    return file(file).size();
  }

  @Override
  public synchronized void delete(Path path) throws IOException {
    SimulatedNode node = find(path);
    if (node == null) {
      return;
    }
    ask(Operation.DELETE, path);
    if (node instanceof SimulatedDirectory directory && !directory.names().isEmpty()) {
      throw new DirectoryNotEmptyException(path.toString());
    }
    parent(path).remove(name(path));
  }

  @Override
  public synchronized void rename(Path from, Path to) throws IOException {
    ask(Operation.RENAME, from);
    SimulatedDirectory directory = parent(from);
    if (directory != parent(to)) {
      throw new IOException("renames between directories are not simulated: " + from + ", " + to);
    }
    if (find(from) == null) {
      throw new NoSuchFileException(from.toString());
    }
    SimulatedNode over = find(to);
    if (over instanceof SimulatedDirectory replaced && !replaced.names().isEmpty()) {
      throw new DirectoryNotEmptyException(to.toString());
    }
    directory.rename(name(from), name(to));
  }

  @Override
  public synchronized void link(Path existing, Path added) throws IOException {
    ask(Operation.LINK, added);
    needRoom();
    SimulatedFile file = file(existing);
    if (find(added) != null) {
      throw new FileAlreadyExistsException(added.toString());
    }
    parent(added).put(name(added), file);
  }

  @Override
  public synchronized boolean isDirectory(Path path) {
    return find(path) instanceof SimulatedDirectory;
  }

  @Override
  public synchronized byte[] read(Path file) throws IOException {
    ask(Operation.READ, file);
    return file(file).read();
  }

  @Override
  public synchronized Space space(Path path) {
    return new Space(Math.max(0, capacityBytes - usedBytes()), capacityBytes);
  }

  @Override
  public synchronized WritableFile openForWriting(Path path) throws IOException {
    if (find(path) == null) {
      ask(Operation.CREATE, path);
      needRoom();
      SimulatedFile created = new SimulatedFile();
      parent(path).put(name(path), created);
    }
    return new Handle(path, file(path));
  }

  @Override
  public synchronized MemorySegment map(Path path, long bytes, Arena arena) throws IOException {
    ask(Operation.READ, path);
    SimulatedFile file = file(path);
    if (bytes > file.size()) {
      throw new IOException(path + " has " + file.size() + " bytes, not " + bytes + " to map");
    }
    mapped.add(file);
    return file.map(bytes, arena);
  }

  @Override
  public synchronized void syncDirectory(Path dir) throws IOException {
    ask(Operation.SYNC_DIRECTORY, dir);
    if (!(find(dir) instanceof SimulatedDirectory directory)) {
      throw new NoSuchFileException(dir.toString());
    }
    directory.sync();
  }

  @Override
  public void prepareLocks() {}

  @Override
  public synchronized @Nullable Closeable tryLock(Path path, byte[] content) throws IOException {
    try (WritableFile handle = openForWriting(path)) {
      SimulatedFile file = file(path);
      if (locked.contains(file)) {
        return null;
      }
      handle.setSize(0);
      // Process ids have few digits or many; what a seed gives must not depend on it.
      handle.write(Arrays.copyOf(content, LOCK_BYTES), 0, LOCK_BYTES, 0);
      locked.add(file);
      return () -> unlock(path, file);
    }
  }

  private synchronized void unlock(Path path, SimulatedFile file) throws IOException {
    if (locked.remove(file)) {
      delete(path);
    }
  }

  private final class Handle implements WritableFile {
    private final Path path;
    private final SimulatedFile file;
    private boolean open = true;

    Handle(Path path, SimulatedFile file) {
      this.path = path;
      this.file = file;
      openHandles++;
    }

    private void checkOpen() throws IOException {
      if (!open) {
        throw new IOException(path + " is closed");
      }
    }

    @Override
    public void write(byte[] bytes, int from, int count, long offset) throws IOException {
      synchronized (SimulatedFiles.this) {
        checkOpen();
        ask(Operation.WRITE, path);
        int first = random.nextInt(count + 1);
        writePart(bytes, from, first, offset);
        ask(Operation.WRITE_REST, path);
        writePart(bytes, from + first, count - first, offset + first);
      }
    }

    private void writePart(byte[] bytes, int from, int count, long offset) throws IOException {
      long more = Math.max(0, offset + count - file.used());
      long room = capacityBytes == UNLIMITED ? more : capacityBytes - usedBytes();
      int written = (int) Math.max(0, Math.min(count, count - more + room));
      if (written > 0) {
        file.write(bytes, from, written, offset);
      }
      if (written < count) {
        throw refuse(new IOException("No space left on device"));
      }
    }

    @Override
    public long size() throws IOException {
      synchronized (SimulatedFiles.this) {
        checkOpen();
        return file.size();
      }
    }

    @Override
    public void setSize(long bytes) throws IOException {
      synchronized (SimulatedFiles.this) {
        checkOpen();
        ask(Operation.RESIZE, path);
        file.setSize(bytes);
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (SimulatedFiles.this) {
        checkOpen();
        ask(Operation.SYNC, path);
        file.sync();
      }
    }

    @Override
    public void close() {
      synchronized (SimulatedFiles.this) {
        if (open) {
          open = false;
          openHandles--;
        }
      }
    }
  }
}
