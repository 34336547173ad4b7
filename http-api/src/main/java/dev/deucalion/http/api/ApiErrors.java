package dev.deucalion.http.api;

import dev.deucalion.promql.QueryException;

/** Failures of evaluation as errors of the API. */
final class ApiErrors {
  private ApiErrors() {}

  static ApiException of(QueryException e) {
    String message = String.valueOf(e.getMessage());
    if (e.kind() == QueryException.Kind.INVALID_QUERY) {
      return ApiException.badParameter("query", message);
    }
    ErrorType type =
        switch (e.kind()) {
          case INVALID_QUERY -> ErrorType.BAD_DATA;
          case EXECUTION -> ErrorType.EXECUTION;
          case TIMEOUT -> ErrorType.TIMEOUT;
          case CANCELED -> ErrorType.CANCELED;
          case STORAGE -> ErrorType.INTERNAL;
        };
    return new ApiException(type, message);
  }
}
