package dev.deucalion.http.otlp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of OTLP metrics as JSON has them: names of fields and what is behind them. Fields
 * that metrics are not made of are left out.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto</a>
 */
final class OtlpSchema {
  /** How a field's value is written in JSON and in protobuf. */
  enum Kind {
    STRING,
    /** Bytes, in JSON as base64. */
    BYTES,
    /** Bytes of an id, in JSON in hex. */
    ID,
    BOOL,
    /** A varint, in JSON a number or its text; of an enum also the name. */
    VARINT,
    /** A varint with the sign in its lowest bit. */
    ZIGZAG,
    FIXED64,
    DOUBLE,
    MESSAGE
  }

  /**
   * A field.
   *
   * @param message what a {@link Kind#MESSAGE} is, else null
   */
  record Field(int number, Kind kind, @Nullable OtlpSchema message) {}

  /** The message that a request is. */
  static final OtlpSchema REQUEST = request();

  private final Map<String, Field> fields = new HashMap<>();

  private OtlpSchema() {}

  /** The field of this name, in either of the two ways to write it, or null. */
  @Nullable Field field(String name) {
    return fields.get(name.replace("_", "").toLowerCase(Locale.ROOT));
  }

  private OtlpSchema add(int number, String name, Kind kind) {
    fields.put(name, new Field(number, kind, null));
    return this;
  }

  private OtlpSchema add(int number, String name, OtlpSchema message) {
    fields.put(name, new Field(number, Kind.MESSAGE, message));
    return this;
  }

  private static OtlpSchema request() {
    OtlpSchema attribute = attribute();
    OtlpSchema resource = new OtlpSchema().add(1, "attributes", attribute);
    OtlpSchema scope =
        new OtlpSchema()
            .add(1, "name", Kind.STRING)
            .add(2, "version", Kind.STRING)
            .add(3, "attributes", attribute);
    OtlpSchema scopeMetrics =
        new OtlpSchema()
            .add(1, "scope", scope)
            .add(2, "metrics", metric(attribute))
            .add(3, "schemaurl", Kind.STRING);
    OtlpSchema resourceMetrics =
        new OtlpSchema().add(1, "resource", resource).add(2, "scopemetrics", scopeMetrics);
    return new OtlpSchema().add(1, "resourcemetrics", resourceMetrics);
  }

  private static OtlpSchema attribute() {
    OtlpSchema value = new OtlpSchema();
    OtlpSchema entry = new OtlpSchema().add(1, "key", Kind.STRING).add(2, "value", value);
    value
        .add(1, "stringvalue", Kind.STRING)
        .add(2, "boolvalue", Kind.BOOL)
        .add(3, "intvalue", Kind.VARINT)
        .add(4, "doublevalue", Kind.DOUBLE)
        .add(5, "arrayvalue", new OtlpSchema().add(1, "values", value))
        .add(6, "kvlistvalue", new OtlpSchema().add(1, "values", entry))
        .add(7, "bytesvalue", Kind.BYTES);
    return entry;
  }

  private static OtlpSchema metric(OtlpSchema attribute) {
    OtlpSchema exemplar = exemplar(attribute);
    OtlpSchema number = number(attribute, exemplar);
    return new OtlpSchema()
        .add(1, "name", Kind.STRING)
        .add(2, "description", Kind.STRING)
        .add(3, "unit", Kind.STRING)
        .add(5, "gauge", data(number))
        .add(7, "sum", data(number))
        .add(9, "histogram", data(histogram(attribute, exemplar)))
        .add(10, "exponentialhistogram", data(exponential(attribute, exemplar)))
        .add(11, "summary", data(summary(attribute)));
  }

  private static OtlpSchema data(OtlpSchema point) {
    return new OtlpSchema()
        .add(1, "datapoints", point)
        .add(2, "aggregationtemporality", Kind.VARINT)
        .add(3, "ismonotonic", Kind.BOOL);
  }

  private static OtlpSchema timed() {
    return new OtlpSchema()
        .add(2, "starttimeunixnano", Kind.FIXED64)
        .add(3, "timeunixnano", Kind.FIXED64);
  }

  private static OtlpSchema number(OtlpSchema attribute, OtlpSchema exemplar) {
    return timed()
        .add(4, "asdouble", Kind.DOUBLE)
        .add(5, "exemplars", exemplar)
        .add(6, "asint", Kind.FIXED64)
        .add(7, "attributes", attribute)
        .add(8, "flags", Kind.VARINT);
  }

  private static OtlpSchema histogram(OtlpSchema attribute, OtlpSchema exemplar) {
    return timed()
        .add(4, "count", Kind.FIXED64)
        .add(5, "sum", Kind.DOUBLE)
        .add(6, "bucketcounts", Kind.FIXED64)
        .add(7, "explicitbounds", Kind.DOUBLE)
        .add(8, "exemplars", exemplar)
        .add(9, "attributes", attribute)
        .add(10, "flags", Kind.VARINT);
  }

  private static OtlpSchema exponential(OtlpSchema attribute, OtlpSchema exemplar) {
    OtlpSchema buckets =
        new OtlpSchema().add(1, "offset", Kind.ZIGZAG).add(2, "bucketcounts", Kind.VARINT);
    return timed()
        .add(1, "attributes", attribute)
        .add(4, "count", Kind.FIXED64)
        .add(5, "sum", Kind.DOUBLE)
        .add(6, "scale", Kind.ZIGZAG)
        .add(7, "zerocount", Kind.FIXED64)
        .add(8, "positive", buckets)
        .add(9, "negative", buckets)
        .add(10, "flags", Kind.VARINT)
        .add(11, "exemplars", exemplar);
  }

  private static OtlpSchema summary(OtlpSchema attribute) {
    OtlpSchema quantile =
        new OtlpSchema().add(1, "quantile", Kind.DOUBLE).add(2, "value", Kind.DOUBLE);
    return timed()
        .add(4, "count", Kind.FIXED64)
        .add(5, "sum", Kind.DOUBLE)
        .add(6, "quantilevalues", quantile)
        .add(7, "attributes", attribute)
        .add(8, "flags", Kind.VARINT);
  }

  private static OtlpSchema exemplar(OtlpSchema attribute) {
    return new OtlpSchema()
        .add(2, "timeunixnano", Kind.FIXED64)
        .add(3, "asdouble", Kind.DOUBLE)
        .add(4, "spanid", Kind.ID)
        .add(5, "traceid", Kind.ID)
        .add(6, "asint", Kind.FIXED64)
        .add(7, "filteredattributes", attribute);
  }
}
