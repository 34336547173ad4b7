package dev.deucalion.promql.exec;

import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.Expr;
import dev.deucalion.promql.ast.StringLiteral;
import dev.deucalion.promql.ast.ValueType;
import dev.deucalion.promql.ast.VectorSelector;
import dev.deucalion.promql.kernel.Arithmetic;
import dev.deucalion.promql.kernel.StepGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** Turns calls of functions into operators. */
final class FunctionBuilder {
  /** Functions that tell about the query and so are numbers from the start. */
  private static final Set<String> CONSTANTS = Set.of("start", "end", "range", "step");

  private final QueryContext context;
  private final OperatorBuilder builder;
  private final WindowBuilder windows;

  FunctionBuilder(QueryContext context, OperatorBuilder builder) {
    this.context = context;
    this.builder = builder;
    this.windows = new WindowBuilder(context, builder);
  }

  /** Whether the call is a number that is known before evaluation. */
  static boolean isConstant(Call call) {
    return CONSTANTS.contains(call.function().name());
  }

  /** A {@code smoothed} selector of an instant vector. */
  VectorOperator smoothed(VectorSelector selector, RangeVector input) {
    return windows.smoothed(selector, input);
  }

  VectorOperator build(Call call, StepGrid grid) {
    String name = call.function().name();
    List<Expr> args = new ArrayList<>(call.args().size());
    for (Expr arg : call.args()) {
      args.add(OperatorBuilder.unwrap(arg));
    }
    return switch (name) {
      case "start" -> ConstantOperator.of(grid, context.startMs() / 1000.0);
      case "end" -> ConstantOperator.of(grid, context.endMs() / 1000.0);
      case "range" -> ConstantOperator.of(grid, (context.endMs() - context.startMs()) / 1000.0);
      case "step" -> ConstantOperator.of(grid, stepSeconds());
      case "time" -> new ConstantOperator(grid, timeMs -> timeMs / 1000.0);
      case "pi" -> ConstantOperator.of(grid, Math.PI);
      case "min_of" -> scalars(Arithmetic.Operation.MIN, args, grid);
      case "max_of" -> scalars(Arithmetic.Operation.MAX, args, grid);
      case "vector" -> builder.vector(args.getFirst(), grid);
      case "scalar" -> new ScalarOfVector(builder.whole(args.getFirst(), grid));
      case "timestamp" -> timestamp(args.getFirst(), grid);
      case "absent" ->
          new AbsentOperator(
              builder.whole(args.getFirst(), grid), AbsentOperator.labelsOf(args.getFirst()));
      case "label_replace" ->
          new RelabelOperator(
              context.limits(),
              builder.vector(args.getFirst(), grid),
              string(args.get(1)),
              LabelFunctions.replace(
                  context.limits(),
                  string(args.get(1)),
                  string(args.get(2)),
                  string(args.get(3)),
                  string(args.get(4))));
      case "label_join" ->
          new RelabelOperator(
              context.limits(),
              builder.vector(args.getFirst(), grid),
              string(args.get(1)),
              LabelFunctions.join(
                  context.limits(), string(args.get(1)), string(args.get(2)), strings(args, 3)));
      case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> sort(call, args, grid);
      case "histogram_quantile" -> histogramQuantile(args, grid);
      case "histogram_quantiles" -> histogramQuantiles(args, grid);
      case "histogram_fraction" -> histogramFraction(args, grid);
      case "info" -> info(args, grid);
      case "histogram_avg", "histogram_count", "histogram_sum" ->
          ElementwiseOperator.ofHistograms(
              builder.histograms().statistics(() -> builder.vector(args.getFirst(), grid)),
              NativeFunctions.of(context.limits(), name),
              context);
      case "histogram_stddev", "histogram_stdvar" ->
          ElementwiseOperator.ofHistograms(
              builder.vector(args.getFirst(), grid),
              NativeFunctions.of(context.limits(), name),
              context);
      case "start_timestamp" -> startTimestamp(args.getFirst(), grid);
      default -> regular(name, args, grid);
    };
  }

  /** Functions that are looked up by name in the tables of their families. */
  private VectorOperator regular(String name, List<Expr> args, StepGrid grid) {
    VectorOperator window = windows.build(name, args, grid);
    if (window != null) {
      return window;
    }
    DoubleUnaryOperator date = ElementFunctions.date(name);
    if (date != null && args.isEmpty()) {
      return new ConstantOperator(
          grid, timeMs -> date.applyAsDouble((double) Math.floorDiv(timeMs, 1000L)));
    }
    DoubleUnaryOperator function = date == null ? ElementFunctions.math(name) : date;
    List<ScalarColumn> scalars = scalarArgs(args, grid);
    ElementwiseOperator.ColumnFunction columns =
        function == null
            ? ElementFunctions.withScalars(context.limits(), name, scalars)
            : ElementFunctions.each(context.limits(), function);
    if (columns == null) {
      throw QueryContext.failure("function %s() is not supported".formatted(name));
    }
    return CheckingOperator.reading(
        scalars, new ElementwiseOperator(builder.vector(args.getFirst(), grid), columns, context));
  }

  private List<ScalarColumn> scalarArgs(List<Expr> args, StepGrid grid) {
    List<ScalarColumn> scalars = new ArrayList<>();
    for (Expr arg : args) {
      if (arg.type() == ValueType.SCALAR) {
        scalars.add(builder.scalar(arg, grid));
      }
    }
    return scalars;
  }

  private double stepSeconds() {
    return context.startMs() == context.endMs() ? 0 : context.stepMs() / 1000.0;
  }

  private VectorOperator scalars(Arithmetic.Operation operation, List<Expr> args, StepGrid grid) {
    return new ScalarBinaryOperator(
        new BinaryFunction.Arithmetical(operation, context.limits()),
        builder.scalar(args.getFirst(), grid),
        builder.scalar(args.get(1), grid));
  }

  private VectorOperator timestamp(Expr arg, StepGrid grid) {
    if (arg instanceof VectorSelector selector) {
      return new ElementwiseOperator(
          builder.selector(selector, grid, InstantSelector.Result.TIME_SECONDS),
          column -> {},
          context);
    }
    return new ElementwiseOperator(
        builder.vector(arg, grid),
        column -> {
          Pace pace = new Pace(context.limits());
          for (int step = 0; step < column.steps(); step++) {
            pace.step();
            if (column.hasAny(step)) {
              column.remove(step);
              column.set(step, grid.timeMs(step) / 1000.0);
            }
          }
        },
        context);
  }

  /** Only samples of the store have one. */
  private VectorOperator startTimestamp(Expr arg, StepGrid grid) {
    return context.usesStarts() && arg instanceof VectorSelector selector
        ? new ElementwiseOperator(
            builder.selector(selector, grid, InstantSelector.Result.START_SECONDS),
            column -> {},
            context)
        : new EmptyOperator(context.limits(), builder.vector(arg, grid), grid.count());
  }

  private VectorOperator sort(Call call, List<Expr> args, StepGrid grid) {
    String name = call.function().name();
    boolean byLabels = name.startsWith("sort_by_label");
    if (!grid.isInstant()) {
      VectorOperator unsorted = builder.vector(args.getFirst(), grid);
      return new CheckingOperator(
          byLabels ? unsorted : new FloatsOperator(unsorted),
          () -> context.annotations().sortInRangeQuery(call.position()));
    }
    VectorOperator input = builder.whole(args.getFirst(), grid);
    boolean ascending = !name.endsWith("_desc");
    return byLabels
        ? SortOperator.byLabels(context.limits(), input, strings(args, 1), ascending)
        : SortOperator.byValue(context.limits(), input, ascending);
  }

  private VectorOperator histogramQuantile(List<Expr> args, StepGrid grid) {
    Expr parameter = args.getFirst();
    ScalarColumn phi = builder.scalar(parameter, grid);
    return new CheckingOperator(
        histogram(args.get(1), () -> List.of(HistogramQuestion.quantile(phi)), grid),
        () -> checkQuantiles(phi, parameter, args.getLast()));
  }

  private void checkQuantiles(ScalarColumn phi, Expr parameter, Expr lastArg) {
    Quantile.checkEach(
        phi.values(), context.annotations(), parameter.position().throughout(lastArg.position()));
  }

  private VectorOperator histogramQuantiles(List<Expr> args, StepGrid grid) {
    String label = string(args.get(1));
    List<ScalarColumn> quantiles = new ArrayList<>();
    List<Runnable> checks = new ArrayList<>();
    for (Expr arg : args.subList(2, args.size())) {
      ScalarColumn phi = builder.scalar(arg, grid);
      quantiles.add(phi);
      checks.add(() -> checkQuantiles(phi, arg, args.getLast()));
    }
    return new CheckingOperator(
        histogram(
            args.getFirst(),
            () ->
                quantiles.stream()
                    .flatMap(phi ->
                        HistogramQuestion.labeledQuantiles(phi, label, context.limits()).stream())
                    .toList(),
            grid),
        () -> checks.forEach(Runnable::run));
  }

  private VectorOperator histogramFraction(List<Expr> args, StepGrid grid) {
    ScalarColumn lower = builder.scalar(args.getFirst(), grid);
    ScalarColumn upper = builder.scalar(args.get(1), grid);
    return histogram(args.get(2), () -> List.of(HistogramQuestion.fraction(lower, upper)), grid);
  }

  private VectorOperator histogram(
      Expr buckets, Supplier<List<HistogramQuestion>> asked, StepGrid grid) {
    return new HistogramOperator(
        context,
        builder.histograms().buckets(() -> builder.whole(buckets, grid)),
        asked,
        buckets.position(),
        grid);
  }

  private VectorOperator info(List<Expr> args, StepGrid grid) {
    InfoSelector selector = InfoSelector.of(args.size() > 1 ? (VectorSelector) args.get(1) : null);
    return new InfoOperator(
        context.limits(),
        builder.whole(args.getFirst(), grid),
        builder.selector(
            selector.selectorFor(args.getFirst(), new Durations(context)),
            grid,
            InstantSelector.Result.FLOAT_TIME_SECONDS),
        selector,
        grid.count());
  }

  private static String string(Expr arg) {
    return ((StringLiteral) arg).value();
  }

  private static List<String> strings(List<Expr> args, int from) {
    return args.subList(from, args.size()).stream().map(FunctionBuilder::string).toList();
  }
}
