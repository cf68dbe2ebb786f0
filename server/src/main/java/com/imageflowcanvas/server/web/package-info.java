/** The HTTP server itself: ports, path aliases, limits of requests, the files of the web page. */
@NullMarked
package com.imageflowcanvas.server.web;

import org.jspecify.annotations.NullMarked;
