/// Where the labels of files in a folder come from.
public enum DirectoryLabels: Sendable, Hashable {
  /// From the subfolders, one for each class.
  case inferred
  /// Given, one for each file in the alphabetical order of folders and files.
  case list([Int])
}
