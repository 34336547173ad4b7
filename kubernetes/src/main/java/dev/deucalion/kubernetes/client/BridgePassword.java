package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.http.ProxyBridge;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;

/**
 * Shows the bridge its password. The JDK's client tells it to the bridge alone where it asks for a
 * tunnel; of other requests the bridge passes it on to nobody.
 */
final class BridgePassword implements Interceptor {
  static final String NAME = "DEUCALION-BRIDGE";

  private final ProxyBridge bridge;

  BridgePassword(ProxyBridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    builder.setHeader(ProxyBridge.PASSWORD_HEADER, bridge.password());
  }
}
