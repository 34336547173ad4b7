package dev.deucalion.http.netty;

import dev.deucalion.http.exchange.BadEscapeException;
import dev.deucalion.http.exchange.Body;
import dev.deucalion.http.exchange.MultipartForm;
import dev.deucalion.http.exchange.Parameters;
import dev.deucalion.http.exchange.PercentCodec;
import dev.deucalion.http.exchange.Request;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes of what came over the wire what handlers see. */
final class RequestReader {
  private static final String FORM = "application/x-www-form-urlencoded";

  private RequestReader() {}

  static Request read(HttpRequest head, byte[] body) throws BadEscapeException {
    String target = originForm(utf8(head.uri()));
    int question = target.indexOf('?');
    String path = question < 0 ? target : target.substring(0, question);
    String rawQuery = question < 0 ? "" : target.substring(question + 1);
    String method = head.method().name();
    Parameters query = Parameters.parse(rawQuery);
    String type = head.headers().get(HttpHeaderNames.CONTENT_TYPE);
    return new Request(
        method,
        PercentCodec.decodePath(path),
        rawQuery,
        query,
        form(method, type == null ? "" : type, body, query),
        Map.of(),
        new Body(body),
        name -> head.headers().get(name));
  }

  /** Path and query of a target, which may also be a whole URL. */
  private static String originForm(String target) {
    if (target.startsWith("/")) {
      return target;
    }
    int scheme = target.indexOf("://");
    int slash = scheme < 0 ? -1 : target.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : target.substring(slash);
  }

  /** Bytes arrive as one character each. */
  private static String utf8(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  /**
   * Parameters of body and URL: those of a form of lines come first, those of one of parts last.
   */
  private static Parameters form(String method, String contentType, byte[] body, Parameters query) {
    boolean mayCarry = method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    if (mayCarry && type.strip().equalsIgnoreCase(FORM)) {
      return Parameters.parse(new String(body, StandardCharsets.UTF_8)).followedBy(query);
    }
    return mayCarry && MultipartForm.is(type)
        ? query.followedBy(MultipartForm.parse(contentType, body))
        : query;
  }
}
