package com.imageflowcanvas.cli.client;

/** Gives the bearer token of each request. */
interface Tokens {
  /** A token that should be accepted; logs in when there is none. */
  String token();

  /** Another token after the server refused this one; the same one where there is no other. */
  String renew(String refused);
}
