package dev.deucalion.server.cli.check.lint;

import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.scrape.exposition.EntryKind;
import dev.deucalion.scrape.exposition.ExpositionException;
import dev.deucalion.scrape.exposition.ExpositionFormat;
import dev.deucalion.scrape.exposition.ExpositionParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The families of a body of the text format. */
public final class MetricFamilies {
  private static final String BUCKET_LABEL = "le";
  private static final String QUANTILE_LABEL = "quantile";

  private final Map<String, MetricFamily> byName = new LinkedHashMap<>();

  /**
   * A family and its share of all series.
   *
   * @param series how many it has
   */
  public record Cardinality(String name, int series) {}

  private MetricFamilies() {}

  /**
   * Reads a body.
   *
   * @throws ExpositionException when it is not in the format
   */
  public static MetricFamilies read(byte[] body) throws ExpositionException {
    MetricFamilies families = new MetricFamilies();
    ExpositionParser parser = ExpositionFormat.TEXT.newParser();
    parser.reset(body, body.length);
    for (EntryKind kind = parser.next(); kind != EntryKind.END; kind = parser.next()) {
      switch (kind) {
        case TYPE -> families.family(parser.name()).setType(parser.type());
        case HELP -> families.family(parser.name()).setHelp(parser.help());
        case SERIES -> families.add(parser.labels());
        case HISTOGRAM, UNIT, COMMENT, END -> {}
      }
    }
    return families;
  }

  private MetricFamily family(String name) {
    return byName.computeIfAbsent(name, MetricFamily::new);
  }

  private void add(Labels labels) {
    String name = labels.get(LabelNames.METRIC_NAME);
    MetricFamily family = owner(name);
    Labels rest = without(labels, LabelNames.METRIC_NAME);
    if (!family.isComposite()) {
      family.addSample(rest);
      return;
    }
    String partLabel = family.type() == MetricType.HISTOGRAM ? BUCKET_LABEL : QUANTILE_LABEL;
    family.addPart(without(rest, partLabel), rest.get(partLabel));
  }

  private static Labels without(Labels labels, String name) {
    return labels.toBuilder().remove(name).build();
  }

  /** The family that a name belongs to: that of a histogram or summary of the name's stem. */
  private MetricFamily owner(String name) {
    MetricFamily same = byName.get(name);
    if (same != null) {
      return same;
    }
    for (String suffix : List.of("_count", "_sum", "_bucket")) {
      if (name.endsWith(suffix)) {
        MetricFamily stem = byName.get(name.substring(0, name.length() - suffix.length()));
        boolean fits =
            stem != null
                && (stem.type() == MetricType.HISTOGRAM
                    || stem.type() == MetricType.SUMMARY && !suffix.equals("_bucket"));
        if (stem != null && fits) {
          return stem;
        }
      }
    }
    return family(name);
  }

  /** Those that have samples, in the order in which they begin. */
  List<MetricFamily> all() {
    return byName.values().stream().filter(MetricFamily::hasSamples).toList();
  }

  /** How many series each has, most first. */
  public List<Cardinality> cardinalities() {
    List<Cardinality> counts = new ArrayList<>();
    all().forEach(family -> counts.add(new Cardinality(family.name(), family.seriesCount())));
    counts.sort(
        Comparator.comparingInt(Cardinality::series).reversed().thenComparing(Cardinality::name));
    return counts;
  }
}
