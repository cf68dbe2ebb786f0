package com.imageflowcanvas.access;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Whoever can send from an address: that address with IPv4, its /64 with IPv6, since there one
 * machine has a whole /64 to itself.
 */
public record Network(String name) {
  private static final int PREFIX_BYTES = 8;

  public static Network of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return new Network(address.getHostAddress());
    }
    byte[] bytes = address.getAddress();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < PREFIX_BYTES; i += 2) {
      text.append(String.format("%02x%02x:", bytes[i], bytes[i + 1]));
    }
    return new Network(text + ":/64");
  }
}
