package com.imageflowcanvas.server.web;

import com.imageflowcanvas.server.config.ServerSettings;
import com.imageflowcanvas.server.protocol.rest.MultipartForm;
import java.util.Arrays;
import org.eclipse.jetty.ee11.webapp.WebAppContext;
import org.eclipse.jetty.ee11.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.Ssl;

/** Sets up Jetty: addresses, threads, TLS, and what every request passes before the servlets. */
public final class JettyServer {
  private static final int HEADER_BYTES = 16 * 1024;
  private static final long IDLE_MILLIS = 30_000;

  /** Of a body are read at once. */
  private static final int INPUT_BYTES = 64 * 1024;

  /** Of threads: with the usual 200, as many stalled uploads would stop the server. */
  private static final int NO_LIMIT = 0;

  private JettyServer() {}

  /** Requests run on virtual threads. */
  public static JettyServletWebServerFactory factory(ServerSettings settings) {
    ServerSettings.Network network = settings.network();
    JettyServletWebServerFactory factory = new JettyServletWebServerFactory(network.httpPort());
    factory.setAddress(network.bindAddress());
    factory.setThreadPool(new VirtualThreadPool(NO_LIMIT));
    factory.setShutdown(Shutdown.GRACEFUL);
    factory.getSettings().getJsp().setRegistered(false);
    network.tls().ifPresent(tls -> secure(factory, tls));
    factory.addServerCustomizers(server -> customize(server, settings));
    return factory;
  }

  private static void secure(JettyServletWebServerFactory factory, ServerSettings.Tls tls) {
    PemSslStoreDetails store =
        PemSslStoreDetails.forCertificate(tls.certificate().toUri().toString())
            .withPrivateKey(tls.key().toUri().toString());
    DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
    bundles.registerBundle("http", SslBundle.of(new PemSslStoreBundle(store, null)));
    factory.setSslBundles(bundles);
    factory.setSsl(Ssl.forBundle("http"));
  }

  private static void customize(Server server, ServerSettings settings) {
    WebAppContext context = server.getDescendant(WebAppContext.class);
    context.setErrorHandler(new ServerErrorHandler());
    int parts =
        2 * settings.limits().imagesPerExecution() + 16; // files and ids of files; and the fields
    context.setMaxFormKeys(parts);
    context.setMaxFormContentSize(parts * 256 + 2 * MultipartForm.MAX_TEXT_BYTES);
    JettyWebSocketServletContainerInitializer.configure(context, null);
    server.setErrorHandler(new ServerErrorHandler());
    RequestLimits limits =
        new RequestLimits(settings.limits().executionBytes(), settings.limits().modelBytes());
    server.setHandler(
        chain(
            server.getHandler(),
            new RestOfBody(),
            new SecurityHeaders(),
            new PathAliases(),
            new BodyEncodings(),
            limits));
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector tcp) {
        tcp.setIdleTimeout(IDLE_MILLIS);
      }
      HttpConnectionFactory http = connector.getConnectionFactory(HttpConnectionFactory.class);
      if (http != null) {
        http.setInputBufferSize(INPUT_BYTES);
        configure(http.getHttpConfiguration(), settings.network());
      }
    }
  }

  private static void configure(HttpConfiguration http, ServerSettings.Network network) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEADER_BYTES);
    if (!network.trustedProxies().isEmpty()) {
      http.addCustomizer(new TrustedProxies(network.trustedProxies()));
    }
  }

  /** A request passes the wrappers in their order. */
  private static Handler chain(Handler last, Handler.Wrapper... wrappers) {
    Handler next = last;
    for (Handler.Wrapper wrapper : Arrays.asList(wrappers).reversed()) {
      wrapper.setHandler(next);
      next = wrapper;
    }
    return next;
  }
}
