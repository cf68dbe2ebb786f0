/** JSON documents. */
@NullMarked
package com.imageflowcanvas.adapters.jackson;

import org.jspecify.annotations.NullMarked;
