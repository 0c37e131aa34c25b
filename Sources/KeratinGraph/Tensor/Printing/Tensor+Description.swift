internal import KeratinKernels

extension Tensor: CustomStringConvertible, CustomDebugStringConvertible {
  /// The numbers as NumPy prints them; of a tensor without numbers its type and what it is, or its error.
  public var description: String {
    if let error { return "Tensor(\(error))" }
    if let symbolic { return "Tensor(\(type), from \(symbolic.call.callee.name))" }
    guard let elements = try? scalars(as: Double.self) else { return "Tensor(\(type), traced)" }
    return TensorText(elements, type).text
  }

  /// The description with the type before it.
  public var debugDescription: String { numbers == nil ? description : "\(type)\n\(description)" }
}
