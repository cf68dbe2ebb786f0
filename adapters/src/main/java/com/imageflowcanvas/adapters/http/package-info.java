/** Fetching files from the internet. */
@NullMarked
package com.imageflowcanvas.adapters.http;

import org.jspecify.annotations.NullMarked;
