package com.imageflowcanvas.server.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Believes gateways what they say of their clients. A gateway appends to what the client has sent,
 * so only the last address that is not a gateway's own is told by somebody trusted; whatever stands
 * before it anybody can have written.
 */
final class TrustedProxies implements HttpConfiguration.Customizer {
  private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]+");

  private final Set<InetAddress> trusted;
  private final ForwardedRequestCustomizer forwarded = new ForwardedRequestCustomizer();

  TrustedProxies(List<InetAddress> trusted) {
    this.trusted = Set.copyOf(trusted);
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    boolean believed =
        request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress from
            && trusted.contains(from.getAddress());
    return believed ? forwarded.customize(new Cut(request), responseHeaders) : request;
  }

  /** The headers of a request as if it had come through one gateway. */
  HttpFields cut(HttpFields headers) {
    HttpFields.Mutable cut = HttpFields.build(headers);
    if (headers.contains(HttpHeader.X_FORWARDED_FOR)) {
      // whoever sets this one need not know the other, and would pass on what a client invents
      cut.remove(HttpHeader.FORWARDED);
      cut.put(HttpHeader.X_FORWARDED_FOR, last(headers, HttpHeader.X_FORWARDED_FOR));
    } else if (headers.contains(HttpHeader.FORWARDED)) {
      cut.put(HttpHeader.FORWARDED, last(headers, HttpHeader.FORWARDED));
    }
    return cut.asImmutable();
  }

  /** The last entry that is not of a gateway; the first when all are. */
  private String last(HttpFields headers, HttpHeader name) {
    List<String> entries =
        headers.getFields(name).stream()
            .map(HttpField::getValue)
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .filter(entry -> !entry.isEmpty())
            .toList();
    return entries.reversed().stream()
        .filter(entry -> !isTrusted(entry))
        .findFirst()
        .orElse(entries.isEmpty() ? "" : entries.getFirst());
  }

  /** Entries are addresses, perhaps with a port; or, in Forwarded, such behind {@code for=}. */
  private boolean isTrusted(String entry) {
    String address =
        entry
            .replaceFirst("(?i)^(?:.*;)?\\s*for=([^;]*).*$", "$1")
            .replace("\"", "")
            .replaceFirst("^\\[([^]]*)](?::\\d+)?$", "$1")
            .replaceFirst("^([^:]*):\\d+$", "$1");
    try {
      return LITERAL.matcher(address).matches() // no name is ever looked up
          && trusted.contains(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private final class Cut extends Request.Wrapper {
    private final HttpFields headers;

    Cut(Request request) {
      super(request);
      this.headers = cut(request.getHeaders());
    }

    @Override
    public HttpFields getHeaders() {
      return headers;
    }
  }
}
