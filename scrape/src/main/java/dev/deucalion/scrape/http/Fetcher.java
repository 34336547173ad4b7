package dev.deucalion.scrape.http;

/** Gets one target's bodies, one at a time. */
public interface Fetcher extends AutoCloseable {
  /**
   * Fetches into an empty body.
   *
   * @param timeoutMs for the whole, however slowly bytes come
   * @return the content type, empty when the target gave none
   * @throws FetchException when there is no whole body, with the reason to show
   */
  String fetch(long timeoutMs, Body body) throws FetchException;

  /** Ends a running fetch, and fails later ones. From any thread. */
  @Override
  void close();
}
