package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.server.remote.options.RemoteWriteOptions;

/** Makes clients of one remote end, which share its certificates and tokens. For many threads. */
public final class WriteClients {
  private final RemoteWriteOptions options;
  private final Connector connector;
  private final RequestSigner signer;
  private final Clock clock;

  public WriteClients(RemoteWriteOptions options, HttpResources resources, Clock clock) {
    this.options = options;
    this.connector = new Connector(resources, options.http());
    this.signer = RequestSigner.NONE;
    this.clock = clock;
  }

  /** A client with a connection of its own. */
  public WriteClient client() {
    return new WriteClient(options, connector, signer, clock);
  }
}
