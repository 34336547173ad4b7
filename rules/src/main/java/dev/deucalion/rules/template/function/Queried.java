package dev.deucalion.rules.template.function;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.promql.QueryException;
import dev.deucalion.promql.engine.QueryValue;
import dev.deucalion.promql.parser.ParseException;
import dev.deucalion.rules.template.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions of queries and of what surrounds the template. */
final class Queried {
  private static final String PRINTED_VALUE = "__value__";

  static final List<String> NAMES =
      List.of(
          "query",
          "first",
          "label",
          "value",
          "strvalue",
          "sortByLabel",
          "args",
          "now",
          "pathPrefix",
          "externalURL");

  private Queried() {}

  /** The function of a name; null where there is none. Others are not even linked. */
  static @Nullable TemplateFunction find(String name) {
    return switch (name) {
      case "query" -> TemplateFunction.of(name, List.of(Parameter.TEXT), Queried::query);
      case "first" -> TemplateFunction.of(name, List.of(Parameter.RESULT), Queried::first);
      case "label" ->
          TemplateFunction.of(
              name,
              List.of(Parameter.TEXT, Parameter.SAMPLE),
              a -> a.sample(1).labels().get(a.text(0)));
      case "value" ->
          TemplateFunction.of(name, List.of(Parameter.SAMPLE), a -> a.sample(0).value());
      case "strvalue" ->
          TemplateFunction.of(
              name, List.of(Parameter.SAMPLE), a -> a.sample(0).labels().get(PRINTED_VALUE));
      case "sortByLabel" ->
          TemplateFunction.of(
              name, List.of(Parameter.TEXT, Parameter.RESULT), Queried::sortByLabel);
      case "args" -> TemplateFunction.atLeast(name, 0, Queried::args);
      case "now" -> TemplateFunction.of(name, 0, a -> new Value.Real(a.timeMs() / 1e3));
      case "pathPrefix" ->
          TemplateFunction.of(name, 0, a -> new Value.Text(a.surroundings().pathPrefix()));
      case "externalURL" ->
          TemplateFunction.of(name, 0, a -> new Value.Text(a.surroundings().externalUrl()));
      default -> null;
    };
  }

  private static Value query(Arguments a) throws FunctionException {
    List<QueryValue.Sample> result;
    try {
      result = a.surroundings().queries().evaluate(a.text(0), a.timeMs());
    } catch (QueryException | ParseException e) {
      throw FunctionException.failed(String.valueOf(e.getMessage()));
    }
    List<Value> samples = new ArrayList<>(result.size());
    for (QueryValue.Sample sample : result) {
      var histogram = sample.histogram();
      Value value =
          histogram == null ? new Value.Real(sample.value()) : new Value.Distribution(histogram);
      samples.add(new Value.Sample(Value.Table.of(sample.labels()), value));
    }
    return new Value.Items(Value.Items.QUERY_RESULT, samples);
  }

  private static Value first(Arguments a) throws FunctionException {
    List<Value> result = a.result(0);
    if (result.isEmpty()) {
      throw FunctionException.failed("first() called on vector with no elements");
    }
    return result.getFirst();
  }

  private static Value sortByLabel(Arguments a) {
    String label = a.text(0);
    List<Value> sorted = new ArrayList<>(a.result(1));
    sorted.sort(Comparator.comparing(value -> labelOf(value, label), Utf8Order::compare));
    return new Value.Items(Value.Items.QUERY_RESULT, sorted);
  }

  private static String labelOf(Value sample, String label) {
    return sample instanceof Value.Sample s && s.labels().get(label) instanceof Value.Text text
        ? text.text()
        : "";
  }

  private static Value args(Arguments a) {
    SortedMap<String, Value> named = new TreeMap<>();
    for (int i = 0; i < a.count(); i++) {
      named.put("arg" + i, a.get(i));
    }
    return new Value.Table("map[string]interface {}", named, Value.NOTHING);
  }
}
