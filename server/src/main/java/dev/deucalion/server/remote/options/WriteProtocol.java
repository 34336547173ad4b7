package dev.deucalion.server.remote.options;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The versions of remote write that can be spoken. */
public enum WriteProtocol {
  V1("prometheus.WriteRequest", "application/x-protobuf", "0.1.0"),
  V2(
      "io.prometheus.write.v2.Request",
      "application/x-protobuf;proto=io.prometheus.write.v2.Request",
      "2.0.0");

  private final String message;
  private final String contentType;
  private final String version;

  WriteProtocol(String message, String contentType, String version) {
    this.message = message;
    this.contentType = contentType;
    this.version = version;
  }

  /** The protocol of a message of this full name. */
  public static Optional<WriteProtocol> ofMessage(String name) {
    return Arrays.stream(values()).filter(each -> each.message.equals(name)).findFirst();
  }

  /** Full names of the messages, the default first. */
  public static List<String> messages() {
    return Arrays.stream(values()).map(each -> each.message).toList();
  }

  /** The {@code Content-Type} of requests. */
  public String contentType() {
    return contentType;
  }

  /** The header {@code X-Prometheus-Remote-Write-Version}. */
  public String version() {
    return version;
  }
}
