package dev.deucalion.rules.template;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.promql.engine.QueryValue.Sample;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.parse.SyntaxException;
import dev.deucalion.rules.template.parse.TemplateParser;
import dev.deucalion.rules.template.run.Execution;
import dev.deucalion.rules.template.run.ExecutionException;
import dev.deucalion.rules.template.value.Value;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Fills in templates of the name {@code test}, with a query that gives two series. */
final class Templates {
  private static final long TIME_MS = 1_353_755_652_000L;
  private static final List<Sample> RESULT =
      List.of(
          new Sample(Labels.of("__name__", "metric", "instance", "b"), TIME_MS, 21),
          new Sample(Labels.of("__name__", "metric", "instance", "a"), TIME_MS, 11));
  private static final TemplateSurroundings SURROUNDINGS =
      new TemplateSurroundings(
          (query, timeMs) -> query.equals("missing") ? List.of() : RESULT,
          "http://testhost:9090/path/prefix",
          "/path/prefix");

  private Templates() {}

  /** What a template gives, or the message of why it does not. */
  static String filled(String text, Value dot) {
    try {
      return Execution.run(
          TemplateParser.parse("test", text, FunctionTable::has), dot, SURROUNDINGS, TIME_MS);
    } catch (SyntaxException | ExecutionException e) {
      return String.valueOf(e.getMessage());
    }
  }

  static String filled(String text) {
    return filled(text, Value.NOTHING);
  }

  static Value reals(double... values) {
    return new Value.Items(
        "[]float64", DoubleStream.of(values).<Value>mapToObj(Value.Real::new).toList());
  }

  static Value texts(String... values) {
    return new Value.Items("[]string", Stream.of(values).<Value>map(Value.Text::new).toList());
  }
}
