package dev.deucalion.scrape.exposition;

import dev.deucalion.model.labels.GoQuote;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The formats a body may have. */
public enum ExpositionFormat {
  /** The text format, all versions. */
  TEXT("text/plain"),
  /** OpenMetrics before version 2. */
  OPEN_METRICS("application/openmetrics-text"),
  /** OpenMetrics from version 2 on. */
  OPEN_METRICS_2("application/openmetrics-text"),
  /** Delimited messages {@code io.prometheus.client.MetricFamily}. */
  PROTOBUF("application/vnd.google.protobuf");

  private final String mediaType;

  ExpositionFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** The media type, without parameters. */
  public String mediaType() {
    return mediaType;
  }

  /** A parser of this format without options; it needs a body before use. */
  public ExpositionParser newParser() {
    return newParser(Set.of());
  }

  /** A parser of this format; it needs a body before use. */
  public ExpositionParser newParser(Set<ParserOption> options) {
    return switch (this) {
      case TEXT -> ofLines(new TextParser(options), options);
      case OPEN_METRICS -> ofLines(new OpenMetricsParser(options), options);
      case OPEN_METRICS_2 -> new OpenMetrics2Parser(options);
      case PROTOBUF -> new ProtobufParser(options);
    };
  }

  private static ExpositionParser ofLines(LineParser lines, Set<ParserOption> options) {
    return options.contains(ParserOption.CONVERT_TO_CUSTOM_BUCKETS)
        ? new CustomBucketsParser(lines, options)
        : lines;
  }

  /**
   * The format that a response's {@code Content-Type} names.
   *
   * @param contentType the header's value, empty where there was none
   * @param fallback taken where the header names no format, {@code fallback_scrape_protocol}
   * @throws ExpositionException in Prometheus' wording, where there is no fallback either
   */
  public static ExpositionFormat fromContentType(
      String contentType, @Nullable ExpositionFormat fallback) throws ExpositionException {
    if (fallback != null) {
      ExpositionFormat named = named(MediaType.parse(contentType));
      return named == null ? fallback : named;
    }
    if (contentType.isEmpty()) {
      throw refused(
          "non-compliant scrape target sending blank Content-Type"
              + " and no fallback_scrape_protocol specified for target");
    }
    MediaType mediaType = MediaType.parse(contentType);
    if (!mediaType.problem().isEmpty()) {
      throw refused(
          "cannot parse Content-Type "
              + GoQuote.quote(contentType)
              + " and no fallback_scrape_protocol for target\n"
              + mediaType.problem());
    }
    ExpositionFormat named = named(mediaType);
    if (named == null) {
      throw refused(
          "received unsupported Content-Type "
              + GoQuote.quote(contentType)
              + " and no fallback_scrape_protocol specified for target");
    }
    return named;
  }

  private static @Nullable ExpositionFormat named(MediaType mediaType) {
    for (ExpositionFormat format : values()) {
      if (format.mediaType.equals(mediaType.name())) {
        boolean second = format == OPEN_METRICS && mediaType.version().startsWith("2.");
        return second ? OPEN_METRICS_2 : format;
      }
    }
    return null;
  }

  private static ExpositionException refused(String message) {
    return new ExpositionException(message, 0, 0);
  }
}
