/** Logging in, users, API keys and the audit log over REST. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.access;

import org.jspecify.annotations.NullMarked;
