/** The REST API: controllers that translate between JSON and the services. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest;

import org.jspecify.annotations.NullMarked;
