package dev.deucalion.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.server.process.ServerProcess.Point;
import dev.deucalion.server.process.ServerProcess.Series;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A target all of whose series carry the number of the scrape, so that half a scrape shows. */
final class NumberedScrapes {
  private static final int SERIES = 500;

  private NumberedScrapes() {}

  /** What the target answers to a scrape. */
  static String body(int scrape) {
    StringBuilder body = new StringBuilder("# TYPE scrape_number gauge\n");
    for (int i = 0; i < SERIES; i++) {
      body.append("scrape_number{i=\"").append(i).append("\"} ").append(scrape).append('\n');
    }
    return body.toString();
  }

  /** The numbers of the scrapes that answer; each must do so in all series, at one time. */
  static Set<String> whole(ServerProcess server, String context)
      throws IOException, InterruptedException {
    List<Series> series = server.query("scrape_number[1h]");
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Set<String>> times = new HashMap<>();
    for (Series one : series) {
      for (Point point : one.points()) {
        counts.merge(point.value(), 1, Integer::sum);
        times.computeIfAbsent(point.value(), _ -> new HashSet<>()).add(point.time());
      }
    }
    assertThat(counts.values()).as(context).allMatch(count -> count == SERIES);
    assertThat(times.values()).as(context).allMatch(moments -> moments.size() == 1);
    return counts.keySet();
  }
}
