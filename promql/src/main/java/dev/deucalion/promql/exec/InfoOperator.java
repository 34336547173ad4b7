package dev.deucalion.promql.exec;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.promql.kernel.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code info}: adds the labels of info series of the same target to the series of a vector. */
final class InfoOperator implements VectorOperator {
  private final QueryLimits limits;
  private final VectorOperator input;
  private final VectorOperator infoTimes;
  private final InfoSelector selector;
  private final int steps;
  private final List<Part> parts = new ArrayList<>();
  private @Nullable MergedSeries output;
  private @Nullable SharedColumns columns;

  /** A series at the steps of one variant of its info. */
  private record Part(int input, InfoIndex.Variant variant, @Nullable String fault) {}

  /**
   * @param infoTimes the info series, with the times of their samples in seconds
   */
  InfoOperator(
      QueryLimits limits,
      VectorOperator input,
      VectorOperator infoTimes,
      InfoSelector selector,
      int steps) {
    this.limits = limits;
    this.input = input;
    this.infoTimes = infoTimes;
    this.selector = selector;
    this.steps = steps;
  }

  @Override
  public List<Labels> series() {
    if (output == null) {
      output = MergedSeries.of(limits, enrich());
    }
    return output.labels();
  }

  private List<Labels> enrich() {
    List<Labels> series = input.series();
    List<Labels> enriched =
        series.stream().filter(labels -> !selector.matchesName(labels.metricName())).toList();
    InfoIndex index = new InfoIndex(limits, infoTimes, enriched, steps);
    int[] uses = new int[series.size()];
    List<Labels> results = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      limits.checkpoint();
      Labels labels = series.get(i);
      List<InfoIndex.Variant> variants =
          selector.matchesName(labels.metricName())
              ? List.of(index.untouched())
              : index.variantsOf(LabelSets.keep(labels, InfoIndex.IDENTIFYING));
      for (InfoIndex.Variant variant : variants) {
        boolean bare = variant.series().isEmpty() && !selector.matchesName(labels.metricName());
        if (bare && !selector.allowsNoInfo()) {
          continue;
        }
        LabelsBuilder added = new LabelsBuilder();
        String conflict = collect(variant.series(), labels, added);
        results.add(merged(labels, added.build()));
        parts.add(new Part(i, variant, variant.clash() == null ? conflict : variant.clash()));
        uses[i]++;
      }
    }
    SharedColumns shared = new SharedColumns(limits, input, steps, uses);
    shared.readUnused();
    columns = shared;
    return results;
  }

  /** Collects the labels to add; returns what is wrong with them, or null. */
  private @Nullable String collect(List<Labels> infos, Labels base, LabelsBuilder added) {
    for (Labels info : infos) {
      for (int i = 0; i < info.size(); i++) {
        String name = info.name(i);
        if (name.equals(LabelNames.METRIC_NAME) || !selector.copies(name)) {
          continue;
        }
        if (added.has(name) && !added.get(name).equals(info.value(i))) {
          return "conflicting label: " + name;
        }
        if (!base.has(name)) {
          added.set(name, info.value(i));
        }
      }
    }
    return null;
  }

  private static Labels merged(Labels base, Labels added) {
    LabelsBuilder builder = base.toBuilder();
    added.forEach(builder::set);
    return builder.build();
  }

  @Override
  public void read(int series, Column out) {
    Objects.requireNonNull(output).read(series, this::readPart, out);
  }

  @Override
  public boolean losesName(int series) {
    return input.losesName(parts.get(Objects.requireNonNull(output).first(series)).input());
  }

  private void readPart(int index, Column out) {
    Part part = parts.get(index);
    Objects.requireNonNull(columns).read(part.input(), out);
    for (int w = 0; w < out.present.length; w++) {
      out.retain(w, part.variant().steps()[w]);
    }
    if (part.fault() != null && !out.isEmpty()) {
      throw QueryContext.failure(part.fault());
    }
  }
}
