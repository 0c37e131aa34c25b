/// A part of the files in a folder.
public enum DirectorySubset: String, Sendable, Hashable, CaseIterable {
  case training, validation
}
