package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests as Amazon's services want it (Signature Version 4). The headers {@code Host},
 * {@code X-Amz-*} and {@code Content-Type} are signed, and the body.
 */
public final class SigV4 {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String region;
  private final String service;

  public SigV4(String region, String service) {
    this.region = region;
    this.service = service;
  }

  /** The request with the headers of its signature. */
  public HttpRequest signed(HttpRequest request, AwsKeys keys, long nowMs) {
    String time = TIME.format(Instant.ofEpochMilli(nowMs));
    HttpRequest dated = request.withHeader("X-Amz-Date", time);
    if (!keys.sessionToken().isEmpty()) {
      dated = dated.withHeader("X-Amz-Security-Token", keys.sessionToken());
    }
    URI url = URI.create(HttpUrl.escaped(request.url()));
    TreeMap<String, String> headers = new TreeMap<>();
    String authority = url.getRawAuthority();
    headers.put("host", authority.substring(authority.lastIndexOf('@') + 1));
    dated
        .headers()
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.strip()));
    String names = String.join(";", headers.keySet());
    String canonical =
        String.join(
            "\n",
            request.method(),
            url.getRawPath().isEmpty() ? "/" : url.getRawPath(),
            canonicalQuery(url.getRawQuery()),
            headers.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            hex(sha256(request.body())));
    String date = time.substring(0, 8);
    String scope = date + "/" + region + "/" + service + "/aws4_request";
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(canonical))));
    byte[] key = hmac(bytes("AWS4" + keys.secretKey()), date);
    for (String part : List.of(region, service, "aws4_request")) {
      key = hmac(key, part);
    }
    return dated.withHeader(
        "Authorization",
        ALGORITHM
            + " Credential="
            + keys.accessKey()
            + "/"
            + scope
            + ", SignedHeaders="
            + names
            + ", Signature="
            + hex(hmac(key, toSign)));
  }

  private static String canonicalQuery(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return "";
    }
    List<String> params = new ArrayList<>();
    for (String param : query.split("&", -1)) {
      params.add(param.contains("=") ? param : param + "=");
    }
    Collections.sort(params);
    return String.join("&", params);
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
