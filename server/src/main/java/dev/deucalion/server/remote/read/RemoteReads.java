package dev.deucalion.server.remote.read;

import dev.deucalion.model.labels.Labels;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.server.remote.options.RemoteReadOptions;
import dev.deucalion.server.remote.options.RemoteReadOptions.ReadSwitch;
import dev.deucalion.storage.Querier;
import dev.deucalion.storage.Queryable;
import dev.deucalion.tsdb.merge.MergedQuerier;
import dev.deucalion.tsdb.merge.OlderSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The local store and the remote ends that are configured, as one. An end without {@code
 * read_recent} is only asked for times before those that the local store has. Safe for many
 * threads.
 */
public final class RemoteReads implements Queryable {
  private final Queryable local;
  private final LongSupplier localStartMs;
  private final HttpResources http;
  private final long maxAnswerBytes;
  private volatile State state = new State(Labels.EMPTY, List.of());

  private record State(Labels externalLabels, List<ReadClient> clients) {}

  /**
   * The local store alone.
   *
   * @param localStartMs from when on it has everything
   * @param maxAnswerBytes most bytes of an answer that is not streamed, when it is expanded
   */
  public RemoteReads(
      Queryable local, LongSupplier localStartMs, HttpResources http, long maxAnswerBytes) {
    this.local = local;
    this.localStartMs = localStartMs;
    this.http = http;
    this.maxAnswerBytes = maxAnswerBytes;
  }

  /** Asks these ends from now on. */
  public synchronized void apply(Labels externalLabels, List<RemoteReadOptions> configured) {
    State old = state;
    state =
        new State(
            externalLabels,
            configured.stream()
                .map(options -> new ReadClient(options, http, maxAnswerBytes))
                .toList());
    old.clients().forEach(ReadClient::close);
  }

  @Override
  public Querier querier(long minTimeMs, long maxTimeMs) {
    State now = state;
    Querier querier = local.querier(minTimeMs, maxTimeMs);
    return now.clients().isEmpty()
        ? querier
        : new MergedQuerier(querier, (from, to) -> open(now, from, to), minTimeMs, maxTimeMs);
  }

  private List<OlderSamples.Source> open(State now, long minTimeMs, long maxTimeMs) {
    List<RemoteEnd> ends = new ArrayList<>();
    for (ReadClient client : now.clients()) {
      long toMs =
          client.options().has(ReadSwitch.READ_RECENT)
              ? maxTimeMs
              : Math.min(maxTimeMs, localStartMs.getAsLong());
      if (minTimeMs <= toMs) {
        ends.add(new RemoteEnd(client, now.externalLabels(), minTimeMs, toMs));
      }
    }
    return new ReadRound(ends).sources();
  }

  /** What is counted of each end. */
  public List<ReadCounters> counters() {
    return state.clients().stream().map(ReadClient::counters).toList();
  }
}
