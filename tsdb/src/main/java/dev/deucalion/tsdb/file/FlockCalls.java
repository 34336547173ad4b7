package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls of the C library that {@code flock(2)} takes; Java has none of its own. The numbers are
 * those of Linux, macOS and the BSDs, which have them in common.
 */
final class FlockCalls {
  private static final Logger LOG = LoggerFactory.getLogger(FlockCalls.class);

  private static final int O_RDWR = 2;
  private static final int LOCK_EX = 2;
  private static final int LOCK_NB = 4;
  private static final int EINTR = 4;

  /** {@code EWOULDBLOCK}, of Linux and of the others. */
  private static final Set<Integer> WOULD_BLOCK = Set.of(11, 35);

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private final MethodHandle open;
  private final MethodHandle flock;
  private final MethodHandle close;

  private FlockCalls(MethodHandle open, MethodHandle flock, MethodHandle close) {
    this.open = open;
    this.flock = flock;
    this.close = close;
  }

  /** Those of this platform; empty where it has none, or where the JVM may not call them. */
  @SuppressWarnings("restricted") // no way around: the JVM is started with leave for it
  static Optional<FlockCalls> ofPlatform() {
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      if (library.find("flock").isEmpty()) {
        return Optional.empty();
      }
      Linker.Option errno = Linker.Option.captureCallState("errno");
      FlockCalls calls =
          new FlockCalls(
              linker.downcallHandle(
                  library.findOrThrow("open"),
                  FunctionDescriptor.of(INT, POINTER, INT),
                  errno,
                  Linker.Option.firstVariadicArg(2)),
              linker.downcallHandle(
                  library.findOrThrow("flock"), FunctionDescriptor.of(INT, INT, INT), errno),
              linker.downcallHandle(library.findOrThrow("close"), FunctionDescriptor.of(INT, INT)));
      calls.failOnce();
      return Optional.of(calls);
    } catch (UnsupportedOperationException | IllegalCallerException e) {
      LOG.warn(
          "Prometheus does not see the locks of this process, nor this process those of"
              + " Prometheus: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  /** The first of each call links it, for which whoever takes a lock need not wait then. */
  private void failOnce() {
    try {
      tryLock(-1);
    } catch (IOException e) {
      // There is no such descriptor.
    }
    try {
      open(Path.of("/"));
    } catch (IOException e) {
      // A directory is not opened to be written to.
    }
  }

  /**
   * Opens a file that is there. Processes that this one starts do not get the descriptor: the JVM
   * closes it in them.
   *
   * @return the descriptor
   */
  int open(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      MemorySegment name =
          arena.allocateFrom(
              file.toString(), Charset.forName(System.getProperty("sun.jnu.encoding")));
      while (true) {
        int descriptor = (int) open.invokeExact(state, name, O_RDWR);
        if (descriptor >= 0) {
          return descriptor;
        }
        failUnlessInterrupted("open " + file, state);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Takes the lock of an open file; false when another open file has it. */
  boolean tryLock(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      while (true) {
        int result = (int) flock.invokeExact(state, descriptor, LOCK_EX | LOCK_NB);
        if (result == 0) {
          return true;
        }
        if (WOULD_BLOCK.contains((int) ERRNO.get(state, 0L))) {
          return false;
        }
        failUnlessInterrupted("flock", state);
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void failUnlessInterrupted(String call, MemorySegment state) throws IOException {
    int errno = (int) ERRNO.get(state, 0L);
    if (errno != EINTR) {
      throw new IOException(call + " failed: errno " + errno);
    }
  }

  /** Closes a descriptor, and so lets go of its lock. */
  void close(int descriptor) throws IOException {
    try {
      int result = (int) close.invokeExact(descriptor);
      if (result != 0) {
        throw new IOException("close failed");
      }
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
