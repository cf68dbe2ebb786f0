/** {@code /v1/executions}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.executions;

import org.jspecify.annotations.NullMarked;
