package dev.deucalion.server.remote.client;

import dev.deucalion.model.time.Clock;
import dev.deucalion.scrape.http.Connector;
import dev.deucalion.scrape.http.HttpResources;
import dev.deucalion.server.remote.options.CloudAuth;
import dev.deucalion.server.remote.options.RemoteWriteOptions;
import dev.deucalion.server.remote.options.WriteSwitch;
import java.util.Map;

/** Makes clients of one remote end, which share its certificates and tokens. For many threads. */
public final class WriteClients {
  private final RemoteWriteOptions options;
  private final Connector connector;
  private final RequestSigner signer;
  private final Clock clock;

  public WriteClients(RemoteWriteOptions options, HttpResources resources, Clock clock) {
    this(options, resources, clock, System.getenv());
  }

  /**
   * Clients with all that surrounds them.
   *
   * @param environment variables that may say what the options do not
   */
  WriteClients(
      RemoteWriteOptions options,
      HttpResources resources,
      Clock clock,
      Map<String, String> environment) {
    this.options = options;
    this.connector =
        new Connector(
            options.has(WriteSwitch.ROUND_ROBIN_DNS) ? resources.takingTurns() : resources,
            options.http());
    this.signer =
        switch (options.cloud()) {
          case CloudAuth.SigV4 sigV4 -> new SigV4Signer(sigV4, resources, environment, clock);
          case CloudAuth.AzureAd azure ->
              new TokenSigner(
                  new AzureGrant(azure, environment, clock, resources.random()), resources, clock);
          case CloudAuth.GoogleIam google ->
              new TokenSigner(new GoogleGrant(google, environment, clock), resources, clock);
          case CloudAuth.None _ -> RequestSigner.NONE;
        };
    this.clock = clock;
  }

  /** A client with a connection of its own. */
  public WriteClient client() {
    return new WriteClient(options, connector, signer, clock);
  }
}
