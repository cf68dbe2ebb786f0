/** WebSocket: one protocol behind several doors, for watching executions. */
@NullMarked
package com.imageflowcanvas.server.protocol.ws;

import org.jspecify.annotations.NullMarked;
