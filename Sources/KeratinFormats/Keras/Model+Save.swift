internal import KeratinGraph
internal import KeratinLayers
public import KeratinTraining

extension Model {
  /// Writes the model to a `.keras` file at `path`, in place of one that is there: layers, weights and, where it is compiled, optimizer with its
  /// state, losses and metrics.
  ///
  /// ``load(_:customObjects:compile:)`` and Keras, from 3.3 on, make the same model of it; from 3.6 on where a `Sequential` or a `TimeDistributed`
  /// goes on with the result of a graph that is a model of its own. A crash, a full disk or a kill leaves the old file or the new one, never half.
  /// Random counters and seeds are not in Keras's files.
  ///
  /// - Throws: ``KeratinError`` for another name, a model that is not built, one that Keras's files have no words for (layers that are not
  ///   registered, a model that calls its layers itself), and a file that cannot be written.
  public func save(_ path: String) throws {
    guard path.hasSuffix(".keras") else {
      throw KeratinError(
        .argument, expected: "a path that ends in .keras", received: "'\(path)'", operation: "save",
        suggestion: WeightFormat.allCases.contains { path.hasSuffix($0.rawValue) }
          ? "saveWeights(to:), for the weights alone" : nil)
    }
    try requireBuilt("save")
    do {
      // Slots that no step has made yet belong to the optimizer's state.
      _ = try builtOptimizer()
      let config = try toJSON()
      var archive = ZipWriter()
      try archive.add(KerasArchive.metadata, Array(KerasArchive.metadataText.utf8))
      try archive.add(KerasArchive.config, Array(config.utf8))
      let weights = try WeightFormat.hdf5.encoded(weightGroups())
      try archive.add(KerasArchive.weights, pieces: weights)
      try FileBytes.write(archive.finished(), to: path)
    } catch {
      throw KeratinError(wrapping: error).located(operation: "save")
    }
  }
}
