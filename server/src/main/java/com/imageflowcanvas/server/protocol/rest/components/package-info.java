/** {@code /v1/components}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.components;

import org.jspecify.annotations.NullMarked;
