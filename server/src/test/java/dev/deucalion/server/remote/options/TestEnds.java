package dev.deucalion.server.remote.options;

import dev.deucalion.scrape.options.HttpClientOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Remote ends of version 1 with a timeout of ten seconds, and defaults for what is not given. */
public final class TestEnds {
  private static final MetadataOptions NO_METADATA =
      new MetadataOptions(MetadataOptions.Sending.OFF, 1, 1);

  private TestEnds() {}

  /** An end that is told of no metadata. */
  public static RemoteWriteOptions end(String id, String name, String url, QueueOptions queue) {
    return end(id, name, url, queue, NO_METADATA);
  }

  /** An end. */
  public static RemoteWriteOptions end(
      String id, String name, String url, QueueOptions queue, MetadataOptions metadata) {
    return new RemoteWriteOptions(
        id,
        name,
        url,
        url,
        WriteProtocol.V1,
        10_000,
        Map.of(),
        List.of(),
        Set.of(),
        HttpClientOptions.DEFAULTS,
        new CloudAuth.None(),
        queue,
        metadata);
  }
}
