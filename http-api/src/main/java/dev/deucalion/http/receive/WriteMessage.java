package dev.deucalion.http.receive;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The messages of remote write. */
public enum WriteMessage {
  /** Remote write 1.0: each series with its labels. */
  V1("prometheus.WriteRequest"),
  /** Remote write 2.0: labels refer to a table of symbols. */
  V2("io.prometheus.write.v2.Request");

  private final String protobufName;

  WriteMessage(String protobufName) {
    this.protobufName = protobufName;
  }

  /** Full name of the protobuf message, as flags and media types have it. */
  public String protobufName() {
    return protobufName;
  }

  /** The message of this name. */
  public static Optional<WriteMessage> named(String protobufName) {
    for (WriteMessage message : values()) {
      if (message.protobufName.equals(protobufName)) {
        return Optional.of(message);
      }
    }
    return Optional.empty();
  }

  /** Names of messages, for texts. */
  static String names(List<WriteMessage> messages) {
    return messages.stream().map(WriteMessage::protobufName).collect(Collectors.joining(", "));
  }
}
