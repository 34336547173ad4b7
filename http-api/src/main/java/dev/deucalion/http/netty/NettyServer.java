package dev.deucalion.http.netty;

import dev.deucalion.http.exchange.Handler;
import dev.deucalion.model.time.Clock;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Listens on sockets and has a handler answer HTTP/1 requests. */
public final class NettyServer implements AutoCloseable {
  private static final int READ_CHUNK_BYTES = 8192;
  private static final int PAGE_BYTES = 8192;

  /** Chunks of 8192 << 6 bytes, so half a megabyte, are what the pool takes from the system. */
  private static final int MAX_ORDER = 6;

  private static final int SMALL_CACHE = 64;
  private static final int NORMAL_CACHE = 8;
  private static final long STOP_TIMEOUT_MS = 2_000;

  private final NettyOptions options;
  private final HttpDate date;
  private final Handler handler;
  private final EventLoopGroup loops;
  private final RequestThreads threads = new RequestThreads();
  private final ConnectionLimit limit;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Channel> listeners = new ArrayList<>();

  private NettyServer(NettyOptions options, Clock clock, Handler handler) {
    this.options = options;
    this.date = new HttpDate(clock);
    this.handler = handler;
    this.limit = new ConnectionLimit(options.maxConnections());
    this.loops =
        new MultiThreadIoEventLoopGroup(
            options.eventLoopThreads(),
            new DefaultThreadFactory("http", true),
            NioIoHandler.newFactory());
  }

  /**
   * Starts to listen on all addresses, or on none when one of them fails.
   *
   * @throws IOException when an address cannot be listened on
   */
  public static NettyServer start(
      List<InetSocketAddress> addresses, NettyOptions options, Clock clock, Handler handler)
      throws IOException {
    NettyServer server = new NettyServer(options, clock, handler);
    boolean started = false;
    try {
      server.listen(addresses);
      started = true;
    } finally {
      if (!started) {
        server.close();
      }
    }
    return server;
  }

  /** Addresses listened on, with the ports that the system chose. */
  public List<InetSocketAddress> boundAddresses() {
    List<InetSocketAddress> bound = new ArrayList<>();
    for (Channel listener : listeners) {
      SocketAddress address = listener.localAddress();
      if (address instanceof InetSocketAddress inet) {
        bound.add(inet);
      }
    }
    return bound;
  }

  /** Stops listening, ends connections that wait for a request and lets running answers end. */
  public void drain(long timeoutMs) {
    for (Channel listener : listeners) {
      listener.close().syncUninterruptibly();
    }
    for (Channel connection : connections) {
      connection.pipeline().fireUserEventTriggered(Connection.DRAIN);
    }
    connections.newCloseFuture().awaitUninterruptibly(timeoutMs);
  }

  /** Ends everything at once. */
  @Override
  public void close() {
    for (Channel listener : listeners) {
      listener.close().syncUninterruptibly();
    }
    connections.close().awaitUninterruptibly(STOP_TIMEOUT_MS);
    threads.close();
    loops.shutdownGracefully(0, STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private void listen(List<InetSocketAddress> addresses) throws IOException {
    // A server of text needs little: one arena of small chunks, and caches on event loops only.
    ByteBufAllocator allocator =
        new PooledByteBufAllocator(
            true, 0, 1, PAGE_BYTES, MAX_ORDER, SMALL_CACHE, NORMAL_CACHE, false);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .handler(limit)
            .childHandler(new Initializer())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.ALLOCATOR, allocator)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    for (InetSocketAddress address : addresses) {
      ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(
            "listen tcp "
                + address.getHostString()
                + ":"
                + address.getPort()
                + ": "
                + reason(bound.cause()),
            bound.cause());
      }
      listeners.add(bound.channel());
    }
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  private final class Initializer extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      connections.add(channel);
      HttpDecoderConfig config =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(options.maxHeaderBytes())
              .setMaxHeaderSize(options.maxHeaderBytes())
              .setMaxChunkSize(READ_CHUNK_BYTES);
      channel
          .pipeline()
          .addLast(new HttpRequestDecoder(config))
          .addLast(new HttpResponseEncoder())
          .addLast(new Connection(options, date, threads, handler));
    }
  }
}
