package dev.deucalion.tsdb.file;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** The system's files, of which those of one name cannot be mapped while a switch is on. */
public final class UnmappableFiles {
  private UnmappableFiles() {}

  public static FileOps named(String name, AtomicBoolean failing) {
    return (FileOps)
        Proxy.newProxyInstance(
            FileOps.class.getClassLoader(),
            new Class<?>[] {FileOps.class},
            (proxy, method, args) -> {
              if (failing.get()
                  && method.getName().equals("map")
                  && ((Path) args[0]).endsWith(name)) {
                throw new IOException("too many mappings");
              }
              try {
                return method.invoke(FileOps.SYSTEM, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
