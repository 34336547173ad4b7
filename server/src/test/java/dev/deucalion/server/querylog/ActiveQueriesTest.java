package dev.deucalion.server.querylog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.InstantQuery;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.engine.QueryOptions;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.Tsdb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActiveQueriesTest {
  private static final int SLOTS = 3;

  @TempDir private Path dir;

  private String file() throws IOException {
    return Files.readString(dir.resolve("queries.active"));
  }

  private static String slots(String... entries) {
    StringBuilder file = new StringBuilder("[");
    for (String entry : entries) {
      file.append(entry);
      int zeros = ActiveQueries.SLOT_BYTES - entry.length() - 1;
      file.repeat('\0', zeros).append(entry.isEmpty() ? '\0' : ',');
    }
    return file.toString();
  }

  /** The worked example of {@code docs/formats/queries-active.md}. */
  @Test
  void tellsOfAQueryWhileItRuns() throws IOException {
    PromqlEngine engine = new PromqlEngine(EngineOptions.DEFAULTS.withMaxConcurrency(SLOTS));
    String[] whileRunning = new String[1];
    try (ActiveQueries active = ActiveQueries.open(dir, SLOTS, () -> 17_999);
        Tsdb store = Tsdb.inMemory()) {
      engine.addListener(active);
      assertThat(file()).isEqualTo(slots("", "", ""));
      Queryable watched =
          (from, to) -> {
            try {
              whileRunning[0] = file();
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return store.querier(from, to);
          };
      engine.instant(watched, new InstantQuery("sum(up) < 1", 0, QueryOptions.DEFAULTS));
      assertThat(whileRunning[0])
          .isEqualTo(slots("{\"query\":\"sum(up) \\u003c 1\",\"timestamp_sec\":17}", "", ""));
      assertThat(file()).isEqualTo(slots("", "", ""));
    }
  }

  @Test
  void beginsAnewWithWhatACrashLeft() throws IOException {
    Files.writeString(dir.resolve("queries.active"), slots("", "{\"query\":\"up\"}", "x"));
    try (ActiveQueries _ = ActiveQueries.open(dir, SLOTS, () -> 0)) {
      assertThat(file()).isEqualTo(slots("", "", ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\"", "<", "é", "😀", "\0"})
  void entriesFitTheirSlots(String unit) {
    for (int times : new int[] {0, 1, 100, 500, 960, 5_000}) {
      byte[] entry = ActiveQueries.entry(unit.repeat(times), 1_795_000_000);
      assertThat(entry.length).isLessThan(ActiveQueries.SLOT_BYTES);
      assertThat(new String(entry, StandardCharsets.UTF_8))
          .startsWith("{\"query\":\"")
          .endsWith("\",\"timestamp_sec\":1795000000}")
          .doesNotContain("�");
      if (times == 5_000) {
        assertThat(entry.length).isGreaterThan(ActiveQueries.SLOT_BYTES - 40);
      }
    }
  }
}
