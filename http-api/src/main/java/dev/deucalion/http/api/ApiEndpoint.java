package dev.deucalion.http.api;

import dev.deucalion.http.encode.JsonWriter;
import dev.deucalion.http.exchange.Exchange;
import dev.deucalion.http.exchange.Handler;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the envelope of the API round a function: status, data or error, warnings and infos. */
public final class ApiEndpoint implements Handler {
  private static final Logger log = LoggerFactory.getLogger(ApiEndpoint.class);

  private static final String JSON = "application/json";

  private final ApiFunction function;
  private final Cors cors;

  public ApiEndpoint(ApiFunction function, Cors cors) {
    this.function = function;
    this.cors = cors;
  }

  @Override
  public void handle(Exchange exchange) throws IOException {
    exchange.header("Vary", "Accept-Encoding");
    exchange.allowCompression();
    cors.apply(exchange);
    ApiResult result;
    try {
      result = function.call(exchange);
    } catch (ApiException e) {
      writeError(exchange, e);
      return;
    } catch (RuntimeException e) {
      log.error("cannot answer {}", exchange.request().path(), e);
      writeError(exchange, new ApiException(ErrorType.INTERNAL, e.toString()));
      return;
    }
    writeResult(exchange, result);
  }

  private static void writeResult(Exchange exchange, ApiResult result) throws IOException {
    ApiResult.Data data = result.data();
    if (data == null) {
      exchange.begin(204, null);
      return;
    }
    JsonWriter out = new JsonWriter(exchange.begin(200, JSON));
    out.beginObject();
    out.name("status");
    out.string("success");
    out.name("data");
    data.write(out);
    writeTexts(out, "warnings", result.warnings());
    writeTexts(out, "infos", result.infos());
    out.endObject();
  }

  /** Answers with an error. */
  static void writeError(Exchange exchange, ApiException error) throws IOException {
    JsonWriter out = new JsonWriter(exchange.begin(error.type().status(), JSON));
    out.beginObject();
    out.name("status");
    out.string("error");
    out.name("errorType");
    out.string(error.type().text());
    out.name("error");
    out.string(error.text());
    out.endObject();
  }

  private static void writeTexts(JsonWriter out, String name, List<String> texts)
      throws IOException {
    if (!texts.isEmpty()) {
      out.name(name);
      out.strings(texts);
    }
  }
}
