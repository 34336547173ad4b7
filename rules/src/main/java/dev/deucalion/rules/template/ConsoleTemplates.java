package dev.deucalion.rules.template;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.html.HtmlEscaping;
import dev.deucalion.rules.template.parse.SyntaxException;
import dev.deucalion.rules.template.parse.TemplateParser;
import dev.deucalion.rules.template.parse.TemplateTree;
import dev.deucalion.rules.template.run.Execution;
import dev.deucalion.rules.template.run.ExecutionException;
import dev.deucalion.rules.template.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pages of templates: consoles, as Prometheus calls them. Safe for many threads. */
public final class ConsoleTemplates {
  /** Short names of what the data have; in front of each text, where they shift columns. */
  private static final String VARIABLES =
      "{{$rawParams := .RawParams }}{{$params := .Params}}{{$path := .Path}}"
          + "{{$externalLabels := .ExternalLabels}}";

  private static final String DATA_TYPE =
      "struct { RawParams url.Values; Params map[string]string; Path string;"
          + " ExternalLabels map[string]string }";

  private final TemplateSurroundings surroundings;

  /** Templates whose queries and links are those of these surroundings. */
  public ConsoleTemplates(TemplateSurroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * A template.
   *
   * @param name by which others call it, and messages
   */
  public record Source(String name, String text) {}

  /**
   * What was asked for.
   *
   * @param parameters of the URL, each with its values in order
   * @param path of the console, without a slash in front
   */
  public record Request(Map<String, List<String>> parameters, String path, Labels externalLabels) {}

  /**
   * The page of a template.
   *
   * @param libraries whose templates it may call
   * @param timeMs of its queries
   * @throws TemplateException when one is no template, or cannot be filled in
   */
  public String expand(Source console, List<Source> libraries, Request request, long timeMs)
      throws TemplateException {
    String name = "__console_" + console.name();
    try {
      TemplateTree tree = parse(name, VARIABLES + console.text());
      List<TemplateTree> trees = new ArrayList<>();
      for (Source library : libraries) {
        trees.add(parse(library.name(), library.text()));
      }
      Execution.Setting setting = new Execution.Setting(tree, trees, surroundings, timeMs);
      return Execution.run(setting, dot(request), new HtmlEscaping());
    } catch (SyntaxException e) {
      throw new TemplateException("error parsing template " + name + ": " + e.getMessage());
    } catch (ExecutionException e) {
      throw new TemplateException("error executing template " + name + ": " + e.getMessage());
    }
  }

  private static TemplateTree parse(String name, String text) throws SyntaxException {
    return TemplateParser.parse(name, text, FunctionTable::hasForConsoles);
  }

  private static Value dot(Request request) {
    SortedMap<String, Value> all = new TreeMap<>();
    SortedMap<String, Value> first = new TreeMap<>();
    request
        .parameters()
        .forEach((name, values) -> {
          List<Value> texts = values.stream().<Value>map(Value.Text::new).toList();
          all.put(name, new Value.Items("[]string", texts));
          first.put(name, texts.isEmpty() ? new Value.Text("") : texts.getFirst());
        });
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put(
        "RawParams", new Value.Table("url.Values", all, new Value.Items("[]string", List.of())));
    fields.put("Params", new Value.Table("map[string]string", first, new Value.Text("")));
    fields.put("Path", new Value.Text(request.path()));
    fields.put("ExternalLabels", Value.Table.of(request.externalLabels()));
    return new Value.Structure(DATA_TYPE, fields);
  }
}
