/** {@code /v1/files}. */
@NullMarked
package com.imageflowcanvas.server.protocol.rest.files;

import org.jspecify.annotations.NullMarked;
