internal import KeratinGraph
internal import KeratinKernels
public import KeratinLayers
public import KeratinTraining

extension Model {
  /// The model in a `.keras` file that ``save(_:)`` or Keras wrote, or in a folder with the same parts, with its weights.
  ///
  /// Nothing in a file is run. Where the file says what the model was compiled with, it is compiled with that, and the optimizer goes on where it
  /// was: the next training step is the one that would have come.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - customObjects: classes for this file alone, beside those that were registered for all.
  ///   - compile: whether the model is compiled; true by default.
  /// - Throws: ``KeratinError`` naming file and part for a file that is damaged, lies about its sizes or holds what there is not: layers that
  ///   are not known, a `Lambda`, weights of other shapes.
  public static func load(
    _ path: String, customObjects: CustomObjects = CustomObjects(), compile: Bool = true
  ) throws -> Model {
    do {
      let archive = try KerasArchive(path)
      let text = try archive.required(KerasArchive.config, limit: KerasArchive.configLimit).bytes()
      let description = try ConfigValue(json: text, source: "'\(KerasArchive.config)' of \(path)")
      let config = try LookupAssets(archive).filled(description)
      let weights = try archive.required(KerasArchive.weights)
      let arrays = try WeightFormat.hdf5.arrays(weights)
      let reader = ModelReader(file: path, customObjects: customObjects)
      // Memory is taken for what the file has weights for, and for no more.
      return try VariableBudget.with(elements: elementCount(arrays, fileSize: weights.count)) {
        let model = try reader.model(config)
        if compile { try reader.compile(model, config) }
        try model.load(arrays, source: weights.source, ofSameOptimizer: true)
        return model
      }
    } catch {
      throw KeratinError(wrapping: error).naming(path).located(operation: "load")
    }
  }

  /// The number of elements that variables may have together: what the file has, with room for small state that none holds.
  ///
  /// Sizes in the file are believed as far as its bytes go, and for compressed data somewhat beyond.
  private static func elementCount(_ arrays: [String: StoredArray], fileSize: Int) -> Int {
    var bytes = 0
    var count = 0
    var beyond = 0
    for array in arrays.values.sorted(by: { $0.byteCount < $1.byteCount }) {
      let (total, isOver) = bytes.addingReportingOverflow(Swift.max(0, array.byteCount))
      if !isOver, total <= fileSize {
        bytes = total
        count += array.shape.count
      } else {
        beyond = Swift.min(1 << 26, beyond + Swift.min(1 << 26, Swift.max(0, array.shape.count)))
      }
    }
    return count + beyond + (1 << 20)
  }
}
