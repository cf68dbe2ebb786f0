/** Models run by ONNX Runtime: a folder of files, and a detector for each. */
@NullMarked
package com.imageflowcanvas.adapters.onnx;

import org.jspecify.annotations.NullMarked;
