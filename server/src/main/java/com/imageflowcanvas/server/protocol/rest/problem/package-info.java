/** Errors as problem+json (RFC 9457), whatever went wrong and wherever. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.problem;

import org.jspecify.annotations.NullMarked;
