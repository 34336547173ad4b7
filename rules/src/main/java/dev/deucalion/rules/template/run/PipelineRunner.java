package dev.deucalion.rules.template.run;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.function.Arguments;
import dev.deucalion.rules.template.function.FunctionException;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.parse.Operand;
import dev.deucalion.rules.template.parse.Pipeline;
import dev.deucalion.rules.template.parse.Pipeline.Command;
import dev.deucalion.rules.template.parse.TemplateTree;
import dev.deucalion.rules.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out the values of pipelines. */
final class PipelineRunner {
  private final TemplateTree tree;
  private final TemplateSurroundings surroundings;
  private final long timeMs;
  private final Variables variables;
  private final Steps steps;
  private final Templates templates;

  /** Fills in templates that are called by the function {@code tmpl}. */
  @FunctionalInterface
  interface Templates {
    Value call(String name, Value data) throws ExecutionException;
  }

  PipelineRunner(
      TemplateTree tree,
      TemplateSurroundings surroundings,
      long timeMs,
      Variables variables,
      Steps steps,
      Templates templates) {
    this.tree = tree;
    this.surroundings = surroundings;
    this.timeMs = timeMs;
    this.variables = variables;
    this.steps = steps;
    this.templates = templates;
  }

  /** A failure at a place of the template. */
  ExecutionException failure(int at, Object where, String message) {
    return new ExecutionException(
        "template: "
            + tree.place(at)
            + ": executing "
            + GoQuote.quote(tree.name())
            + " at <"
            + where
            + ">: "
            + message);
  }

  /** The value of a pipeline; its variables stay as they are. */
  Value value(Value dot, Pipeline pipeline) throws ExecutionException {
    Value value = null;
    for (Command command : pipeline.commands()) {
      value = command(dot, command, value);
    }
    return value == null ? Value.NOTHING : value;
  }

  /** The value of a pipeline, which its variables take. */
  Value valueAndVariables(Value dot, Pipeline pipeline) throws ExecutionException {
    Value value = value(dot, pipeline);
    for (String variable : pipeline.variables()) {
      set(pipeline, variable, value);
    }
    return value;
  }

  /** Sets a variable of a pipeline, or declares it. */
  void set(Pipeline pipeline, String variable, Value value) throws ExecutionException {
    if (!pipeline.assigns()) {
      variables.declare(variable, value);
    } else if (!variables.assign(variable, value)) {
      Operand last = pipeline.commands().getLast().words().getLast();
      throw failure(last.at(), last, "undefined variable: " + variable);
    }
  }

  /**
   * @param last value of the command before, which is the last argument; null where there is none
   */
  private Value command(Value dot, Command command, @Nullable Value last)
      throws ExecutionException {
    Operand first = command.words().getFirst();
    boolean plain = command.words().size() == 1 && last == null;
    return switch (first) {
      case Operand.Function function -> call(dot, function, command, last);
      case Operand.Fields fields -> fields(dot, fields, command, last);
      case Operand.Nil nil when plain -> throw failure(nil.at(), nil, "nil is not a command");
      case Operand.Dot _,
          Operand.Nil _,
          Operand.Bool _,
          Operand.Whole _,
          Operand.Real _,
          Operand.Str _,
          Operand.Variable _,
          Operand.Nested _ -> {
        if (!plain) {
          throw failure(command.at(), first, "can't give argument to non-function " + first);
        }
        yield operand(dot, first);
      }
    };
  }

  private Value operand(Value dot, Operand operand) throws ExecutionException {
    return switch (operand) {
      case Operand.Dot _ -> dot;
      case Operand.Nil _ -> Value.NOTHING;
      case Operand.Bool bool -> new Value.Flag(bool.value());
      case Operand.Whole whole -> new Value.Whole(whole.value());
      case Operand.Real real -> new Value.Real(real.value());
      case Operand.Str text -> new Value.Text(text.value());
      case Operand.Variable variable -> variables.get(variable.name());
      case Operand.Nested nested -> valueAndVariables(dot, nested.pipeline());
      case Operand.Function function ->
          call(dot, function, new Command(List.of(function), function.at()), null);
      case Operand.Fields fields ->
          fields(dot, fields, new Command(List.of(fields), fields.at()), null);
    };
  }

  private List<Value> arguments(Value dot, Command command, @Nullable Value last)
      throws ExecutionException {
    List<Value> arguments = new ArrayList<>();
    for (Operand word : command.words().subList(1, command.words().size())) {
      arguments.add(operand(dot, word));
    }
    if (last != null) {
      arguments.add(last);
    }
    return arguments;
  }

  private Value fields(Value dot, Operand.Fields fields, Command command, @Nullable Value last)
      throws ExecutionException {
    Value of = operand(dot, fields.of());
    List<String> names = fields.names();
    for (String name : names.subList(0, names.size() - 1)) {
      of = member(fields, of, name, List.of());
    }
    return member(fields, of, names.getLast(), arguments(dot, command, last));
  }

  private Value member(Operand.Fields fields, Value of, String name, List<Value> arguments)
      throws ExecutionException {
    steps.count(1);
    if (!arguments.isEmpty() && !Members.takesArguments(of, name)) {
      throw failure(fields.at(), fields, name + " is not a method but has arguments");
    }
    Value found = Members.get(of, name, arguments);
    if (found == null) {
      throw failure(fields.at(), fields, "can't evaluate field " + name + " in type " + of.type());
    }
    return found;
  }

  private Value call(Value dot, Operand.Function function, Command command, @Nullable Value last)
      throws ExecutionException {
    steps.count(1);
    String name = function.name();
    if (name.equals(FunctionTable.AND) || name.equals(FunctionTable.OR)) {
      return untilDecided(dot, command, last, name.equals(FunctionTable.OR));
    }
    List<Value> arguments = arguments(dot, command, last);
    if (name.equals(FunctionTable.TMPL)) {
      if (arguments.size() == 2 && arguments.getFirst() instanceof Value.Text called) {
        return templates.call(called.text(), arguments.getLast());
      }
      throw failure(command.at(), command, "wrong arguments for tmpl: want a name and data");
    }
    try {
      Value result =
          FunctionTable.get(name)
              .orElseThrow(() -> new IllegalStateException("no function " + name))
              .call(new Arguments(arguments, surroundings, timeMs));
      steps.count(Steps.sizeOf(result));
      return result;
    } catch (FunctionException e) {
      String reason = e.isMisuse() ? e.reason() : "error calling " + name + ": " + e.reason();
      throw failure(command.at(), command, reason);
    }
  }

  /** The first argument with a truth value, or the last. */
  private Value untilDecided(Value dot, Command command, @Nullable Value last, boolean truth)
      throws ExecutionException {
    Value value = null;
    for (Operand word : command.words().subList(1, command.words().size())) {
      value = operand(dot, word);
      if (value.isTrue() == truth) {
        return value;
      }
    }
    Value end = last == null ? value : last;
    if (end == null) {
      throw failure(
          command.at(),
          command,
          "wrong number of args for " + (truth ? "or" : "and") + ": want at least 1 got 0");
    }
    return end;
  }
}
