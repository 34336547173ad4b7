package dev.deucalion.http.receive;

import java.util.List;
import java.util.Set;

/**
 * What the receiver of remote writes takes.
 *
 * @param acceptedMessages in the order in which refusals list them; none means that the receiver is
 *     switched off
 * @param extras what is taken beside samples
 * @param maxConcurrent how many requests are unpacked at a time; others wait
 */
public record RemoteWriteOptions(
    List<WriteMessage> acceptedMessages, Set<WriteExtra> extras, int maxConcurrent) {
  /** Takes nothing. */
  public static final RemoteWriteOptions OFF = new RemoteWriteOptions(List.of(), Set.of(), 1);

  public RemoteWriteOptions {
    acceptedMessages = List.copyOf(acceptedMessages);
    extras = Set.copyOf(extras);
    if (maxConcurrent < 1) {
      throw new IllegalArgumentException("no request could run");
    }
  }

  /** Takes these messages, as many at a time as there are processors. */
  public static RemoteWriteOptions accepting(List<WriteMessage> messages, Set<WriteExtra> extras) {
    return new RemoteWriteOptions(messages, extras, Runtime.getRuntime().availableProcessors());
  }

  /** Whether the receiver is switched on. */
  public boolean isOn() {
    return !acceptedMessages.isEmpty();
  }
}
