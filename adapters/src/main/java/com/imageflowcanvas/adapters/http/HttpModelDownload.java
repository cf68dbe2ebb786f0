package com.imageflowcanvas.adapters.http;

import com.imageflowcanvas.error.ErrorCode;
import com.imageflowcanvas.error.FieldError;
import com.imageflowcanvas.error.Problem;
import com.imageflowcanvas.error.ProblemException;
import com.imageflowcanvas.model.ModelDownload;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches files over HTTP and HTTPS from public addresses only. Every address is checked when it is
 * connected to, for redirects too, so that no name can be made to point inside after the check.
 */
public final class HttpModelDownload implements ModelDownload, AutoCloseable {
  private static final int MAX_REDIRECTS = 3;
  private static final int MAX_URL = 2_000;
  private static final int MAX_PORT = 65_535;
  private static final Timeout CONNECT = Timeout.ofSeconds(10);
  private static final Timeout SILENCE = Timeout.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofMinutes(15);

  private final CloseableHttpClient client;

  public HttpModelDownload() {
    this(PublicAddresses::isPublic);
  }

  /**
   * @param allowed which addresses may be connected to
   */
  HttpModelDownload(Predicate<InetAddress> allowed) {
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedResolver(allowed))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT)
                            .setSocketTimeout(SILENCE)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setRedirectsEnabled(false)
                    .setResponseTimeout(SILENCE)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .setUserAgent("ImageFlowCanvas")
            .build();
  }

  @Override
  public InputStream open(URI url) {
    URI at = checked(url);
    for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      ClassicHttpResponse response = get(at);
      if (response.getCode() == 200) {
        return body(response);
      }
      Optional<URI> next = redirect(at, response);
      close(response);
      if (next.isEmpty()) {
        throw wrong("it answers with status " + response.getCode() + " (expected: 200)");
      }
      at = next.get();
    }
    throw wrong("more than " + MAX_REDIRECTS + " redirects (expected: no more)");
  }

  @Override
  public void close() {
    client.close(CloseMode.GRACEFUL);
  }

  private ClassicHttpResponse get(URI url) {
    try {
      return client.executeOpen(null, new HttpGet(url), null);
    } catch (ForbiddenAddressException e) {
      throw wrong("its host has an address that is not public (expected: a public one)");
    } catch (UnknownHostException e) {
      throw wrong("its host is not known (expected: the name of a public one)");
    } catch (IOException e) {
      throw wrong("it cannot be reached (expected: a server that answers in time)");
    }
  }

  private static InputStream body(ClassicHttpResponse response) {
    @Nullable HttpEntity entity = response.getEntity();
    if (entity == null) {
      close(response);
      throw wrong("it answers with nothing (expected: a file)");
    }
    try {
      return new BoundedTimeStream(entity.getContent(), response, WHOLE);
    } catch (IOException e) {
      close(response);
      throw wrong("it breaks off (expected: a whole file)");
    }
  }

  private static Optional<URI> redirect(URI from, ClassicHttpResponse response) {
    @Nullable Header location = response.getFirstHeader("Location");
    boolean redirects = response.getCode() >= 301 && response.getCode() <= 308;
    if (!redirects || location == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(checked(from.resolve(new URI(location.getValue()))));
    } catch (URISyntaxException e) {
      throw wrong("it redirects to what is no URL (expected: http or https)");
    }
  }

  private static URI checked(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    boolean known = scheme.equals("http") || scheme.equals("https");
    if (!known || url.getHost() == null || url.getUserInfo() != null) {
      throw wrong("not one to fetch from (expected: http or https, a host, no password)");
    }
    // -1 where none is written
    if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
      throw wrong("port " + url.getPort() + " (expected: 1.." + MAX_PORT + ")");
    }
    if (url.toString().length() > MAX_URL) {
      throw wrong("too long (expected: at most " + MAX_URL + " characters)");
    }
    return url;
  }

  private static void close(ClassicHttpResponse response) {
    try {
      response.close();
    } catch (IOException e) {
      // the connection is gone, which is what was wanted
      return;
    }
  }

  private static ProblemException wrong(String detail) {
    return Problem.of(ErrorCode.INVALID_REQUEST, List.of(new FieldError("/url", "url: " + detail)))
        .exception();
  }

  /** Resolves a name to what is connected to next, and to nothing that is not allowed. */
  private static final class CheckedResolver extends SystemDefaultDnsResolver {
    private final Predicate<InetAddress> allowed;

    CheckedResolver(Predicate<InetAddress> allowed) {
      this.allowed = allowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = super.resolve(host);
      if (!Arrays.stream(addresses).allMatch(allowed)) {
        throw new ForbiddenAddressException(host);
      }
      return addresses;
    }
  }

  /** A name stands for an address that may not be connected to. */
  private static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host) {
      super(host);
    }
  }
}
