package com.imageflowcanvas.server.security;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The address that a request came from; a gateway's word is believed only where it is trusted. */
final class ClientAddress {
  private ClientAddress() {}

  static InetAddress of(HttpServletRequest request) {
    String text = request.getRemoteAddr();
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    boolean literal = address.matches("[0-9a-fA-F.:\\[\\]]+"); // no name is ever looked up
    try {
      return literal ? InetAddress.getByName(address) : InetAddress.getByAddress(new byte[4]);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("address of a client: " + text, e);
    }
  }
}
