package dev.deucalion.server.remote.options;

import dev.deucalion.model.relabel.RelabelRule;
import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One remote end that is written to.
 *
 * @param id the same for two configurations that differ in nothing but secrets
 * @param name {@code remote_name} of its metrics
 * @param url where requests go
 * @param shownUrl the URL without its password
 * @param timeoutMs for one request
 * @param headers beside those of {@code http}
 * @param relabeling applied after external labels
 */
public record RemoteWriteOptions(
    String id,
    String name,
    String url,
    String shownUrl,
    WriteProtocol protocol,
    long timeoutMs,
    Map<String, String> headers,
    List<RelabelRule> relabeling,
    Set<WriteSwitch> switches,
    HttpClientOptions http,
    CloudAuth cloud,
    QueueOptions queue,
    MetadataOptions metadata) {
  /** Characters of the id that make the name of an end which is given none. */
  public static final int MADE_NAME_LENGTH = 6;

  public RemoteWriteOptions {
    headers = Map.copyOf(headers);
    relabeling = List.copyOf(relabeling);
    switches = Set.copyOf(switches);
  }

  public boolean has(WriteSwitch wanted) {
    return switches.contains(wanted);
  }

  /** What tells this end from most others, whatever else of it may change. */
  public String positionKey() {
    boolean made = name.length() == MADE_NAME_LENGTH && id.startsWith(name);
    return url + ' ' + (made ? "" : name);
  }

  /** Whether native histograms are sent. */
  public boolean sendsHistograms() {
    return protocol == WriteProtocol.V2 || has(WriteSwitch.NATIVE_HISTOGRAMS);
  }
}
