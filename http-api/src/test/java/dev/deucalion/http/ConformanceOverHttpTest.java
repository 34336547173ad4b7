package dev.deucalion.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.promql.engine.EngineOptions;
import dev.deucalion.promql.engine.EngineOptions.Feature;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.parser.ParserOptions;
import dev.deucalion.promql.testkit.HttpEvaluator;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptReport;
import dev.deucalion.promql.testkit.ScriptRunner;
import dev.deucalion.promql.testkit.TsdbScriptStore;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus' own scripts, each query sent to a server. */
class ConformanceOverHttpTest {
  /** As the authors of the scripts run them. */
  private static PromqlEngine engine(int shards) {
    return new PromqlEngine(
        EngineOptions.DEFAULTS
            .with(Feature.DELAYED_NAME_REMOVAL)
            .with(Feature.START_TIMESTAMPS)
            .withSharding(new Sharding(shards, 0)),
        ParserOptions.EXPERIMENTAL,
        System::nanoTime);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void allCasesPass(int shards) throws IOException {
    List<Path> scripts = scripts();
    Assumptions.assumeFalse(scripts.isEmpty(), "no scripts");
    PromqlEngine engine = engine(shards);
    try (TsdbScriptStore store = new TsdbScriptStore();
        ServerFixture server = new ServerFixture(engine, store);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      ScriptRunner runner = new ScriptRunner(store, new HttpEvaluator(client, server.uri("/")));
      for (Path script : scripts) {
        ScriptReport report =
            runner.run(
                PromqlScript.parse(String.valueOf(script.getFileName()), Files.readString(script)));
        assertThat(report.cases()).isNotEmpty();
        assertThat(report.notPassed()).as(report.toString()).isEmpty();
      }
    }
    assertThat(engine.stats().spread() > 0).isEqualTo(shards > 1);
  }

  private static List<Path> scripts() throws IOException {
    Path directory = Path.of(System.getProperty("conformance.dir", ""), "promql");
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
  }
}
