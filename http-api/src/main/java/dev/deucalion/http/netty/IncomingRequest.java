package dev.deucalion.http.netty;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/** A request while it arrives. Belongs to the event loop until it is complete. */
final class IncomingRequest {
  /** Bytes of a head that do not count. */
  static final int FREE_HEAD_BYTES = 16 * 1024;

  private static final int OK = 0;
  private static final int BAD_REQUEST = 400;
  private static final int BODY_TOO_LARGE = 413;
  private static final int HEADER_TOO_LARGE = 431;
  private static final int UNAVAILABLE = 503;

  private final HttpRequest head;
  private final BodyLimits limits;
  private final int maxBodyBytes;
  private final BodyBuffer body;
  private int takenBytes;
  private int refusal;

  IncomingRequest(HttpRequest head, BodyLimits limits) {
    this.head = head;
    this.limits = limits;
    this.maxBodyBytes = limits.maxBytes(head.uri());
    this.refusal = check(head, maxBodyBytes);
    this.body = new BodyBuffer(refusal == OK ? (int) HttpUtil.getContentLength(head, 0L) : 0);
    int headBytes = headBytes(head) - FREE_HEAD_BYTES;
    if (refusal == OK && headBytes > 0) {
      take(headBytes);
    }
  }

  /** Stands for what could not be taken. */
  static IncomingRequest refused(int status, BodyLimits limits) {
    HttpRequest none = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
    IncomingRequest request = new IncomingRequest(none, limits);
    request.refusal = status;
    return request;
  }

  private static int headBytes(HttpRequest head) {
    int bytes = head.uri().length();
    for (Map.Entry<String, String> field : head.headers()) {
      bytes += field.getKey().length() + field.getValue().length();
    }
    return bytes;
  }

  private boolean take(int bytes) {
    if (!limits.take(bytes)) {
      refusal = UNAVAILABLE;
      return false;
    }
    takenBytes += bytes;
    return true;
  }

  /** Takes a piece of the body; keeps nothing of it that would be too much. */
  void add(HttpContent content) {
    if (refusal != OK) {
      return;
    }
    if (!content.decoderResult().isSuccess()) {
      refusal = BAD_REQUEST;
      return;
    }
    ByteBuf bytes = content.content();
    if (body.size() + bytes.readableBytes() > maxBodyBytes) {
      refusal = BODY_TOO_LARGE;
      return;
    }
    if (!take(bytes.readableBytes())) {
      return;
    }
    body.add(bytes);
  }

  HttpRequest head() {
    return head;
  }

  byte[] body() {
    return body.toArray();
  }

  /** Gives back what it has of the limit for all; its bytes are needed no more. */
  void release() {
    limits.giveBack(takenBytes);
    takenBytes = 0;
  }

  /** Whether it cannot be served; nothing after it on the connection can be read then. */
  boolean isRefused() {
    return refusal != OK;
  }

  /** Status that says why it cannot be served. */
  int refusal() {
    return refusal;
  }

  boolean wantsContinue() {
    return HttpUtil.is100ContinueExpected(head);
  }

  private static int check(HttpRequest head, int maxBodyBytes) {
    DecoderResult decoded = head.decoderResult();
    if (!decoded.isSuccess()) {
      return decoded.cause() instanceof TooLongFrameException ? HEADER_TOO_LARGE : BAD_REQUEST;
    }
    boolean needsHost = head.protocolVersion().compareTo(HttpVersion.HTTP_1_1) >= 0;
    if (needsHost && !head.headers().contains(HttpHeaderNames.HOST)) {
      return BAD_REQUEST;
    }
    return HttpUtil.getContentLength(head, 0L) > maxBodyBytes ? BODY_TOO_LARGE : OK;
  }
}
