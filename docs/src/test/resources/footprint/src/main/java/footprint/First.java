package footprint;

import dev.deucalion.testing.EmbeddedOptions;
import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.rule.AlertRule;
import dev.deucalion.testing.rule.RuleGroup;
import dev.deucalion.testing.source.ExpositionSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Uses an embedded Prometheus for the first time in a JVM, and then again and again. */
public final class First {
  private First() {}

  /** Prints how long each use took, in milliseconds. */
  public static void main(String[] args) {
    List<String> uses = new ArrayList<>();
    for (int use = 0; use < 10; use++) {
      long startNanos = System.nanoTime();
      use();
      uses.add("%.1f".formatted((System.nanoTime() - startNanos) / 1e6));
    }
    System.out.println("a use " + String.join(" ", uses));
    List<String> sixHours = new ArrayList<>();
    for (int run = 0; run < 10; run++) {
      long startNanos = System.nanoTime();
      sixHours();
      sixHours.add("%.1f".formatted((System.nanoTime() - startNanos) / 1e6));
    }
    System.out.println("six hours " + String.join(" ", sixHours));
  }

  private static void use() {
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start()) {
      prometheus.scrape("app", ExpositionSource.text(() -> "requests_total{path=\"/\"} 5"));
      prometheus.rules(
          RuleGroup.named("g")
              .alert(
                  AlertRule.named("Busy", "requests_total > 1")
                      .annotation("summary", "{{ $value }} requests")));
      prometheus.advance(Duration.ofMinutes(1));
      prometheus.assertThat("sum(requests_total)").hasValue(5);
      prometheus.assertThatAlert("Busy").isFiring().hasAnnotation("summary", "5 requests");
    }
  }

  private static void sixHours() {
    EmbeddedOptions options = EmbeddedOptions.DEFAULTS.evaluatingEvery(Duration.ofMinutes(1));
    try (EmbeddedPrometheus prometheus = EmbeddedPrometheus.start(options)) {
      String body = "requests_total{path=\"/\"} 5\n" + "x{y=\"1\"} 2\n" + "x{y=\"2\"} 2\n";
      prometheus.scrape("app", ExpositionSource.text(() -> body));
      prometheus.rules(
          RuleGroup.named("g")
              .record("requests:rate", "rate(requests_total[5m])")
              .alert(AlertRule.named("Idle", "requests:rate == 0").holdFor(Duration.ofHours(1))));
      prometheus.advance(Duration.ofHours(6));
      prometheus.assertThatAlert("Idle").isFiring();
    }
  }
}
