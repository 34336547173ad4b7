package dev.deucalion.http.otlp;

import dev.deucalion.http.otlp.OtlpSettings.Switch;
import dev.deucalion.model.labels.LabelNames;
import dev.deucalion.model.labels.Labels;
import dev.deucalion.model.labels.LabelsBuilder;
import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.metadata.MetricType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Labels of the points of one resource and scope at a time: those of a point, then what the
 * resource promotes, job and instance, and what the scope says. For one thread.
 */
final class OtlpLabels {
  private static final String SERVICE_NAME = "service.name";
  private static final String SERVICE_NAMESPACE = "service.namespace";
  private static final String SERVICE_INSTANCE = "service.instance.id";
  private static final List<String> IDENTIFYING =
      List.of(SERVICE_NAMESPACE, SERVICE_NAME, SERVICE_INSTANCE);
  private static final String SCOPE_PREFIX = "otel_scope_";

  private final OtlpSettings settings;
  private final OtlpWarnings warnings;
  private final OtlpLabelNames names;
  private Labels promoted = Labels.EMPTY;
  private Labels scope = Labels.EMPTY;
  private String job = "";
  private String instance = "";

  OtlpLabels(OtlpSettings settings, OtlpWarnings warnings) {
    this.settings = settings;
    this.warnings = warnings;
    names = new OtlpLabelNames(settings);
  }

  /** What follows is of this resource. */
  void setResource(OtlpAttributes attributes) throws OtlpException {
    scope = Labels.EMPTY;
    String name = attributes.get(SERVICE_NAME);
    String namespace = attributes.get(SERVICE_NAMESPACE);
    job = name == null ? "" : namespace == null ? name : namespace + "/" + name;
    String id = attributes.get(SERVICE_INSTANCE);
    instance = id == null ? "" : id;
    LabelsBuilder labels = new LabelsBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      if (settings.promotes(attributes.key(i))) {
        labels.set(names.of(attributes.key(i)), attributes.value(i));
      }
    }
    promoted = labels.build();
  }

  /** What follows is of this scope of the resource. */
  void setScope(String name, String version, String schemaUrl, OtlpAttributes attributes)
      throws OtlpException {
    scope = Labels.EMPTY;
    if (name.isEmpty() || !settings.has(Switch.PROMOTE_SCOPE_METADATA)) {
      return;
    }
    LabelsBuilder labels = new LabelsBuilder();
    for (int i = 0; i < attributes.size(); i++) {
      labels.set(names.of(SCOPE_PREFIX + attributes.key(i)), attributes.value(i));
    }
    labels.set(SCOPE_PREFIX + "name", name);
    labels.set(SCOPE_PREFIX + "version", version);
    labels.set(SCOPE_PREFIX + "schema_url", schemaUrl);
    scope = labels.build();
  }

  /** Labels of a point of a metric, without the metric's name. */
  LabelsBuilder ofPoint(OtlpAttributes attributes, OtlpMetric metric) throws OtlpException {
    LabelsBuilder labels = new LabelsBuilder();
    addAttributes(labels, attributes, List.of(LabelNames.METRIC_NAME), "data point");
    promoted.forEach((name, value) -> {
      if (!labels.has(name)) {
        labels.set(name, value);
      }
    });
    addIdentity(labels);
    scope.forEach(labels::set);
    if (settings.has(Switch.TYPE_AND_UNIT_LABELS)) {
      if (metric.type() != MetricType.UNKNOWN) {
        labels.set(LabelNames.TYPE, metric.type().text());
      }
      // As in Prometheus, a unit in the words of metadata is put into words again.
      String said = metric.metadata().unit();
      String unit = OtlpUnits.word(said, settings.strategy().escapes());
      if (!unit.isEmpty()) {
        labels.set(LabelNames.UNIT, unit);
      }
    }
    return labels;
  }

  /**
   * Labels of {@code target_info}, without a metric name; none when the resource has nothing to
   * tell or is not known by job or instance.
   */
  LabelsBuilder ofTargetInfo(OtlpAttributes attributes) throws OtlpException {
    LabelsBuilder labels = new LabelsBuilder();
    long identifying = IDENTIFYING.stream().filter(key -> attributes.get(key) != null).count();
    if (attributes.size() == identifying) {
      return labels;
    }
    boolean keeps = settings.has(Switch.KEEP_IDENTIFYING_RESOURCE_ATTRIBUTES);
    addAttributes(labels, attributes, keeps ? List.of() : IDENTIFYING, "resource");
    addIdentity(labels);
    boolean known = labels.has(LabelNames.JOB) || labels.has(LabelNames.INSTANCE);
    return known ? labels : new LabelsBuilder();
  }

  private void addIdentity(LabelsBuilder labels) {
    if (!job.isEmpty()) {
      labels.set(LabelNames.JOB, job);
    }
    if (!instance.isEmpty()) {
      labels.set(LabelNames.INSTANCE, instance);
    }
  }

  /** Attributes that become one label are joined, in the order of their keys. */
  private void addAttributes(
      LabelsBuilder labels, OtlpAttributes attributes, List<String> without, String source)
      throws OtlpException {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < attributes.size(); i++) {
      if (!without.contains(attributes.key(i))) {
        order.add(i);
      }
    }
    order.sort(Comparator.comparing(attributes::key, Utf8Order::compare));
    boolean escapes = settings.strategy().escapes();
    for (int i : order) {
      String key = attributes.key(i);
      String name = escapes ? names.of(key) : key;
      String before = labels.get(name);
      if (name.isEmpty()) {
        throw new OtlpException("label name is empty");
      }
      if (escapes && !before.isEmpty()) {
        warnings.collision(source, name);
        labels.set(name, before + ";" + attributes.value(i));
      } else {
        labels.set(name, attributes.value(i));
      }
    }
  }
}
