/** {@code /v1/pipelines}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.pipelines;

import org.jspecify.annotations.NullMarked;
