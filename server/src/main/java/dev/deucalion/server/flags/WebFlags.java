package dev.deucalion.server.flags;

import java.util.List;

/** Flags of the HTTP server. */
public final class WebFlags {
  public static final Flag<List<String>> LISTEN_ADDRESS =
      Flag.of(
              "web.listen-address",
              FlagType.TEXTS,
              "Address to listen on for UI, API, and telemetry. Can be repeated.")
          .byDefault("0.0.0.0:9090");

  public static final Flag<String> CONFIG_FILE =
      Flag.of(
          "web.config.file",
          FlagType.TEXT,
          "[EXPERIMENTAL] Path to the file that configures TLS and authentication.");

  public static final Flag<Long> READ_TIMEOUT =
      Flag.of(
              "web.read-timeout",
              FlagType.DURATION,
              "Longest time to read a request, and until an idle connection is closed.")
          .byDefault("5m");

  public static final Flag<Integer> MAX_CONNECTIONS =
      Flag.of(
              "web.max-connections",
              FlagType.INT,
              "Most connections at a time, over all listeners.")
          .byDefault("512");

  public static final Flag<Integer> MAX_NOTIFICATIONS_SUBSCRIBERS =
      Flag.of(
              "web.max-notifications-subscribers",
              FlagType.INT,
              "Most subscribers of live notifications at a time.")
          .byDefault("16");

  public static final Flag<String> EXTERNAL_URL =
      Flag.of(
              "web.external-url",
              FlagType.TEXT,
              "The URL under which the server is reached from outside, for links back to it."
                  + " Its path, if any, prefixes all HTTP endpoints.")
          .shownAs("<URL>");

  public static final Flag<String> ROUTE_PREFIX =
      Flag.of(
              "web.route-prefix",
              FlagType.TEXT,
              "Prefix of the routes of web endpoints. Defaults to the path of --web.external-url.")
          .shownAs("<path>");

  public static final Flag<String> USER_ASSETS =
      Flag.of("web.user-assets", FlagType.TEXT, "Path to files that are served under /user.")
          .shownAs("<path>");

  public static final Flag<Boolean> ENABLE_LIFECYCLE =
      Flag.of("web.enable-lifecycle", FlagType.SWITCH, "Enable shutdown and reload by HTTP.");

  public static final Flag<Boolean> ENABLE_ADMIN_API =
      Flag.of("web.enable-admin-api", FlagType.SWITCH, "Enable the API for administration.");

  public static final Flag<Boolean> ENABLE_REMOTE_WRITE_RECEIVER =
      Flag.of(
          "web.enable-remote-write-receiver",
          FlagType.SWITCH,
          "Enable the endpoint that takes remote writes.");

  public static final Flag<List<String>> ACCEPTED_WRITE_MESSAGES =
      Flag.of(
              "web.remote-write-receiver.accepted-protobuf-messages",
              FlagType.WRITE_MESSAGES,
              "Protobuf messages of remote write to accept. Supported values:"
                  + " prometheus.WriteRequest, io.prometheus.write.v2.Request")
          .byDefault("prometheus.WriteRequest", "io.prometheus.write.v2.Request");

  public static final Flag<Boolean> ENABLE_OTLP_RECEIVER =
      Flag.of(
          "web.enable-otlp-receiver",
          FlagType.SWITCH,
          "Enable the endpoint that takes OTLP writes.");

  public static final Flag<String> CONSOLE_TEMPLATES =
      Flag.of("web.console.templates", FlagType.TEXT, "Path to the console templates.")
          .byDefault("consoles");

  public static final Flag<String> CONSOLE_LIBRARIES =
      Flag.of("web.console.libraries", FlagType.TEXT, "Path to the console libraries.")
          .byDefault("console_libraries");

  public static final Flag<String> PAGE_TITLE =
      Flag.of("web.page-title", FlagType.TEXT, "Title of the web pages.")
          .byDefault("Prometheus Time Series Collection and Processing Server");

  public static final Flag<String> CORS_ORIGIN =
      Flag.of(
              "web.cors.origin",
              FlagType.TEXT,
              "Regex for CORS origin. It is fully anchored."
                  + " Example: 'https?://(domain1|domain2)\\.com'")
          .byDefault(".*");

  public static final Flag<Integer> SEARCH_MAX_LIMIT =
      Flag.of(
              "web.search.max-limit",
              FlagType.INT,
              "Upper bound of the limit parameter of the search API; 0 for none.")
          .byDefault("10000")
          .serverOnly();

  static final List<Flag<?>> ALL =
      List.of(
          LISTEN_ADDRESS,
          CONFIG_FILE,
          READ_TIMEOUT,
          MAX_CONNECTIONS,
          MAX_NOTIFICATIONS_SUBSCRIBERS,
          EXTERNAL_URL,
          ROUTE_PREFIX,
          USER_ASSETS,
          ENABLE_LIFECYCLE,
          ENABLE_ADMIN_API,
          ENABLE_REMOTE_WRITE_RECEIVER,
          ACCEPTED_WRITE_MESSAGES,
          ENABLE_OTLP_RECEIVER,
          CONSOLE_TEMPLATES,
          CONSOLE_LIBRARIES,
          PAGE_TITLE,
          CORS_ORIGIN,
          SEARCH_MAX_LIMIT);

  private WebFlags() {}
}
