package dev.deucalion.kubernetes.client;

import dev.deucalion.scrape.discovery.DiscoveryException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.Map;

/** Lends clients: one for each way to an API server, as long as somebody has it. Thread-safe. */
public final class ApiClients {
  private final Map<String, String> environment;
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
   * @param environment environment variables, for proxies
   */
  public ApiClients(Map<String, String> environment, ApiMetrics metrics, ApiTuning tuning) {
    this.environment = Map.copyOf(environment);
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
      loan = new Loan(new ApiClient(access, environment, metrics, tuning));
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
