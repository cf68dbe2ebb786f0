/** Contract tests, fakes and test images, as a library. */
@NullMarked
package com.imageflowcanvas.testkit;

import org.jspecify.annotations.NullMarked;
