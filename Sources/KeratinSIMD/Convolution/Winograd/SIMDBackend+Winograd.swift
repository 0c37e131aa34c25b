internal import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  /// The convolution itself, or its gradient by the input, by Winograd's algorithm.
  func correlateByWinograd(
    _ kernels: WinogradKernels, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>, _ epilogue: Epilogue,
    into y: UnsafeMutablePointer<Float>, _ workspace: inout Workspace
  ) {
    var transformed = workspace.take(kernels.count, of: Float.self)
    WinogradRun(kernels, table, x, transformed: transformed.address(), into: y, epilogue).run(w)
  }

  /// The gradient by the kernels by Winograd's algorithm.
  func kernelGradientByWinograd(
    _ convolution: Convolution, _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>,
    into dw: UnsafeMutablePointer<Float>, _ workspace: inout Workspace
  ) {
    let (tiling, cuts) = kernelGradientCuts(convolution)
    var sums = workspace.take(cuts.sumCount(convolution), of: Float.self)
    WinogradKernelGradientRun(
      convolution: convolution, tiling: tiling, cuts: cuts, table: table, x: x, dy: dy, dw: dw, sums: sums.address()
    ).run()
  }

  /// The transformed kernels for the convolution itself, or for its gradient by the input.
  func winogradKernels(_ convolution: Convolution, isTransposed: Bool) -> WinogradKernels {
    WinogradKernels(
      convolution: convolution, isTransposed: isTransposed, panelColumns: table.products.panelColumns)
  }

  /// The most that any of the three needs.
  func winogradWorkspaceBytes(_ convolution: Convolution) -> Int {
    var most = 0
    if convolution.method == .winograd { most = winogradKernels(convolution, isTransposed: false).count }
    if convolution.inputGradientMethod == .winograd {
      most = max(most, winogradKernels(convolution, isTransposed: true).count)
    }
    if convolution.kernelGradientMethod == .winograd {
      most = max(most, kernelGradientCuts(convolution).cuts.sumCount(convolution))
    }
    return Workspace.bytes(most, of: Float.self)
  }

  private func kernelGradientCuts(
    _ convolution: Convolution
  ) -> (tiling: WinogradTiling, cuts: WinogradKernelGradientCuts) {
    let tiling = WinogradTiling(batch: convolution.window.batch, extents: convolution.window.output)
    return (tiling, WinogradKernelGradientCuts(convolution, tiling, panelColumns: table.products.panelColumns))
  }
}
