package dev.deucalion.rules.template.run;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.parse.Node;
import dev.deucalion.rules.template.parse.Pipeline;
import dev.deucalion.rules.template.parse.TemplateTree;
import dev.deucalion.rules.template.value.Value;
import dev.deucalion.rules.template.value.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills in a template once. */
public final class Execution {
  private static final int MAX_DEPTH = 200;

  private final Setting setting;
  private final Escaping escaping;
  private final Steps steps;
  private final StringBuilder out = new StringBuilder();
  private Variables variables = new Variables();
  private PipelineRunner pipelines;
  private int depth;

  /**
   * What a template is filled in with.
   *
   * @param tree of the template
   * @param libraries whose templates it may call; a later one hides those of the same name before
   * @param timeMs of queries
   */
  public record Setting(
      TemplateTree tree,
      List<TemplateTree> libraries,
      TemplateSurroundings surroundings,
      long timeMs) {
    /** Copies the list. */
    public Setting {
      libraries = List.copyOf(libraries);
    }

    /** The tree that has a template of a name. */
    private Optional<TemplateTree> owner(String name) {
      for (TemplateTree library : libraries.reversed()) {
        if (library.template(name).isPresent()) {
          return Optional.of(library);
        }
      }
      return tree.template(name).isPresent() ? Optional.of(tree) : Optional.empty();
    }
  }

  /** How a list ended. */
  private enum End {
    DONE,
    BREAK,
    CONTINUE
  }

  private Execution(Setting setting, Escaping escaping, Steps steps, int depth) {
    this.setting = setting;
    this.escaping = escaping;
    this.steps = steps;
    this.depth = depth;
    this.pipelines = pipelines(setting.tree, setting.tree.name());
  }

  private PipelineRunner pipelines(TemplateTree owner, String template) {
    return new PipelineRunner(
        new PipelineRunner.Scope(owner, template),
        setting.surroundings,
        setting.timeMs,
        variables,
        steps,
        this::called);
  }

  /**
   * The text of a template with data filled in.
   *
   * @param dot the data
   * @param timeMs of queries
   */
  public static String run(
      TemplateTree tree, Value dot, TemplateSurroundings surroundings, long timeMs)
      throws ExecutionException {
    return run(new Setting(tree, List.of(), surroundings, timeMs), dot, Escaping.NONE);
  }

  /** The text of a template with data filled in, escaped as its place asks for. */
  public static String run(Setting setting, Value dot, Escaping escaping)
      throws ExecutionException {
    Execution execution = new Execution(setting, escaping, new Steps(), 0);
    execution.variables.declare("$", dot);
    execution.list(setting.tree.nodes(), dot);
    return execution.out.toString();
  }

  /** What the function {@code tmpl} gives: a template filled in by itself. */
  private Value called(String name, Value data) throws ExecutionException {
    Optional<TemplateTree> owner = setting.owner(name);
    if (owner.isEmpty()) {
      throw new ExecutionException("template " + GoQuote.quote(name) + " not defined");
    }
    if (depth >= MAX_DEPTH) {
      throw new ExecutionException("exceeded maximum template depth (" + MAX_DEPTH + ")");
    }
    Execution execution = new Execution(setting, escaping.anew(), steps, depth + 1);
    execution.call(owner.get(), name, data);
    return new Value.Text(execution.out.toString(), Value.Markup.HTML);
  }

  private End list(List<Node> nodes, Value dot) throws ExecutionException {
    int before = variables.count();
    for (Node node : nodes) {
      End end = node(node, dot);
      if (end != End.DONE) {
        variables.forget(before);
        return end;
      }
    }
    return End.DONE;
  }

  private End node(Node node, Value dot) throws ExecutionException {
    steps.count(1);
    return switch (node) {
      case Node.Text text -> {
        write(escaping.literal(text.text()));
        yield End.DONE;
      }
      case Node.Action action -> {
        Value value = pipelines.valueAndVariables(dot, action.pipeline());
        if (action.pipeline().variables().isEmpty()) {
          write(escaping.value(value));
        }
        yield End.DONE;
      }
      case Node.If choice -> {
        int before = variables.count();
        Value value = pipelines.valueAndVariables(dot, choice.condition());
        yield scoped(before, value.isTrue() ? choice.then() : choice.otherwise(), dot);
      }
      case Node.With with -> {
        int before = variables.count();
        Value value = pipelines.valueAndVariables(dot, with.value());
        yield value.isTrue()
            ? scoped(before, with.then(), value)
            : scoped(before, with.otherwise(), dot);
      }
      case Node.Range range -> range(range, dot);
      case Node.Call call -> {
        call(call, dot);
        yield End.DONE;
      }
      case Node.Break _ -> End.BREAK;
      case Node.Continue _ -> End.CONTINUE;
    };
  }

  private void write(String text) throws ExecutionException {
    steps.count(text.length());
    out.append(text);
  }

  private End scoped(int variablesBefore, List<Node> nodes, Value dot) throws ExecutionException {
    End end = list(nodes, dot);
    variables.forget(variablesBefore);
    return end;
  }

  /** An element with what it is found by. */
  private record Element(Value key, Value value) {}

  private End range(Node.Range range, Value dot) throws ExecutionException {
    int before = variables.count();
    List<Element> elements = elements(range.elements(), dot);
    if (elements.isEmpty()) {
      return scoped(before, range.otherwise(), dot);
    }
    for (Element element : elements) {
      steps.count(1);
      setVariables(range.elements(), element);
      if (scoped(before, range.each(), element.value) == End.BREAK) {
        break;
      }
    }
    return End.DONE;
  }

  private void setVariables(Pipeline pipeline, Element element) throws ExecutionException {
    List<String> names = pipeline.variables();
    for (int i = 0; i < names.size(); i++) {
      boolean key = names.size() > 1 && i == 0;
      pipelines.set(pipeline, names.get(i), key ? element.key : element.value);
    }
  }

  private List<Element> elements(Pipeline pipeline, Value dot) throws ExecutionException {
    Value value = pipelines.valueAndVariables(dot, pipeline);
    List<Element> elements = new ArrayList<>();
    switch (value) {
      case Value.Nothing _ -> {}
      case Value.Items items -> {
        for (Value item : items.values()) {
          elements.add(new Element(new Value.Whole(elements.size()), item));
        }
      }
      case Value.Table table -> {
        for (Map.Entry<String, Value> entry : table.entries().entrySet()) {
          elements.add(new Element(new Value.Text(entry.getKey()), entry.getValue()));
        }
      }
      case Value.Whole whole -> {
        steps.count(Math.max(0, whole.value()));
        for (long i = 0; i < whole.value(); i++) {
          elements.add(new Element(new Value.Whole(i), new Value.Whole(i)));
        }
      }
      case Value.Text _,
          Value.Flag _,
          Value.Real _,
          Value.Structure _,
          Value.Sample _,
          Value.Moment _,
          Value.Span _,
          Value.Distribution _ ->
          throw pipelines.failure("range can't iterate over " + ValueText.written(value));
    }
    return elements;
  }

  private void call(Node.Call call, Value dot) throws ExecutionException {
    pipelines.goTo(call.at(), call);
    Optional<TemplateTree> called = setting.owner(call.name());
    if (called.isEmpty()) {
      throw pipelines.failure("template " + GoQuote.quote(call.name()) + " not defined");
    }
    if (++depth > MAX_DEPTH) {
      throw pipelines.failure("exceeded maximum template depth (" + MAX_DEPTH + ")");
    }
    Value argument =
        call.argument().isPresent() ? pipelines.value(dot, call.argument().get()) : Value.NOTHING;
    call(called.get(), call.name(), argument);
    depth--;
  }

  private void call(TemplateTree owner, String name, Value argument) throws ExecutionException {
    Variables outer = variables;
    PipelineRunner outerPipelines = pipelines;
    variables = new Variables();
    variables.declare("$", argument);
    pipelines = pipelines(owner, name);
    list(owner.template(name).orElse(List.of()), argument);
    variables = outer;
    pipelines = outerPipelines;
  }
}
