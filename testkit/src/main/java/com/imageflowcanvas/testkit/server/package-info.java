/**
 * The server as a process of its own, and its API as a plain client sees it; for integration tests
 * and benchmarks.
 */
@NullMarked
package com.imageflowcanvas.testkit.server;

import org.jspecify.annotations.NullMarked;
