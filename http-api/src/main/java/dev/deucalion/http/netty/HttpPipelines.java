package dev.deucalion.http.netty;

import dev.deucalion.http.exchange.Handler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of a connection, by the version of HTTP. In both, a {@link Connection} at the end
 * sees requests of HTTP/1: in HTTP/2 each stream is a channel of its own with one request.
 */
final class HttpPipelines {
  private static final int READ_CHUNK_BYTES = 8192;
  private static final int MAX_STREAMS = 250;

  /** All fields of a head in HTTP/2, which takes few bytes to say much. */
  private static final int MAX_LIST_BYTES = 256 << 10;

  private final NettyOptions options;
  private final HttpDate date;
  private final RequestThreads threads;
  private final LargePages largePages = new LargePages(Runtime.getRuntime().maxMemory());
  private final Handler handler;

  HttpPipelines(NettyOptions options, HttpDate date, RequestThreads threads, Handler handler) {
    this.options = options;
    this.date = date;
    this.threads = threads;
    this.handler = handler;
  }

  /** Of a connection whose bytes are those of the protocol, as they are not with TLS. */
  void addPlainHttp1(Channel channel) {
    addHttp1(channel.pipeline(), channel instanceof DirectSocket direct ? direct : null);
  }

  void addHttp1(ChannelPipeline pipeline) {
    addHttp1(pipeline, null);
  }

  private void addHttp1(ChannelPipeline pipeline, @Nullable DirectSocket direct) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(options.maxHeaderBytes())
            .setMaxHeaderSize(options.maxHeaderBytes())
            .setMaxChunkSize(READ_CHUNK_BYTES)
            .setHeadersFactory(FewHeaders.FACTORY);
    HeadBytes heads = new HeadBytes(options.bodies());
    pipeline.addLast(
        heads,
        new HttpRequestDecoder(config),
        new HttpResponseEncoder(),
        connection(heads, direct));
  }

  void addHttp2(ChannelPipeline pipeline) {
    Http2FrameCodec codec =
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(MAX_STREAMS)
                    .maxHeaderListSize(Math.min(options.maxHeaderBytes(), MAX_LIST_BYTES)))
            .build();
    Http2Session session = new Http2Session(options.readTimeoutMs());
    pipeline.addLast(codec, new Http2MultiplexHandler(new Streams(session)), session);
  }

  private Connection connection(@Nullable HeadBytes heads, @Nullable DirectSocket direct) {
    return new Connection(options, date, threads, largePages, handler, heads, direct);
  }

  private final class Streams extends ChannelInitializer<Channel> {
    private final Http2Session session;

    Streams(Http2Session session) {
      this.session = session;
    }

    @Override
    protected void initChannel(Channel stream) {
      session.opened(stream);
      stream
          .pipeline()
          .addLast(new Http2StreamFrameToHttpObjectCodec(true), connection(null, null));
    }
  }
}
