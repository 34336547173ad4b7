package dev.deucalion.server.interop;

import dev.deucalion.model.time.Clock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a server knows of the job {@code self}, which a test has it or another one scrape. */
final class ScrapedSamples {
  private ScrapedSamples() {}

  /**
   * A configuration that has a target scraped each second, without samples of anything else.
   *
   * @param externalLabels in YAML
   */
  static Path scraping(Path directory, Peer target, String externalLabels) throws IOException {
    return Files.writeString(
        directory.resolve("scraping.yml"),
        """
        global: {scrape_interval: 1s, external_labels: %s}
        scrape_configs:
        - job_name: self
          static_configs: [{targets: ['%s']}]
        """
            .formatted(externalLabels, target.address()));
  }

  /** How many scrapes there were in the last ten minutes. */
  static int scrapes(Peer peer) {
    Map<Object, List<?>> found = find(peer, "up{job=\"self\"}[10m]", Clock.SYSTEM.nowMs());
    return found.values().stream().mapToInt(List::size).sum();
  }

  /** Times and values of the ten minutes before a time, by labels. */
  static Map<Object, List<?>> of(Peer peer, long endMs) {
    return find(peer, "{job=\"self\"}[10m]", endMs);
  }

  /** As {@link #of}, of one minute. */
  static Map<Object, List<?>> ofMinute(Peer peer, long endMs) {
    return find(peer, "{job=\"self\"}[1m]", endMs);
  }

  /** Times alone; for peers that keep values in another form. */
  static Map<Object, List<?>> times(Peer peer, long endMs) {
    Map<Object, List<?>> found = of(peer, endMs);
    found.replaceAll((labels, values) ->
        values.stream().<Object>map(value -> timeMs(Json.list(value).getFirst())).toList());
    return found;
  }

  /** Servers write a time with or without zeros at its end. */
  private static long timeMs(Object seconds) {
    return new BigDecimal(seconds.toString()).movePointRight(3).longValueExact();
  }

  private static Map<Object, List<?>> find(Peer peer, String expression, long endMs) {
    Map<Object, List<?>> found = new HashMap<>();
    Object data = peer.api().query(expression, endMs);
    for (Object one : Json.list(Json.at(data, "result"))) {
      found.put(Json.at(one, "metric"), Json.list(Json.at(one, "values")));
    }
    return found;
  }
}
