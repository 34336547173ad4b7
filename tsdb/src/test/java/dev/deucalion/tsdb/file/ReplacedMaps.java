package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of the system, of which a test maps some by itself. */
public final class ReplacedMaps {
  /** Makes mappings. */
  @FunctionalInterface
  public interface Mapper {
    /** A mapping of so many bytes, or null where the file is to be mapped as it is. */
    @Nullable MemorySegment map(Path file, long bytes, Arena arena) throws IOException;
  }

  private ReplacedMaps() {}

  public static FileOps by(Mapper mapper) {
    return (FileOps)
        Proxy.newProxyInstance(
            FileOps.class.getClassLoader(),
            new Class<?>[] {FileOps.class},
            (proxy, method, args) -> {
              if (method.getName().equals("map")) {
                MemorySegment mapping = mapper.map((Path) args[0], (Long) args[1], (Arena) args[2]);
                if (mapping != null) {
                  return mapping;
                }
              }
              try {
                return method.invoke(FileOps.SYSTEM, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
