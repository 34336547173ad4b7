package dev.deucalion.http.otlp;

import dev.deucalion.model.labels.Utf8Order;
import dev.deucalion.model.wire.WireWriter;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Makes the points of one request cumulative. A stream is named by the resource, the scope, the
 * metric and the attributes of its points. For one thread.
 */
final class DeltaConversion {
  private static final int NAME = 1;
  private static final int VERSION = 2;
  private static final int ATTRIBUTE = 3;
  private static final int KIND = 4;

  private final DeltaStreams.Turn turn;
  private final WireWriter resource = new WireWriter();
  private final WireWriter scope = new WireWriter();
  private final WireWriter stream = new WireWriter();

  DeltaConversion(DeltaStreams.Turn turn) {
    this.turn = turn;
  }

  /** What follows is of this resource. */
  void setResource(OtlpAttributes attributes) {
    resource.clear();
    write(resource, attributes);
  }

  /** What follows is of this scope of the resource. */
  void setScope(String name, String version, OtlpAttributes attributes) {
    scope.clear();
    scope.bytes(ATTRIBUTE, resource.array(), 0, resource.size());
    scope.string(NAME, name);
    scope.string(VERSION, version);
    write(scope, attributes);
  }

  /**
   * Makes a point of a metric cumulative.
   *
   * @return false when it is not newer than the one before it, and is to be left out
   */
  boolean convert(OtlpMetric metric, OtlpPoint point) throws OtlpException {
    stream.clear();
    stream.bytes(ATTRIBUTE, scope.array(), 0, scope.size());
    stream.string(NAME, metric.name());
    stream.string(VERSION, metric.unit());
    stream.string(KIND, metric.data().name());
    stream.string(KIND, metric.kind().name());
    write(stream, point.attributes);
    return turn.add(stream, point);
  }

  private static void write(WireWriter out, OtlpAttributes attributes) {
    IntStream.range(0, attributes.size())
        .boxed()
        .sorted(Comparator.comparing(attributes::key, Utf8Order::compare))
        .forEach(i -> {
          out.string(ATTRIBUTE, attributes.key(i));
          out.string(ATTRIBUTE, attributes.value(i));
        });
  }
}
