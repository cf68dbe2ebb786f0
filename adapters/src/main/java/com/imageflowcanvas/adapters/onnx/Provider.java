package com.imageflowcanvas.adapters.onnx;

/**
 * Where networks run. CUDA needs {@code onnxruntime_gpu} on the class path instead of the other.
 */
public enum Provider {
  CPU,
  CUDA
}
