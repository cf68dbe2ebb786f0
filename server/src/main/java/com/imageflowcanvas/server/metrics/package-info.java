/** Figures for Prometheus: what the server does and how it fares. */
@NullMarked
package com.imageflowcanvas.server.metrics;

import org.jspecify.annotations.NullMarked;
