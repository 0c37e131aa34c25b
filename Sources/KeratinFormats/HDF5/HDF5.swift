public import KeratinGraph
internal import KeratinKernels

/// HDF5 files with data sets of numbers, as h5py and Keras write them by default.
///
/// Read are groups with symbol tables, and data sets that are contiguous, compact, or in chunks, with or without gzip; links, the newer forms
/// of `libver="latest"`, and other compressions are refused by name. Written are groups and contiguous data sets.
public enum HDF5 {
  /// The tensors in the file at `path`, by the paths of their data sets: float32, float64, int32, uint8 and truth values as they are; float16 and
  /// bfloat16 as float32; other integers as int32 where every value fits.
  ///
  /// Throws ``KeratinError`` naming the file and the data set for what cannot be read.
  public static func read(_ path: String) throws -> [String: Tensor] {
    try HDF5File(FileBytes.reader(path)).datasets.mapValues { try $0.array().tensor() }
  }

  /// Writes the tensors to data sets of a file at `path`, in place of one that is there; slashes in their names make groups.
  ///
  /// Throws ``KeratinError`` for names that HDF5 cannot have: empty parts between slashes, parts of more than 1023 bytes, with a zero byte or
  /// that are ".", and arrays of which one would lie in another.
  public static func write(_ tensors: [String: Tensor], to path: String) throws {
    var writer = HDF5Writer()
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) { try writer.addArray(name, tensor) }
    try FileBytes.write(writer.finished(), to: path)
  }
}
