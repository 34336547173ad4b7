package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.HttpResources;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;

/** Lends clients: one for each way to an API server, as long as somebody has it. Thread-safe. */
public final class ApiClients {
  private final HttpResources resources;
  private final ApiMetrics metrics;
  private final ApiTuning tuning;
  private final Map<ApiAccess, Loan> loans = new HashMap<>();

  private static final class Loan {
    final ApiClient client;
    int borrowers;

    Loan(ApiClient client) {
      this.client = client;
    }
  }

  /**
   * Has no clients yet.
   *
   * @param resources the network, for tokens, and the environment variables that name proxies
   */
  public ApiClients(HttpResources resources, ApiMetrics metrics, ApiTuning tuning) {
    this.resources = resources;
    this.metrics = metrics;
    this.tuning = tuning;
  }

  public ApiTuning tuning() {
    return tuning;
  }

  /**
   * A client, to be given back once.
   *
   * @throws DiscoveryException when there is no way to an API server, with the reason
   */
  public synchronized KubernetesClient borrow(ApiAccess access) throws DiscoveryException {
    Loan loan = loans.get(access);
    if (loan == null) {
      loan = new Loan(new ApiClient(access, resources, metrics, tuning));
      loans.put(access, loan);
    }
    loan.borrowers++;
    return loan.client.client();
  }

  /** Takes a client back, and closes it with the last. */
  public synchronized void giveBack(ApiAccess access) {
    Loan loan = loans.get(access);
    if (loan == null) {
      throw new IllegalStateException("a client that was not borrowed");
    }
    if (--loan.borrowers == 0) {
      loans.remove(access);
      loan.client.close();
    }
  }
}
