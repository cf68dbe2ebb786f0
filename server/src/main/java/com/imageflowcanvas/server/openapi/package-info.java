/** What {@code /openapi.json} tells beyond what the controllers say themselves. */
@NullMarked
package com.imageflowcanvas.server.openapi;

import org.jspecify.annotations.NullMarked;
