package com.imageflowcanvas.access;

import java.net.InetAddress;

/** A caller and the address that the call came from, for what is written to the audit log. */
public record Actor(Caller caller, InetAddress from) {}
