/// A mistake, said so that it teaches: what was expected, what came, where, and what to try.
public struct KeratinError: Error, Sendable, Hashable {
  /// What went wrong, for code that wants to tell mistakes apart.
  public enum Kind: String, Sendable, Hashable {
    /// Shapes that do not fit, an axis that is not there.
    case shape
    /// An element type that an operation cannot work on.
    case elementType
    /// An argument outside its range.
    case argument
    /// Data that cannot be used: labels out of range, lengths that differ, an empty set, text that is no number.
    case data
    /// NaN or infinity where a finite number must be.
    case nonFinite
    /// Something done before what it needs: an uncompiled model, an unbuilt layer.
    case state
    /// A backend that is not there, or one whose results differ from another's.
    case backend
    /// A derivative that does not exist.
    case gradient
    /// A file that cannot be read or written.
    case file
  }

  public var kind: Kind
  /// One sentence: what was expected.
  public var expected: String
  /// What came instead.
  public var received: String
  /// The operation or function in which it happened.
  public var operation: String?
  /// The path of the layer in which it happened: `sequential/dense_1`.
  public var layerPath: String?
  /// Where the caller stood.
  public var site: CallSite?
  /// What to try.
  public var suggestion: String?

  public init(
    _ kind: Kind, expected: String, received: String, operation: String? = nil, layerPath: String? = nil,
    site: CallSite? = nil, suggestion: String? = nil
  ) {
    self.kind = kind
    self.expected = expected
    self.received = received
    self.operation = operation
    self.layerPath = layerPath?.isEmpty == true ? nil : layerPath
    self.site = site
    self.suggestion = suggestion
  }

  /// The same error with the places filled in that it does not name yet.
  public func located(operation: String? = nil, layerPath: String? = nil, site: CallSite? = nil) -> KeratinError {
    var error = self
    error.operation = self.operation ?? operation
    error.layerPath = self.layerPath ?? (layerPath?.isEmpty == true ? nil : layerPath)
    error.site = self.site ?? (site?.isInside == true ? nil : site)
    return error
  }
}

extension KeratinError: CustomStringConvertible {
  /// `matmul in sequential/dense: expected …. Received: …. Try: …. (Main.swift:12)`
  public var description: String {
    var text = ""
    switch (operation, layerPath) {
    case (let operation?, let path?): text += "\(operation) in \(path): "
    case (let operation?, nil): text += "\(operation): "
    case (nil, let path?): text += "\(path): "
    case (nil, nil): break
    }
    text += "expected \(expected). Received: \(received)."
    if let suggestion { text += " Try: \(suggestion)." }
    if let site { text += " (\(site))" }
    return text
  }
}

extension KeratinError {
  /// The error itself, or one that tells of an error of another type.
  package init(wrapping error: any Error) {
    self = error as? KeratinError ?? KeratinError(.state, expected: "no error", received: "\(error)")
  }
}
