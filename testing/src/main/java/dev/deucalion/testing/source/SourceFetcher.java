package dev.deucalion.testing.source;

import dev.deucalion.scrape.http.Body;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.Fetcher;

/** Gets the bodies of a target in the same process. */
public final class SourceFetcher implements Fetcher {
  private final ExpositionSource source;

  /** A fetcher of what a source shows. */
  public SourceFetcher(ExpositionSource source) {
    this.source = source;
  }

  @Override
  public String fetch(long timeoutMs, Body body) throws FetchException {
    Exposition shown = read();
    if (shown == null) {
      throw new FetchException(FetchException.Kind.FAILED, "the source gave null");
    }
    body.append(shown.body(), 0, shown.body().length);
    return shown.contentType();
  }

  /** Whatever a source throws is the target's failure, not the test's. */
  private Exposition read() throws FetchException {
    try {
      return source.read();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(e);
    } catch (Exception e) {
      throw failed(e);
    }
  }

  private static FetchException failed(Exception e) {
    return new FetchException(FetchException.Kind.FAILED, e.toString());
  }

  @Override
  public void close() {}
}
