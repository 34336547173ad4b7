package dev.deucalion.tsdb.file;

import java.io.IOException;
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
 *
 * <p>All three are called as functions of a word and an {@code int}, although {@code flock} and
 * {@code close} take less: the JVM needs some 20 ms of a processor to link a call of a new shape
 * while it starts. On machines of 64 bits the first arguments are in registers of a word each, and
 * a function does not see what it does not take.
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
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  /** Of an address, where to keep {@code errno}, a word, and an {@code int}. */
  private final MethodHandle call;

  private final MemorySegment open;
  private final MemorySegment flock;
  private final MemorySegment close;

  @SuppressWarnings("restricted") // no way around: the JVM is started with leave for it
  private FlockCalls(Linker linker, SymbolLookup library) {
    open = library.findOrThrow("open");
    flock = library.findOrThrow("flock");
    close = library.findOrThrow("close");
    call =
        linker.downcallHandle(
            FunctionDescriptor.of(INT, ValueLayout.JAVA_LONG, INT),
            Linker.Option.captureCallState("errno"));
  }

  /**
   * Those of this platform; empty where it has none, where addresses do not have 64 bits, or where
   * the JVM may not call them.
   */
  static Optional<FlockCalls> ofPlatform() {
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup library = linker.defaultLookup();
      if (ValueLayout.ADDRESS.byteSize() != Long.BYTES || library.find("flock").isEmpty()) {
        return Optional.empty();
      }
      FlockCalls calls = new FlockCalls(linker, library);
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

  /** The first call links it, for which whoever takes a lock need not wait then. */
  private void failOnce() {
    try {
      tryLock(-1);
    } catch (IOException e) {
      // There is no such descriptor.
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
        int descriptor = call(open, state, name.address(), O_RDWR);
        if (descriptor >= 0) {
          return descriptor;
        }
        failUnlessInterrupted("open " + file, state);
      }
    }
  }

  /** Takes the lock of an open file; false when another open file has it. */
  boolean tryLock(int descriptor) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      while (true) {
        int result = call(flock, state, descriptor, LOCK_EX | LOCK_NB);
        if (result == 0) {
          return true;
        }
        if (WOULD_BLOCK.contains((int) ERRNO.get(state, 0L))) {
          return false;
        }
        failUnlessInterrupted("flock", state);
      }
    }
  }

  private int call(MemorySegment function, MemorySegment state, long first, int second) {
    try {
      return (int) call.invokeExact(function, state, first, second);
    } catch (RuntimeException | Error e) {
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
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      if (call(close, state, descriptor, 0) != 0) {
        throw new IOException("close failed: errno " + (int) ERRNO.get(state, 0L));
      }
    }
  }
}
