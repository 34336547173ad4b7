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

  private final TemplateTree tree;
  private final TemplateSurroundings surroundings;
  private final long timeMs;
  private final Steps steps = new Steps();
  private final StringBuilder out = new StringBuilder();
  private Variables variables = new Variables();
  private PipelineRunner pipelines;
  private int depth;

  /** How a list ended. */
  private enum End {
    DONE,
    BREAK,
    CONTINUE
  }

  private Execution(TemplateTree tree, TemplateSurroundings surroundings, long timeMs) {
    this.tree = tree;
    this.surroundings = surroundings;
    this.timeMs = timeMs;
    this.pipelines = new PipelineRunner(tree, surroundings, timeMs, variables, steps);
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
    Execution execution = new Execution(tree, surroundings, timeMs);
    execution.variables.declare("$", dot);
    execution.list(tree.nodes(), dot);
    return execution.out.toString();
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
        write(text.text());
        yield End.DONE;
      }
      case Node.Action action -> {
        Value value = pipelines.valueAndVariables(dot, action.pipeline());
        if (action.pipeline().variables().isEmpty()) {
          write(ValueText.written(value));
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

  private void setVariables(Pipeline pipeline, Element element) {
    List<String> names = pipeline.variables();
    for (int i = 0; i < names.size(); i++) {
      boolean key = names.size() > 1 && i == 0;
      Value value = key ? element.key : element.value;
      if (pipeline.assigns()) {
        variables.assign(names.get(i), value);
      } else {
        variables.declare(names.get(i), value);
      }
    }
  }

  private List<Element> elements(Pipeline pipeline, Value dot) throws ExecutionException {
    Value value = pipelines.value(dot, pipeline);
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
          throw pipelines.failure(
              pipeline.at(), pipeline, "range can't iterate over " + ValueText.of(value));
    }
    return elements;
  }

  private void call(Node.Call call, Value dot) throws ExecutionException {
    Optional<List<Node>> called = tree.template(call.name());
    String shown = "{{template " + GoQuote.quote(call.name()) + "}}";
    if (called.isEmpty()) {
      throw pipelines.failure(
          call.at(), shown, "template " + GoQuote.quote(call.name()) + " not defined");
    }
    if (++depth > MAX_DEPTH) {
      throw pipelines.failure(
          call.at(), shown, "exceeded maximum template depth (" + MAX_DEPTH + ")");
    }
    Value argument =
        call.argument().isPresent() ? pipelines.value(dot, call.argument().get()) : Value.NOTHING;
    Variables outer = variables;
    PipelineRunner outerPipelines = pipelines;
    variables = new Variables();
    variables.declare("$", argument);
    pipelines = new PipelineRunner(tree, surroundings, timeMs, variables, steps);
    list(called.get(), argument);
    variables = outer;
    pipelines = outerPipelines;
    depth--;
  }
}
