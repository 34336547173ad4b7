package dev.deucalion.promql.engine;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Matcher;
import dev.deucalion.promql.ast.Call;
import dev.deucalion.promql.ast.VectorSelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The function {@code info} of {@link NaiveEngine}, for info metrics of one name. */
final class NaiveInfo {
  private static final List<String> IDENTIFYING = List.of("instance", "job");

  private final NaiveEngine engine;

  NaiveInfo(NaiveEngine engine) {
    this.engine = engine;
  }

  Map<Labels, NaiveValue> at(Call expr, VectorSelector infos, long timeMs) {
    List<Matcher> wanted =
        expr.args().size() == 1
            ? List.of()
            : ((VectorSelector) expr.args().get(1))
                .matchers().stream().filter(m -> !m.name().equals(LabelNames.METRIC_NAME)).toList();
    Map<Labels, NaiveValue.Sample> known = engine.newest(infos, timeMs);
    Map<Labels, NaiveValue> out = new LinkedHashMap<>();
    engine
        .eval(expr.args().getFirst(), timeMs)
        .forEach((labels, value) -> {
          LabelsBuilder result = new LabelsBuilder(labels);
          Labels info = infoOf(labels, known, wanted);
          info.forEach((name, text) -> {
            boolean asked =
                wanted.isEmpty() || wanted.stream().anyMatch(m -> m.name().equals(name));
            if (asked && !IDENTIFYING.contains(name) && !name.equals(LabelNames.METRIC_NAME)) {
              result.set(name, text);
            }
          });
          boolean needed = wanted.stream().anyMatch(m -> !m.matches(""));
          if (!info.isEmpty() || !needed) {
            NaiveEngine.put(out, result.build(), value);
          }
        });
    return out;
  }

  /** The newest info series of the same target that matches, or no labels. */
  private static Labels infoOf(
      Labels labels, Map<Labels, NaiveValue.Sample> infos, List<Matcher> wanted) {
    Labels found = Labels.EMPTY;
    long newestMs = Long.MIN_VALUE;
    for (Map.Entry<Labels, NaiveValue.Sample> entry : infos.entrySet()) {
      Labels info = entry.getKey();
      boolean same = IDENTIFYING.stream().allMatch(n -> info.get(n).equals(labels.get(n)));
      boolean matches = wanted.stream().allMatch(m -> m.matches(info.get(m.name())));
      if (same && matches && entry.getValue().timeMs() == newestMs) {
        throw new NaiveEngine.LeftOpen();
      }
      if (same && matches && entry.getValue().timeMs() > newestMs) {
        newestMs = entry.getValue().timeMs();
        found = info;
      }
    }
    return found;
  }
}
