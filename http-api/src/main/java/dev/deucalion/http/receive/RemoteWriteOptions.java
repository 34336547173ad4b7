package dev.deucalion.http.receive;

import java.util.List;

/**
 * What the receiver of remote writes takes.
 *
 * @param acceptedMessages in the order in which refusals list them; none means that the receiver is
 *     switched off
 * @param keepsMetadata whether what series measure goes to the log as well, with 2.0
 * @param maxConcurrent how many requests are unpacked at a time; others wait
 */
public record RemoteWriteOptions(
    List<WriteMessage> acceptedMessages, boolean keepsMetadata, int maxConcurrent) {
  /** Takes nothing. */
  public static final RemoteWriteOptions OFF = new RemoteWriteOptions(List.of(), false, 1);

  public RemoteWriteOptions {
    acceptedMessages = List.copyOf(acceptedMessages);
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("no request could run");
    }
  }

  /** Takes these messages, as many at a time as there are processors. */
  public static RemoteWriteOptions accepting(List<WriteMessage> messages) {
    return new RemoteWriteOptions(messages, false, Runtime.getRuntime().availableProcessors());
  }

  /** Whether the receiver is switched on. */
  public boolean isOn() {
    return !acceptedMessages.isEmpty();
  }
}
