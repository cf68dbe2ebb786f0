package com.imageflowcanvas.adapters.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Tells public addresses from those of this machine, its network and its cloud. */
final class PublicAddresses {
  /** IANA's special-purpose registry for IPv4, and multicast. */
  private static final List<Block> NOT_PUBLIC_4 =
      List.of(
          Block.of("0.0.0.0", 8),
          Block.of("10.0.0.0", 8),
          Block.of("100.64.0.0", 10),
          Block.of("127.0.0.0", 8),
          Block.of("169.254.0.0", 16),
          Block.of("172.16.0.0", 12),
          Block.of("192.0.0.0", 24),
          Block.of("192.0.2.0", 24),
          Block.of("192.88.99.0", 24),
          Block.of("192.168.0.0", 16),
          Block.of("198.18.0.0", 15),
          Block.of("198.51.100.0", 24),
          Block.of("203.0.113.0", 24),
          Block.of("224.0.0.0", 3));

  /** All of IPv6 that is routed; loopback, private, link-local and mapped ones lie outside. */
  private static final Block GLOBAL_6 = Block.of("2000::", 3);

  /** Tunnels, which embed IPv4 addresses, and documentation. */
  private static final List<Block> NOT_PUBLIC_6 =
      List.of(
          Block.of("2001::", 23),
          Block.of("2001:db8::", 32),
          Block.of("2002::", 16),
          Block.of("3fff::", 20));

  private PublicAddresses() {}

  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address four -> NOT_PUBLIC_4.stream().noneMatch(block -> block.contains(four));
      case Inet6Address six ->
          GLOBAL_6.contains(six) && NOT_PUBLIC_6.stream().noneMatch(block -> block.contains(six));
      default -> false;
    };
  }

  /** Addresses that begin with the same bits. */
  private record Block(InetAddress first, int bits) {
    static Block of(String first, int bits) {
      return new Block(InetAddress.ofLiteral(first), bits);
    }

    boolean contains(InetAddress address) {
      byte[] theirs = address.getAddress();
      byte[] ours = first.getAddress();
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((theirs[bit / 8] & mask) != (ours[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
