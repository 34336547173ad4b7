package dev.deucalion.rules.template;

import dev.deucalion.model.histogram.FloatHistogram;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.parse.SyntaxException;
import dev.deucalion.rules.template.parse.TemplateParser;
import dev.deucalion.rules.template.parse.TemplateTree;
import dev.deucalion.rules.template.run.Execution;
import dev.deucalion.rules.template.run.ExecutionException;
import dev.deucalion.rules.template.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The templates of alerts, filled in by an engine for the language of Go's templates. */
public final class AlertTemplates implements TemplateExpander {
  /** Short names of what the data have; in front of each text, where they shift columns. */
  private static final String VARIABLES =
      "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
          + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

  private static final String DATA_TYPE =
      "struct { Labels map[string]string; ExternalLabels map[string]string;"
          + " ExternalURL string; Value interface {} }";

  private final TemplateSurroundings surroundings;
  private final LongAdder expansions = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /** Templates whose queries and links are those of these surroundings. */
  public AlertTemplates(TemplateSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** How many templates were filled in, also those that could not be. */
  public long expansions() {
    return expansions.sum();
  }

  /** How many templates could not be filled in. */
  public long failures() {
    return failures.sum();
  }

  @Override
  public Template parse(String alert, String text) throws TemplateException {
    String name = "__alert_" + alert;
    TemplateTree tree;
    try {
      tree = TemplateParser.parse(name, VARIABLES + text, FunctionTable::has);
    } catch (SyntaxException e) {
      throw new TemplateException(String.valueOf(e.getMessage()));
    }
    return (data, timeMs) -> expand(tree, data, timeMs);
  }

  private String expand(TemplateTree tree, TemplateData data, long timeMs)
      throws TemplateException {
    expansions.increment();
    try {
      return Execution.run(tree, dot(data), surroundings, timeMs);
    } catch (ExecutionException e) {
      failures.increment();
      throw new TemplateException(
          "error executing template " + tree.name() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // A fault of the program: an alert without its text is better than none.
      failures.increment();
      throw new TemplateException("panic expanding template " + tree.name() + ": " + e);
    }
  }

  private static Value dot(TemplateData data) {
    FloatHistogram histogram = data.histogram();
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("Labels", Value.Table.of(data.labels()));
    fields.put("ExternalLabels", Value.Table.of(data.externalLabels()));
    fields.put("ExternalURL", new Value.Text(data.externalUrl()));
    fields.put(
        "Value",
        histogram == null ? new Value.Real(data.value()) : new Value.Distribution(histogram));
    return new Value.Structure(DATA_TYPE, fields);
  }
}
