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

/** Functions of queries and of what surrounds the template. */
final class Queried {
  private static final String PRINTED_VALUE = "__value__";

  static final List<TemplateFunction> ALL =
      List.of(
          TemplateFunction.of("query", 1, Queried::query),
          TemplateFunction.of("first", 1, Queried::first),
          TemplateFunction.of("label", 2, a -> a.sample(1).labels().get(a.text(0))),
          TemplateFunction.of("value", 1, a -> a.sample(0).value()),
          TemplateFunction.of("strvalue", 1, a -> a.sample(0).labels().get(PRINTED_VALUE)),
          TemplateFunction.of("sortByLabel", 2, Queried::sortByLabel),
          TemplateFunction.atLeast("args", 0, Queried::args),
          TemplateFunction.of("now", 0, a -> new Value.Real(a.timeMs() / 1e3)),
          TemplateFunction.of("pathPrefix", 0, a -> new Value.Text(a.surroundings().pathPrefix())),
          TemplateFunction.of(
              "externalURL", 0, a -> new Value.Text(a.surroundings().externalUrl())));

  private Queried() {}

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

  private static Value sortByLabel(Arguments a) throws FunctionException {
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
