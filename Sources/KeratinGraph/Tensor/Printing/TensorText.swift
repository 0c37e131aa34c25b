internal import KeratinKernels

/// A tensor's numbers as NumPy prints them: nested brackets, columns aligned, lines of at most 75 characters, and of more than 1000
/// elements only the first and last three along each axis.
struct TensorText {
  private static let lineWidth = 75
  private static let edge = 3
  private static let gap = "..."

  private let shape: Shape
  private let elements: [Double]
  private let isAbridged: Bool
  private let format: NumberFormat

  init(_ elements: [Double], _ type: TensorType) {
    self.elements = elements
    shape = type.shape
    isAbridged = elements.count > 1000
    var shown = [0]
    for (extent, stride) in zip(shape.dimensions, shape.strides) {
      let indices = TensorText.indices(extent, isAbridged: isAbridged)
      shown = shown.flatMap { start in indices.compactMap { $0.map { start + $0 * stride } } }
    }
    format = NumberFormat(shown.map { elements[$0] }, type.elementType)
  }

  var text: String {
    if elements.isEmpty { return "[]" }
    if shape.rank == 0 { return format.text(elements[0]).trimmed }
    return text(axis: 0, start: 0, indent: " ", width: TensorText.lineWidth)
  }

  /// The indices along an axis that are shown, `nil` for those that are not.
  private static func indices(_ extent: Int, isAbridged: Bool) -> [Int?] {
    isAbridged && extent > 2 * edge
      ? Array(0..<edge) + [nil] + Array((extent - edge)..<extent) : Array(0..<extent)
  }

  private func text(axis: Int, start: Int, indent: String, width: Int) -> String {
    if axis == shape.rank { return format.text(elements[start]) }
    let indices = TensorText.indices(shape[axis], isAbridged: isAbridged)
    let stride = shape.strides[axis]
    let items = indices.map { index in
      index.map { text(axis: axis + 1, start: start + $0 * stride, indent: indent + " ", width: width - 1) }
        ?? TensorText.gap
    }
    if axis < shape.rank - 1 {
      let separator = String(repeating: "\n", count: shape.rank - 1 - axis) + indent
      return "[" + items.joined(separator: separator) + "]"
    }
    var (lines, line) = ("", indent)
    for (place, item) in items.enumerated() {
      // The last element is followed by a bracket, for which `width` has room already.
      let room = place == items.count - 1 ? width : width - 1
      if line.count > indent.count, line.count + item.count > room {
        lines += line.trimmedRight + "\n"
        line = indent
      }
      line += item + (place == items.count - 1 ? "" : " ")
    }
    return "[" + (lines + line).dropFirst(indent.count) + "]"
  }
}

extension String {
  fileprivate var trimmed: String { String(trimmedRight.drop { $0 == " " }) }

  fileprivate var trimmedRight: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
