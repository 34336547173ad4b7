package dev.deucalion.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.storage.Appender;
import dev.deucalion.storage.Reading;
import dev.deucalion.tsdb.file.FileOps;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch that is in the log is applied whole, also when memory is short for a moment. */
class OutOfMemoryTest {
  private static final int SERIES = 20;
  private static final int SCRAPES = 300;

  @TempDir private Path dir;

  @Test
  void aBatchIsNotLeftHalfApplied() throws IOException {
    Shortage shortage = new Shortage();
    try (Tsdb tsdb =
        Tsdb.open(
            dir,
            TsdbOptions.DEFAULTS,
            TsdbEnvironment.SYSTEM.withFiles(shortage.over(FileOps.SYSTEM)))) {
      for (int scrape = 0; scrape < SCRAPES; scrape++) {
        shortage.failuresLeft = 3;
        append(tsdb, scrape);
      }
      assertThat(shortage.failures).isPositive();
      assertAllThere(tsdb);
    }
    try (Tsdb tsdb = Tsdb.open(dir, TsdbOptions.DEFAULTS)) {
      assertAllThere(tsdb);
    }
  }

  private static void append(Tsdb tsdb, int scrape) throws IOException {
    try (Appender batch = tsdb.appender()) {
      for (int i = 0; i < SERIES; i++) {
        long ref = batch.seriesRef(Labels.of("__name__", "s", "i", Integer.toString(i)));
        batch.append(ref, 1000L * scrape, scrape);
      }
      batch.commit();
    }
  }

  private static void assertAllThere(Tsdb tsdb) {
    Map<Long, Long> expected = new TreeMap<>();
    for (int scrape = 0; scrape < SCRAPES; scrape++) {
      expected.put(1000L * scrape, Double.doubleToRawLongBits(scrape));
    }
    Map<Labels, Map<Long, Long>> series = Reading.all(tsdb, 0, Long.MAX_VALUE);
    assertThat(series).hasSize(SERIES);
    assertThat(series.values()).allSatisfy(samples -> assertThat(samples).isEqualTo(expected));
  }

  /** Has no memory for opening a file of head chunks, so many times. */
  private static final class Shortage {
    int failuresLeft;
    int failures;

    FileOps over(FileOps files) {
      return (FileOps)
          Proxy.newProxyInstance(
              FileOps.class.getClassLoader(),
              new Class<?>[] {FileOps.class},
              (proxy, method, args) -> {
                if (method.getName().equals("openForWriting")
                    && args[0].toString().contains("chunks_head")
                    && failuresLeft-- > 0) {
                  failures++;
                  throw new OutOfMemoryError("test");
                }
                try {
                  return method.invoke(files, args);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }
  }
}
