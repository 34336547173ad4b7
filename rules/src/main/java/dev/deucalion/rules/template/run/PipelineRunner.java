package dev.deucalion.rules.template.run;

import dev.deucalion.model.labels.GoQuote;
import dev.deucalion.rules.template.function.Arguments;
import dev.deucalion.rules.template.function.FunctionException;
import dev.deucalion.rules.template.function.FunctionTable;
import dev.deucalion.rules.template.function.Parameter;
import dev.deucalion.rules.template.function.TemplateFunction;
import dev.deucalion.rules.template.function.TemplateSurroundings;
import dev.deucalion.rules.template.parse.Operand;
import dev.deucalion.rules.template.parse.Pipeline;
import dev.deucalion.rules.template.parse.Pipeline.Command;
import dev.deucalion.rules.template.parse.TemplateTree;
import dev.deucalion.rules.template.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Works out the values of pipelines. Remembers at which part it is, which messages tell. */
final class PipelineRunner {
  private final Scope scope;
  private final TemplateSurroundings surroundings;
  private final long timeMs;
  private final Variables variables;
  private final Steps steps;
  private final Templates templates;
  private int placeAt;
  private Object place = "";

  /** Fills in templates that are called by the function {@code tmpl}. */
  @FunctionalInterface
  interface Templates {
    Value call(String name, Value data) throws ExecutionException;
  }

  /**
   * The template whose pipelines these are.
   *
   * @param tree of the text that it is written in
   */
  record Scope(TemplateTree tree, String template) {}

  PipelineRunner(
      Scope scope,
      TemplateSurroundings surroundings,
      long timeMs,
      Variables variables,
      Steps steps,
      Templates templates) {
    this.scope = scope;
    this.surroundings = surroundings;
    this.timeMs = timeMs;
    this.variables = variables;
    this.steps = steps;
    this.templates = templates;
  }

  /** Goes to a part of the template. */
  void goTo(int at, Object part) {
    placeAt = at;
    place = part;
  }

  private void goTo(Operand operand) {
    goTo(operand.at(), operand);
  }

  /** A failure at the part of the template where this is. */
  ExecutionException failure(String message) {
    return new ExecutionException(
        "template: "
            + scope.tree.place(placeAt)
            + ": executing "
            + GoQuote.quote(scope.template)
            + " at <"
            + place
            + ">: "
            + message);
  }

  /** The value of a pipeline; its variables stay as they are. */
  Value value(Value dot, Pipeline pipeline) throws ExecutionException {
    goTo(pipeline.at(), pipeline);
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
      throw failure("undefined variable: " + variable);
    }
  }

  /**
   * @param last value of the command before, which is the last argument; null where there is none
   */
  private Value command(Value dot, Command command, @Nullable Value last)
      throws ExecutionException {
    Operand first = command.words().getFirst();
    List<Operand> words = command.words().subList(1, command.words().size());
    return switch (first) {
      case Operand.Function function -> {
        goTo(function);
        yield call(dot, function.name(), new Call(command.at(), command, words, last));
      }
      case Operand.Fields fields -> fields(dot, fields, new Call(fields.at(), fields, words, last));
      case Operand.Dot _,
          Operand.Nil _,
          Operand.Bool _,
          Operand.Whole _,
          Operand.Real _,
          Operand.Str _,
          Operand.Variable _,
          Operand.Nested _ -> {
        if (!(first instanceof Operand.Nested)) {
          goTo(first);
        }
        if (!words.isEmpty() || last != null) {
          Object what = first instanceof Operand.Nested nested ? nested.pipeline() : first;
          throw failure("can't give argument to non-function " + what);
        }
        if (first instanceof Operand.Nil) {
          throw failure("nil is not a command");
        }
        yield operand(dot, first);
      }
    };
  }

  /**
   * A call of a function or a method.
   *
   * @param at index of the call in the template
   * @param whole the call as it is written
   * @param words arguments that are written behind the name
   * @param last the value of the command before, null where there is none
   */
  private record Call(int at, Object whole, List<Operand> words, @Nullable Value last) {
    /** A call without arguments. */
    static Call of(Operand operand) {
      return new Call(operand.at(), operand, List.of(), null);
    }

    int count() {
      return words.size() + (last == null ? 0 : 1);
    }
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
      case Operand.Function function -> call(dot, function.name(), Call.of(function));
      case Operand.Fields fields -> fields(dot, fields, Call.of(fields));
    };
  }

  /** The arguments of a call that has as many as it takes, the last of which may be repeated. */
  private List<Value> arguments(Value dot, List<Parameter> parameters, Call call)
      throws ExecutionException {
    List<Value> arguments = new ArrayList<>();
    for (Operand word : call.words) {
      arguments.add(argument(dot, word, parameter(parameters, arguments.size())));
    }
    if (call.last != null) {
      arguments.add(checked(call.last, parameter(parameters, arguments.size())));
    }
    return arguments;
  }

  private static Parameter parameter(List<Parameter> parameters, int i) {
    return i < parameters.size() ? parameters.get(i) : Parameter.ANY;
  }

  private Value argument(Value dot, Operand word, Parameter parameter) throws ExecutionException {
    goTo(word);
    return switch (word) {
      case Operand.Dot _,
          Operand.Variable _,
          Operand.Nested _,
          Operand.Function _,
          Operand.Fields _ ->
          checked(operand(dot, word), parameter);
      case Operand.Nil _ when parameter.canBeNothing() -> Value.NOTHING;
      case Operand.Nil _ -> throw failure("cannot assign nil to " + parameter.type());
      case Operand.Bool _, Operand.Whole _, Operand.Real _, Operand.Str _ -> {
        Value value = operand(dot, word);
        if (parameter.takes(value)) {
          yield value;
        }
        throw failure(
            parameter == Parameter.TEXT
                ? "expected string; found " + word
                : "can't handle " + word + " for arg of type " + parameter.type());
      }
    };
  }

  private Value checked(Value value, Parameter parameter) throws ExecutionException {
    if (value instanceof Value.Nothing) {
      if (!parameter.canBeNothing()) {
        throw failure("invalid value; expected " + parameter.type());
      }
    } else if (!parameter.takes(value)) {
      throw failure("wrong type for value; expected " + parameter.type() + "; got " + value.type());
    }
    return value;
  }

  private Value fields(Value dot, Operand.Fields fields, Call call) throws ExecutionException {
    goTo(fields);
    if (fields.of() instanceof Operand.Nested || fields.of() instanceof Operand.Function) {
      goTo(fields.of());
    }
    Value of = operand(dot, fields.of());
    String type = of.type();
    List<String> names = fields.names();
    for (int i = 0; i < names.size(); i++) {
      Call called = i == names.size() - 1 ? call : Call.of(fields);
      Value member = member(dot, new Field(of, type, names.get(i)), called);
      type = Members.holdsAny(of, names.get(i)) ? Parameter.ANY.type() : member.type();
      of = member;
    }
    return of;
  }

  /**
   * What is taken of a value.
   *
   * @param type of the value, for messages
   */
  private record Field(Value of, String type, String name) {}

  private Value member(Value dot, Field field, Call call) throws ExecutionException {
    steps.count(1);
    String name = field.name;
    List<Parameter> parameters = Members.parameters(field.of, name);
    if (parameters != null) {
      requireCount(name, parameters, false, call);
      return Members.call(field.of, name, arguments(dot, parameters, call));
    }
    if (field.of instanceof Value.Nothing && field.type.equals(Parameter.ANY.type())) {
      throw failure("nil pointer evaluating " + field.type + "." + name);
    }
    Value found = Members.get(field.of, name);
    if (found == null) {
      throw failure("can't evaluate field " + name + " in type " + field.type);
    }
    if (call.count() > 0 && !(field.of instanceof Value.Nothing)) {
      throw failure(
          field.of instanceof Value.Table
              ? name + " is not a method but has arguments"
              : name + " has arguments but cannot be invoked as function");
    }
    return found;
  }

  private void requireCount(String name, List<Parameter> parameters, boolean more, Call call)
      throws ExecutionException {
    int least = parameters.size();
    if (more && call.count() < least) {
      throw failure(
          "wrong number of args for "
              + name
              + ": want at least "
              + least
              + " got "
              + call.words.size());
    }
    if (!more && call.count() != least) {
      throw failure(
          "wrong number of args for " + name + ": want " + least + " got " + call.count());
    }
  }

  private Value call(Value dot, String name, Call call) throws ExecutionException {
    steps.count(1);
    if (name.equals(FunctionTable.AND) || name.equals(FunctionTable.OR)) {
      requireCount(name, List.of(Parameter.ANY), true, call);
      return untilDecided(dot, call, name.equals(FunctionTable.OR));
    }
    if (name.equals(FunctionTable.TMPL)) {
      List<Parameter> parameters = List.of(Parameter.TEXT, Parameter.ANY);
      requireCount(name, parameters, false, call);
      List<Value> arguments = arguments(dot, parameters, call);
      return arguments.getFirst() instanceof Value.Text called
          ? templates.call(called.text(), arguments.getLast())
          : Value.NOTHING;
    }
    TemplateFunction function =
        FunctionTable.get(name).orElseThrow(() -> new IllegalStateException("no function " + name));
    requireCount(name, function.parameters(), function.takesMore(), call);
    List<Value> arguments = arguments(dot, function.parameters(), call);
    try {
      Value result = function.call(new Arguments(arguments, surroundings, timeMs));
      steps.count(Steps.sizeOf(result));
      return result;
    } catch (FunctionException e) {
      goTo(call.at, call.whole);
      throw failure("error calling " + name + ": " + e.reason());
    }
  }

  /** The first argument with a truth value, or the last. */
  private Value untilDecided(Value dot, Call call, boolean truth) throws ExecutionException {
    Value value = Value.NOTHING;
    for (Operand word : call.words) {
      value = argument(dot, word, Parameter.ANY);
      if (value.isTrue() == truth) {
        return value;
      }
    }
    return call.last == null ? value : call.last;
  }
}
