package dev.deucalion.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deucalion.http.otlp.OtlpSettings;
import dev.deucalion.http.receive.WriteExtra;
import dev.deucalion.promql.ast.AggregateOp;
import dev.deucalion.promql.ast.FunctionSignature;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.engine.EngineOptions.Sharding;
import dev.deucalion.promql.engine.PromqlEngine;
import dev.deucalion.promql.function.FunctionCatalogue;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.promql.parser.PromqlParser;
import dev.deucalion.promql.testkit.PromqlScript;
import dev.deucalion.promql.testkit.ScriptRunner;
import dev.deucalion.scrape.discovery.DiscoveryMechanisms;
import dev.deucalion.scrape.options.ScrapeFeature;
import dev.deucalion.server.adapter.FeatureList;
import dev.deucalion.server.flags.CommandLine;
import dev.deucalion.server.flags.FlagException;
import dev.deucalion.server.flags.Flags;
import dev.deucalion.server.remote.options.MetadataOrigin;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code --enable-feature} switches on of PromQL, and what the list of features says of it.
 */
class FeatureSwitchesTest {
  private static final Map<ValueType, String> ARGUMENT =
      Map.of(
          ValueType.VECTOR, "x",
          ValueType.MATRIX, "x[5m]",
          ValueType.SCALAR, "1",
          ValueType.STRING, "\"a\"");

  /** A program that is not started. */
  private record Program(ServerOptions options, FeatureList list) {
    static Program with(String... features) throws FlagException {
      Flags flags = CommandLine.parse(List.of("--enable-feature=" + String.join(",", features)));
      ServerOptions options =
          ServerOptions.of(flags, Features.enable(flags.features()), "here", Sharding.DEFAULTS);
      return new Program(
          options,
          new FeatureList(
              flags,
              options.language(),
              options.engine(),
              options.scrape().features(),
              Mechanisms.all().names()));
    }

    boolean parses(String query) {
      try {
        PromqlParser.parse(query, options.language());
        return true;
      } catch (ParseException e) {
        return false;
      }
    }

    /** Whether a script has the answers that it expects. */
    boolean passes(String script) {
      PromqlEngine engine =
          new PromqlEngine(options.engine(), options.language(), System::nanoTime);
      return ScriptRunner.run(engine, PromqlScript.parse("script", script)).notPassed().isEmpty();
    }

    SortedMap<String, Boolean> listed(String category) {
      return list.features().getOrDefault(category, new TreeMap<>());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "promql-experimental-functions",
        "promql-binop-fill-modifiers",
        "promql-extended-range-selectors"
      })
  void theListNamesWhatTheLanguageHas(String feature) throws FlagException {
    Program program = Program.with(feature);
    Map<String, Boolean> functions =
        FunctionCatalogue.all().stream()
            .collect(
                Collectors.toMap(
                    FunctionSignature::name, function -> program.parses(call(function))));
    assertThat(program.listed("promql_functions")).containsExactlyInAnyOrderEntriesOf(functions);
    for (AggregateOp op : AggregateOp.values()) {
      assertThat(program.listed("promql_operators"))
          .containsEntry(op.symbol(), program.parses(aggregation(op)));
    }
    assertThat(program.listed("promql"))
        .containsEntry("anchored", program.parses("rate(x[5m] anchored)"))
        .containsEntry("smoothed", program.parses("rate(x[5m] smoothed)"))
        .containsEntry("fill", program.parses("x + on () fill (0) x"))
        .containsEntry("fill_left", program.parses("x + on () fill_left (0) x"))
        .containsEntry("fill_right", program.parses("x + on () fill_right (0) x"))
        .containsEntry("at_modifier", program.parses("x @ 1"))
        .containsEntry("negative_offset", program.parses("x offset -1m"))
        .containsEntry("duration_expr", program.parses("x[1m + 1m]"))
        .containsEntry("subqueries", program.parses("x[1m:1s]"))
        .containsEntry("bool", program.parses("x > bool 1"))
        .containsEntry("group_left", program.parses("x * on () group_left () x"))
        .containsEntry("group_right", program.parses("x * ignoring (a) group_right () x"));
  }

  @Test
  void theListNamesTheWaysOfDiscoveryAndWhatDescribesTheApi() throws FlagException {
    Program program = Program.with("");
    assertThat(program.listed("service_discovery_providers"))
        .containsOnlyKeys(DiscoveryMechanisms.installed().names())
        .doesNotContainValue(false)
        .containsKeys("kubernetes", "static");
    assertThat(program.listed("api"))
        .containsEntry("openapi_3.1", true)
        .containsEntry("openapi_3.2", true);
  }

  /** A call with the arguments that are needed. */
  private static String call(FunctionSignature function) {
    int optional = function.variadic() == 0 ? 0 : 1;
    return function.argTypes().stream()
        .limit(function.argTypes().size() - optional)
        .map(ARGUMENT::get)
        .collect(Collectors.joining(", ", function.name() + "(", ")"));
  }

  private static String aggregation(AggregateOp op) {
    return switch (op) {
      case TOPK, BOTTOMK, QUANTILE, LIMITK, LIMIT_RATIO -> op.symbol() + "(1, x)";
      case COUNT_VALUES -> op.symbol() + "(\"a\", x)";
      default -> op.symbol() + "(x)";
    };
  }

  @Test
  void namesAreRemovedLateWhereTheListSaysSo() throws FlagException {
    String script =
        """
        load 1m
          a 1 1
          b 1 1

        eval instant at 1m count(rate({__name__=~"a|b"}[2m]))
          {} 2
        """;
    assertSwitch("promql-delayed-name-removal", "delayed_name_removal", script);
  }

  @Test
  void typesSayWhatCountersAreWhereTheListSaysSo() throws FlagException {
    String script =
        """
        load 1m
          level{__type__="counter"} 0 60

        eval instant at 1m increase(level[2m])
          expect no_info
          {} 60
        """;
    assertSwitch("type-and-unit-labels", "type_and_unit_labels", script);
    assertThat(Program.with("type-and-unit-labels").listed("scrape"))
        .containsEntry("type_and_unit_labels", true);
    assertThat(Program.with("type-and-unit-labels").options().otlp())
        .containsExactly(OtlpSettings.Switch.TYPE_AND_UNIT_LABELS);
    assertThat(Program.with("").listed("scrape")).containsEntry("type_and_unit_labels", false);
    assertThat(Program.with("").options().otlp()).isEmpty();
  }

  @Test
  void startsAreMadeUpWhereTheListSaysSo() throws FlagException {
    Program with = Program.with("st-synthesis");
    assertThat(with.listed("scrape")).containsEntry("st-synthesis", true);
    assertThat(with.options().scrape().features())
        .containsExactly(ScrapeFeature.START_TIMESTAMP_SYNTHESIS);
    assertThat(Program.with("").listed("scrape")).doesNotContainKey("st-synthesis");
    assertThat(Program.with("").options().scrape().features()).isEmpty();
  }

  @Test
  void targetsMayCompressByZstdWhereItIsSwitchedOn() throws FlagException {
    assertThat(Program.with("zstd-scrape").options().scrape().features())
        .containsExactly(ScrapeFeature.ZSTD);
  }

  @Test
  void receiversStoreStartsAndMetadataWhereTheyAreSwitchedOn() {
    Features starts = Features.enable(List.of("created-timestamp-zero-ingestion"));
    assertThat(starts.otlpSwitches()).containsExactly(OtlpSettings.Switch.START_ZERO_SAMPLES);
    assertThat(starts.writeExtras()).containsExactly(WriteExtra.START_ZERO_SAMPLES);
    Features metadata = Features.enable(List.of("metadata-wal-records"));
    assertThat(metadata.otlpSwitches()).containsExactly(OtlpSettings.Switch.METADATA_RECORDS);
    assertThat(metadata.writeExtras()).containsExactly(WriteExtra.METADATA_RECORDS);
    Features types = Features.enable(List.of("type-and-unit-labels"));
    assertThat(types.writeExtras()).containsExactly(WriteExtra.TYPE_AND_UNIT_LABELS);
    assertThat(types.sentMetadata()).isEqualTo(MetadataOrigin.LABELS);
    assertThat(metadata.sentMetadata()).isEqualTo(MetadataOrigin.RECORDS);
  }

  @Test
  void theListNamesRecordsOfMetadataWhereThereAreAny() throws FlagException {
    assertThat(Program.with("metadata-wal-records").listed("tsdb"))
        .containsEntry("metadata_wal_records", true);
    assertThat(Program.with("").listed("tsdb")).doesNotContainKey("metadata_wal_records");
    assertThat(Program.with("").listed("ui"))
        .containsEntry("ui_v2", false)
        .containsEntry("ui_v3", false);
  }

  @Test
  void deltasBecomeCumulativeWhereTheListSaysSo() throws FlagException {
    Program with = Program.with("otlp-deltatocumulative");
    assertThat(with.options().otlp()).containsExactly(OtlpSettings.Switch.CONVERT_DELTAS);
    assertThat(with.listed("otlp_receiver")).containsEntry("delta_conversion", true);
    assertThat(Program.with("").listed("otlp_receiver")).containsEntry("delta_conversion", false);
  }

  private static void assertSwitch(String feature, String listed, String script)
      throws FlagException {
    Program with = Program.with(feature);
    assertThat(with.listed("promql")).containsEntry(listed, true);
    assertThat(with.passes(script)).isTrue();
    Program without = Program.with("");
    assertThat(without.listed("promql")).containsEntry(listed, false);
    assertThat(without.passes(script)).isFalse();
  }

  @Test
  void startTimestampsCountWhereTheyAreSwitchedOn() throws FlagException {
    String script =
        """
        load 1m
          seen_total@st  _ -1s
          seen_total     5 7

        eval instant at 1m resets(seen_total[2m])
          {} 1
        """;
    assertThat(Program.with("use-start-timestamps").passes(script)).isTrue();
    assertThat(Program.with("").passes(script)).isFalse();
  }
}
