package dev.deucalion.testing.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.deucalion.testing.EmbeddedPrometheus;
import dev.deucalion.testing.junit.PrometheusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PrometheusTest
class RuleFileLoaderTest {
  @Test
  void evaluatesTheRulesOfAFile(EmbeddedPrometheus prometheus) {
    assertThat(RuleFileLoader.load(prometheus, "src/test/resources/rules/*.rules.yml")).hasSize(1);
    prometheus.feed(Duration.ofMinutes(1), "orders_placed 0+100x60", "orders_refused 0x10 0+20x40");

    prometheus.advance(Duration.ofMinutes(15));
    prometheus.assertThatAlert("OrdersRefused").isPending();
    prometheus.advance(Duration.ofMinutes(15));

    prometheus
        .assertThatAlert("OrdersRefused")
        .isFiring()
        .hasLabel("severity", "page")
        .hasAnnotation("summary", "20% of orders refused");
  }

  @Test
  void aFileIsLoadedOnce(EmbeddedPrometheus prometheus) {
    RuleFileLoader.load(prometheus, "src/test/resources/rules/orders.rules.yml");
    for (String again :
        List.of(
            "src/test/resources/rules/*.rules.yml", "./src/test/resources/rules/o*.rules.yml")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RuleFileLoader.load(prometheus, again))
          .withMessageContaining("orders.rules.yml were loaded already");
    }
    assertThat(prometheus.rules().groups()).hasSize(1);
  }

  @Test
  void aFileIsLoadedOnceByTwoPatterns(EmbeddedPrometheus prometheus) {
    String file = "src/test/resources/rules/orders.rules.yml";
    assertThat(RuleFileLoader.load(prometheus, file, "src/test/resources/rules/*.rules.yml"))
        .hasSize(1);
    assertThat(prometheus.rules().groups()).hasSize(1);
  }

  @Test
  void saysWhatIsWrongWithAFile(EmbeddedPrometheus prometheus, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("bad.yml");
    Files.writeString(
        file,
        """
        groups:
          - name: g
            rules:
              - alert: A
                expr: sum(
                annotations: {a: "{{ .No"}
        """);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleFileLoader.load(prometheus, file.toString()))
        .withMessageContaining("bad.yml:5")
        .withMessageContaining("bad.yml:6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RuleFileLoader.load(prometheus, directory + "/*.rules"))
        .withMessageContaining("*.rules");
    assertThat(prometheus.rules().groups()).isEmpty();
  }
}
