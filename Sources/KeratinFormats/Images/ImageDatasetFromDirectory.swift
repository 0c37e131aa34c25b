internal import KeratinGraph
internal import KeratinKernels
internal import KeratinTraining

/// The PNG and JPEG images of a folder as a data set of batches: the counterpart of `keras.utils.image_dataset_from_directory`.
///
///     // flowers/rose/a.jpg, flowers/rose/b.jpg, flowers/tulip/c.png, …
///     let training = try imageDatasetFromDirectory("flowers", imageSize: (96, 96), seed: 1, validationSplit: 0.2, subset: .training)
///     let validation = try imageDatasetFromDirectory("flowers", imageSize: (96, 96), seed: 1, validationSplit: 0.2, subset: .validation)
///     print(training.classNames)      // ["rose", "tulip"]
///     try model.fit(training, validationData: validation)
///
/// Images are read when their batch is made; a file that cannot be decoded is an error of that pass. Values are float32 from 0 to 255.
///
/// - Parameters:
///   - directory: the folder; with inferred labels each of its subfolders is a class.
///   - labels: where labels come from, `nil` for images alone.
///   - labelMode: what labels become; `nil` for images alone.
///   - classNames: the subfolders in the order of their labels; all, in alphabetical order, by default.
///   - colorMode: RGB by default.
///   - batchSize: 32 by default; `nil` for images one by one.
///   - imageSize: height and width to which images are brought; 256 × 256 by default.
///   - shuffle: whether the files are brought into random order, and each pass takes them in another; true by default.
///   - seed: makes the orders the same in each run. The same seed makes the same parts as in Keras.
///   - validationSplit: the share of the files kept for validation, the last ones.
///   - subset: which part this data set is.
///   - interpolation: how images are brought to their size; bilinear by default.
///   - followLinks: whether links to folders are followed; false by default.
///   - cropToAspectRatio: whether images of other proportions lose their edges instead of being stretched; false by default.
///   - padToAspectRatio: whether they get black edges instead; false by default.
/// - Throws: ``KeratinError`` for a folder without images or classes, for arguments that do not go together, and for batches larger
///   than the machine's memory.
public func imageDatasetFromDirectory(
  _ directory: String, labels: DirectoryLabels? = .inferred, labelMode: LabelMode? = .int, classNames: [String]? = nil,
  colorMode: ColorMode = .rgb, batchSize: Int? = 32, imageSize: (height: Int, width: Int) = (256, 256),
  shuffle: Bool = true, seed: UInt64? = nil, validationSplit: Double? = nil, subset: DirectorySubset? = nil,
  interpolation: ImageInterpolation = .bilinear, followLinks: Bool = false, cropToAspectRatio: Bool = false,
  padToAspectRatio: Bool = false
) throws -> ImageDataset {
  func require(_ condition: Bool, _ expected: String, _ received: String) throws {
    if condition { return }
    throw KeratinError(.argument, expected: expected, received: received, operation: "imageDatasetFromDirectory")
  }
  try require(batchSize ?? 1 >= 1, "batchSize of at least 1", "\(batchSize ?? 1)")
  let sizes = 1...1 << 16
  try require(
    sizes.contains(imageSize.height) && sizes.contains(imageSize.width), "an imageSize of 1 to \(1 << 16)",
    "\(imageSize.height) × \(imageSize.width)")
  do {
    try requireRoom(for: TensorType([batchSize ?? 1, imageSize.height, imageSize.width, colorMode.channels]))
  } catch { throw error.located(operation: "imageDatasetFromDirectory") }
  try require(!(cropToAspectRatio && padToAspectRatio), "either cropToAspectRatio or padToAspectRatio", "both")
  try require(seed ?? 0 <= UInt64(UInt32.max), "a seed of at most \(UInt32.max), as NumPy's", "\(seed ?? 0)")
  if let validationSplit {
    try require(validationSplit > 0 && validationSplit < 1, "validationSplit between 0 and 1", "\(validationSplit)")
    try require(subset != nil, "subset with validationSplit", "none")
    try require(!shuffle || seed != nil, "a seed, so that the two parts do not overlap", "none")
  } else {
    try require(subset == nil, "validationSplit with subset", "none")
  }
  var index = try DirectoryIndex(
    directory, labels: labelMode == nil ? nil : labels, classNames: labelMode == nil ? nil : classNames,
    extensions: [".jpeg", ".jpg", ".png"], followLinks: followLinks)
  if index.labels != nil, labelMode == .binary {
    try require(index.classNames.count == 2, "two classes for labelMode .binary", "\(index.classNames)")
  }
  let key = seed.map { RandomKey(seed: $0) } ?? RandomState.nextKey()
  if shuffle {
    let seed = UInt32(truncatingIfNeeded: seed ?? UInt64(key.word0))
    var (first, second) = (NumPyRandom(seed: seed), NumPyRandom(seed: seed))
    first.shuffle(&index.paths)
    if var labels = index.labels {
      second.shuffle(&labels)
      index.labels = labels
    }
  }
  if let validationSplit, let subset {
    let kept = Int(validationSplit * Double(index.paths.count))
    try require(
      kept > 0 && kept < index.paths.count, "images on both sides of validationSplit \(validationSplit)",
      "\(index.paths.count) images")
    let range = subset == .training ? 0..<index.paths.count - kept : index.paths.count - kept..<index.paths.count
    index.paths = Array(index.paths[range])
    index.labels = index.labels.map { Array($0[range]) }
  }
  return ImageDataset(
    index, labelMode: labelMode, colorMode: colorMode, batchSize: batchSize,
    resizing: ImageResizing(
      height: imageSize.height, width: imageSize.width, interpolation: interpolation,
      fit: cropToAspectRatio ? .crop : padToAspectRatio ? .pad : .stretch),
    key: shuffle ? key : nil)
}
