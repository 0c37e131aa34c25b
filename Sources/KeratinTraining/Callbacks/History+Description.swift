extension History: CustomStringConvertible {
  /// The last epoch: `epoch 20: accuracy: 0.9812, loss: 0.0561`
  public var description: String {
    guard let last = epoch.last else { return "no epochs" }
    let values = names.compactMap { name in self[name].last.map { "\(name): \(ProgressText.number($0))" } }
    return "epoch \(last + 1): " + values.joined(separator: ", ")
  }
}
