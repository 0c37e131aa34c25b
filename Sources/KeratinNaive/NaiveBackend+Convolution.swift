public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (window, channels, filters) = (descriptor.window, descriptor.channels, descriptor.filters)
    let (allChannels, allFilters) = (descriptor.groups * channels, descriptor.groups * filters)
    var sums = workspace.take(allFilters, of: Double.self)
    var place = 0
    for n in 0..<window.batch {
      for oz in 0..<window.output.depth {
        for oy in 0..<window.output.height {
          for ox in 0..<window.output.width {
            for f in 0..<allFilters { sums[f] = 0 }
            window.forEachInput(n, oz, oy, ox) { i, k in
              for group in 0..<descriptor.groups {
                for c in 0..<channels {
                  let factor = x[i * allChannels + group * channels + c].asDouble
                  let row = (k * channels + c) * allFilters + group * filters
                  for f in 0..<filters { sums[group * filters + f] += factor * w[row + f].asDouble }
                }
              }
            }
            for f in 0..<allFilters { y[place * allFilters + f] = T(rounding: sums[f]) }
            place += 1
          }
        }
      }
    }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (channels, filters) = (descriptor.channels, descriptor.filters)
    let (allChannels, allFilters) = (descriptor.groups * channels, descriptor.groups * filters)
    var sums = workspace.take(dx.count, of: Double.self)
    for i in 0..<dx.count { sums[i] = 0 }
    descriptor.window.forEachPair { i, o, k in
      for group in 0..<descriptor.groups {
        for c in 0..<channels {
          let row = (k * channels + c) * allFilters + group * filters
          var sum = 0.0
          for f in 0..<filters { sum += dy[o * allFilters + group * filters + f].asDouble * w[row + f].asDouble }
          sums[i * allChannels + group * channels + c] += sum
        }
      }
    }
    for i in 0..<dx.count { dx[i] = T(rounding: sums[i]) }
  }

  @specialized(where T == Float)
  @specialized(where T == Double)
  public func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let (channels, filters) = (descriptor.channels, descriptor.filters)
    let (allChannels, allFilters) = (descriptor.groups * channels, descriptor.groups * filters)
    var sums = workspace.take(dw.count, of: Double.self)
    for i in 0..<dw.count { sums[i] = 0 }
    descriptor.window.forEachPair { i, o, k in
      for group in 0..<descriptor.groups {
        for c in 0..<channels {
          let factor = x[i * allChannels + group * channels + c].asDouble
          let row = (k * channels + c) * allFilters + group * filters
          for f in 0..<filters { sums[row + f] += factor * dy[o * allFilters + group * filters + f].asDouble }
        }
      }
    }
    for i in 0..<dw.count { dw[i] = T(rounding: sums[i]) }
  }

  /// Sums in Double: of one place of the result, or of all of a gradient.
  public func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int {
    Workspace.bytes(
      max(descriptor.inputCount, descriptor.kernelCount, descriptor.groups * descriptor.filters), of: Double.self)
  }
}
