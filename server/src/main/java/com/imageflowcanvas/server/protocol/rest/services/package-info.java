/** {@code /v1/services}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.services;

import org.jspecify.annotations.NullMarked;
