package dev.deucalion.server.remote.message;

import dev.deucalion.model.metadata.MetricType;
import dev.deucalion.model.wire.WireWriter;
import java.util.List;

/**
 * A {@code prometheus.WriteRequest} of remote write 1.0 that tells what metrics are.
 *
 * <pre>
 * WriteRequest:   metadata = 3
 * MetricMetadata: type = 1, metric_family_name = 2, help = 4, unit = 5
 * </pre>
 */
public final class MetadataRequest {
  private MetadataRequest() {}

  /** What a metric is. */
  public record Metric(String name, MetricType type, String help, String unit) {}

  /** The message. */
  public static WireWriter encode(List<Metric> metrics) {
    WireWriter out = new WireWriter();
    for (Metric metric : metrics) {
      int message = out.begin(3);
      int type = RequestEncoderV2.code(metric.type());
      if (type != 0) {
        out.int64(1, type);
      }
      text(out, 2, metric.name());
      text(out, 4, metric.help());
      text(out, 5, metric.unit());
      out.end(message);
    }
    return out;
  }

  private static void text(WireWriter out, int field, String text) {
    if (!text.isEmpty()) {
      out.string(field, text);
    }
  }
}
