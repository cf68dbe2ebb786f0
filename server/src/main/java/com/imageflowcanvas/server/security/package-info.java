/** Who sends a request, and whether they may: tokens, API keys, rules of the paths. */
@NullMarked
package com.imageflowcanvas.server.security;

import org.jspecify.annotations.NullMarked;
