/** {@code /v1/models}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.models;

import org.jspecify.annotations.NullMarked;
