package dev.deucalion.http.api;

import dev.deucalion.promql.engine.QueryException;

/** Failures of evaluation as errors of the API. */
final class ApiErrors {
  private ApiErrors() {}

  static ApiException of(QueryException e) {
    ErrorType type =
        switch (e.kind()) {
          case EXECUTION -> ErrorType.EXECUTION;
          case TIMEOUT -> ErrorType.TIMEOUT;
          case CANCELED -> ErrorType.CANCELED;
          case STORAGE -> ErrorType.INTERNAL;
        };
    return new ApiException(type, String.valueOf(e.getMessage()));
  }
}
