public import KeratinKernels

/// A layer that draws random numbers from a key of its own and a counter, as ``Dropout`` does.
///
/// A checkpoint holds the keys of such layers: training that goes on in another process draws the same numbers.
public protocol RandomKeyed: Layer {
  /// What the numbers follow from.
  var key: RandomKey { get set }
}

extension Layer {
  /// The layers that have keys, this one and those inside it, in a fixed order.
  package var randomKeyedLayers: [any RandomKeyed] {
    layersWithin { _ in true }.compactMap { $0 as? any RandomKeyed }
  }
}
