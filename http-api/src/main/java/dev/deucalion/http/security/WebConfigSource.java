package dev.deucalion.http.security;

/** Knows the web configuration in force. Called by many threads at a time. */
@FunctionalInterface
public interface WebConfigSource {
  /** Neither TLS nor passwords. */
  WebConfigSource OPEN = () -> WebConfig.OPEN;

  /**
   * The configuration as it is now.
   *
   * @throws WebConfigException when it cannot be read; nobody is let in then
   */
  WebConfig current() throws WebConfigException;
}
