package dev.deucalion.server.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.nodes.Node;

class YamlWriterTest {
  /** As Prometheus 2.42 shows such texts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain|plain",
        "y|\"y\"",
        "true|\"true\"",
        "1|\"1\"",
        "1.5|\"1.5\"",
        "null|\"null\"",
        "$1|$1",
        "(.*)|(.*)",
        ";|;",
        "a b|a b",
        "a: b|'a: b'",
        "a #b|'a #b'",
        "a:b|a:b",
        "<secret>|<secret>",
        "*|'*'",
        "- a|'- a'",
        "-a|-a",
        "it's|it's",
        "'q'|'''q'''",
        "[a]|'[a]'",
        "localhost:9090|localhost:9090",
      })
  void textsAreQuotedWhereNeeded(String text, String written) {
    assertThat(YamlWriter.write(Map.of("k", text))).isEqualTo("k: " + written + "\n");
  }

  @Test
  void emptyTextsAreQuoted() {
    assertThat(YamlWriter.write(Map.of("k", ""))).isEqualTo("k: \"\"\n");
  }

  @Test
  void nestsAsGoDoes() {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("name", "a");
    job.put("on", true);
    job.put("params", new LinkedHashMap<>(Map.of("m", List.of("x", "2"))));
    job.put("labels", new YamlWriter.Flow(List.of("a", "b,c")));
    assertThat(YamlWriter.write(Map.of("jobs", List.of(job))))
        .isEqualTo(
            """
            jobs:
            - name: a
              "on": true
              params:
                m:
                - x
                - "2"
              labels: [a, 'b,c']
            """);
  }

  @Test
  void linesBecomeBlocks() {
    assertThat(YamlWriter.write(Map.of("k", "a\nb"))).isEqualTo("k: |-\n  a\n  b\n");
    assertThat(YamlWriter.write(Map.of("k", "a\n\nb\n"))).isEqualTo("k: |\n  a\n\n  b\n");
  }

  @Test
  void whatIsWrittenReadsBack() {
    String alphabet = "ab1:#-?,[]{}&*!|>'\"%@` \n\t$~.=<é\\";
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String yaml = YamlWriter.write(Map.of("k", List.of(text.toString())));
      Problems problems = new Problems("f");
      Node root = YamlDocument.parse(yaml, "f", problems).orElseThrow();
      MapReader reader = new MapReader(root, "t", problems);
      assertThat(reader.texts("k"))
          .as("seed %s, yaml %s", seed, yaml)
          .containsExactly(text.toString());
      assertThat(problems.all()).isEmpty();
    }
  }
}
