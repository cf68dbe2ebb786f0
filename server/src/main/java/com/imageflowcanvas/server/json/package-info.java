/** JSON shapes and words that several protocols share, and the strict way of reading JSON. */
@NullMarked
package com.imageflowcanvas.server.json;

import org.jspecify.annotations.NullMarked;
