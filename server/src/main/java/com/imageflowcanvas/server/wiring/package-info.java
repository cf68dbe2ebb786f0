/**
 * Makes adapters, services and protocols and gives them to each other; nothing else constructs an
 * adapter.
 */
@NullMarked
package com.imageflowcanvas.server.wiring;

import org.jspecify.annotations.NullMarked;
