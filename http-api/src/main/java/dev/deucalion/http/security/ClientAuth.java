package dev.deucalion.http.security;

import java.util.Optional;

/** Whether clients are asked for a certificate, and what is done with it. */
public enum ClientAuth {
  /** None is asked for. */
  NONE(false, false),
  /** One is asked for; it may be any or none. */
  REQUEST(false, false),
  /** One must be shown, which may be any. */
  REQUIRE_ANY(true, false),
  /** One that is shown must be good. */
  VERIFY_IF_GIVEN(false, true),
  /** One must be shown, and be good. */
  REQUIRE_AND_VERIFY(true, true);

  private final boolean required;
  private final boolean verified;

  ClientAuth(boolean required, boolean verified) {
    this.required = required;
    this.verified = verified;
  }

  boolean isRequired() {
    return required;
  }

  boolean isVerified() {
    return verified;
  }

  /** The policy that {@code client_auth_type} names; empty for a name that there is not. */
  public static Optional<ClientAuth> named(String name) {
    return switch (name) {
      case "", "NoClientCert" -> Optional.of(NONE);
      case "RequestClientCert" -> Optional.of(REQUEST);
      case "RequireAnyClientCert", "RequireClientCert" -> Optional.of(REQUIRE_ANY);
      case "VerifyClientCertIfGiven" -> Optional.of(VERIFY_IF_GIVEN);
      case "RequireAndVerifyClientCert" -> Optional.of(REQUIRE_AND_VERIFY);
      default -> Optional.empty();
    };
  }
}
