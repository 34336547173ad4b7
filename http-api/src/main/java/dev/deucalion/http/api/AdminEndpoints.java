package dev.deucalion.http.api;

/** {@code /admin/tsdb/...}. The store cannot yet do what these ask for. */
public final class AdminEndpoints {
  private final boolean enabled;

  public AdminEndpoints(boolean enabled) {
    this.enabled = enabled;
  }

  /** Says why nothing is done. */
  public ApiFunction refusal() {
    return exchange -> {
      throw enabled
          ? new ApiException(ErrorType.INTERNAL, "not implemented")
          : new ApiException(ErrorType.UNAVAILABLE, "admin APIs disabled");
    };
  }
}
