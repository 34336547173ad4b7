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
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens on sockets and has a handler answer requests. */
public final class NettyServer implements AutoCloseable {
  private static final int PAGE_BYTES = 8192;

  /** Chunks of 8192 << 6 bytes, so half a megabyte, are what the pool takes from the system. */
  private static final int MAX_ORDER = 6;

  private static final int SMALL_CACHE = 64;
  private static final int NORMAL_CACHE = 8;
  private static final long STOP_TIMEOUT_MS = 2_000;

  /** How long a client may take to agree on TLS. */
  private static final long HANDSHAKE_TIMEOUT_MS = 60_000;

  private final HttpPipelines pipelines;
  private final long handshakeTimeoutMs;
  private final @Nullable TlsEngines tls;
  private final EventLoopGroup loops;
  private final RequestThreads threads;
  private final ExecutorService handshakes;
  private final ConnectionLimit limit;
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final List<Channel> listeners = new ArrayList<>();

  private NettyServer(
      NettyOptions options, Clock clock, Handler handler, @Nullable TlsEngines tls) {
    this.threads = new RequestThreads(options.maxConnections());
    this.pipelines = new HttpPipelines(options, new HttpDate(clock), threads, handler);
    this.handshakeTimeoutMs = Math.min(HANDSHAKE_TIMEOUT_MS, options.readTimeoutMs());
    this.tls = tls;
    this.handshakes =
        Executors.newFixedThreadPool(
            options.eventLoopThreads(), new DefaultThreadFactory("handshake", true));
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
   * @param addresses of the network, or of sockets in the file system
   * @param tls null to speak in the clear
   * @throws IOException when an address cannot be listened on
   */
  public static NettyServer start(
      List<? extends SocketAddress> addresses,
      NettyOptions options,
      Clock clock,
      Handler handler,
      @Nullable TlsEngines tls)
      throws IOException {
    NetworkLibrary.awaitLoaded();
    NettyServer server = new NettyServer(options, clock, handler, tls);
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

  /**
   * What takes most of the time of a first start, for another thread to run before: loading the
   * network library. Servers that are started from now on wait for its end.
   */
  public static Runnable preparation() {
    return NetworkLibrary.loading();
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
    handshakes.shutdownNow();
    loops.shutdownGracefully(0, STOP_TIMEOUT_MS, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  private void listen(List<? extends SocketAddress> addresses) throws IOException {
    // A server of text needs little: one arena of small chunks, and caches on event loops only.
    ByteBufAllocator allocator =
        new PooledByteBufAllocator(
            true, 0, 1, PAGE_BYTES, MAX_ORDER, SMALL_CACHE, NORMAL_CACHE, false);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .handler(limit)
            .childHandler(new Initializer())
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.ALLOCATOR, allocator);
    ServerBootstrap ofFiles = bootstrap.clone().channel(NioServerDomainSocketChannel.class);
    ServerBootstrap ofNetwork =
        bootstrap
            .clone()
            .channelFactory(DirectServerSocket::new)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    for (SocketAddress address : addresses) {
      boolean isFile = address instanceof UnixDomainSocketAddress;
      ChannelFuture bound = (isFile ? ofFiles : ofNetwork).bind(address).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(
            "listen " + text(address) + ": " + reason(bound.cause()), bound.cause());
      }
      listeners.add(bound.channel());
    }
  }

  /** The network and the address, as Go names them. */
  private static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? "tcp " + inet.getHostString() + ":" + inet.getPort()
        : "unix " + address;
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message;
  }

  private final class Initializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      connections.add(channel);
      TlsEngines engines = tls;
      if (engines == null) {
        pipelines.addPlainHttp1(channel);
      } else {
        channel
            .pipeline()
            .addLast(new TlsEntry(engines, handshakes, handshakeTimeoutMs, pipelines));
      }
    }
  }
}
