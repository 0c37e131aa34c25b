internal import KeratinKernels

/// A layer without arguments beside those that all layers have.
protocol PlainLayer: Layer, KerasObject {
  init(name: String?, isTrainable: Bool, elementType: ElementType?)
}

extension PlainLayer {
  package init(_ config: ConfigReader) throws { self.init(name: nil, isTrainable: true, elementType: nil) }
}
