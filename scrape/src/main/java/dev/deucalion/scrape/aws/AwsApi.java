package dev.deucalion.scrape.aws;

import dev.deucalion.scrape.discovery.DiscoveryException;
import dev.deucalion.scrape.http.FetchException;
import dev.deucalion.scrape.http.HttpCaller;
import dev.deucalion.scrape.http.HttpRequest;
import dev.deucalion.scrape.http.HttpResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Calls actions of a service whose requests are forms and whose answers are XML. */
public final class AwsApi {
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  private static final String CHINA = "cn-";

  private final HttpCaller caller;
  private final String url;
  private final SigV4 signer;
  private final long timeoutMs;

  public AwsApi(HttpCaller caller, String url, SigV4 signer, long timeoutMs) {
    this.caller = caller;
    this.url = url.endsWith("/") ? url : url + "/";
    this.signer = signer;
    this.timeoutMs = timeoutMs;
  }

  /** The URL of a service in a region. */
  public static String url(String service, String region) {
    String domain = region.startsWith(CHINA) ? ".amazonaws.com.cn" : ".amazonaws.com";
    return "https://" + service + "." + region + domain;
  }

  /**
   * Calls an action.
   *
   * @param params {@code Action} and {@code Version} among them
   * @throws DiscoveryException when the answer is a refusal, with its code, or there is none
   */
  public XmlValue call(Map<String, String> params, AwsKeys keys, long nowMs)
      throws DiscoveryException {
    return answer(params, signer.signed(request(params), keys, nowMs));
  }

  /** Calls an action that anybody may call; as {@link #call}. */
  XmlValue callUnsigned(Map<String, String> params) throws DiscoveryException {
    return answer(params, request(params));
  }

  private HttpRequest request(Map<String, String> params) {
    String body =
        params.entrySet().stream()
            .map(param -> encode(param.getKey()) + "=" + encode(param.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.post(url, FORM, body);
  }

  private XmlValue answer(Map<String, String> params, HttpRequest request)
      throws DiscoveryException {
    try {
      HttpResponse answer = caller.call(request, timeoutMs);
      if (!answer.isSuccess()) {
        throw new DiscoveryException(
            params.get("Action") + ": " + answer.status() + reason(answer));
      }
      return XmlValue.parse(answer.body());
    } catch (FetchException e) {
      throw new DiscoveryException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String reason(HttpResponse answer) {
    try {
      XmlValue xml = XmlValue.parse(answer.body());
      XmlValue error = xml.has("Error") ? xml.at("Error") : xml.at("Errors", "Error");
      String code = error.text("Code");
      return code.isEmpty() ? "" : ", " + code + ": " + error.text("Message");
    } catch (DiscoveryException e) {
      return "";
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
