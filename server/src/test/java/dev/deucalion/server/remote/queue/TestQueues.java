package dev.deucalion.server.remote.queue;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.scrape.http.Resolver;
import dev.deucalion.server.remote.client.WriteClients;
import dev.deucalion.server.remote.options.MetadataOptions;
import dev.deucalion.server.remote.options.QueueOptions;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.TestEnds;
import java.util.Map;

/** Options and clients of queues. */
final class TestQueues {
  /** Waits a millisecond or so for everything. */
  static final QueueOptions QUICK =
      new QueueOptions(
          100, 1, 1, 10, 20, new QueueOptions.Backoff(1, 5, QueueOptions.RateLimited.DROPPED), 0);

  private TestQueues() {}

  /** An end of version 1 that is told of two metrics a request, every few milliseconds. */
  static RemoteWriteOptions options(String url, QueueOptions queue) {
    return TestEnds.end(
        "id", "name", url, queue, new MetadataOptions(MetadataOptions.Sending.ON, 5, 2));
  }

  static WriteClients clients(RemoteWriteOptions options) {
    return new WriteClients(
        options, new HttpResources(1 << 20, "test", Map.of(), Resolver.SYSTEM), Clock.SYSTEM);
  }
}
