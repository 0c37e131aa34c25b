/// What a kernel did that none may, whatever its result.
public enum KernelFault: Error, Hashable {
  /// Element `index` of the result is what was there before, or was computed from it: the bits of a NaN outlive a sum.
  case leftUnwritten(index: Int)
  /// Bytes next to the result were changed; negative offsets lie before it.
  case wroteOutsideResult(byteOffset: Int)
  /// Bytes after the workspace were changed.
  case wroteBeyondWorkspace(byteOffset: Int)
  /// With two threads element `index` has other bits than with one.
  case threadsDisagree(index: Int)
}
