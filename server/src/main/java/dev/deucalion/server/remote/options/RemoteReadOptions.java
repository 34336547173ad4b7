package dev.deucalion.server.remote.options;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.Map;
import java.util.Set;

/**
 * One remote end that is read.
 *
 * @param name {@code remote_name} of its metrics
 * @param shownUrl the URL without its password
 * @param timeoutMs for one request
 * @param maxFrameBytes longest frame of a streamed answer that is taken
 * @param headers beside those of {@code http}
 * @param requiredMatchers labels and values that a query must ask for, or the end is not asked
 */
public record RemoteReadOptions(
    String name,
    String url,
    String shownUrl,
    long timeoutMs,
    long maxFrameBytes,
    Map<String, String> headers,
    Map<String, String> requiredMatchers,
    Set<ReadSwitch> switches,
    HttpClientOptions http) {
  /** What may be switched on. */
  public enum ReadSwitch {
    /** {@code read_recent}: asked also for times that the local store has whole. */
    READ_RECENT,
    /** {@code filter_external_labels}: asked with the external labels, answers without them. */
    FILTER_EXTERNAL_LABELS
  }

  public RemoteReadOptions {
    headers = Map.copyOf(headers);
    requiredMatchers = Map.copyOf(requiredMatchers);
    switches = Set.copyOf(switches);
  }

  public RemoteReadOptions withName(String newName) {
    return new RemoteReadOptions(
        newName,
        url,
        shownUrl,
        timeoutMs,
        maxFrameBytes,
        headers,
        requiredMatchers,
        switches,
        http);
  }

  public boolean has(ReadSwitch wanted) {
    return switches.contains(wanted);
  }
}
