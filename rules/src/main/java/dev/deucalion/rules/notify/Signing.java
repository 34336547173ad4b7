package dev.deucalion.rules.notify;

import dev.deucalion.scrape.aws.AwsIdentity;

/** How requests are signed, beside what every HTTP client can. */
public sealed interface Signing {
  /** Not at all. */
  record None() implements Signing {}

  /**
   * {@code sigv4}, Amazon's signatures.
   *
   * @param service what the request is for
   */
  record SigV4(AwsIdentity identity, String service) implements Signing {}
}
