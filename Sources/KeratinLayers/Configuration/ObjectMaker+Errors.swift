public import KeratinGraph

extension ObjectMaker {
  /// An error about what is at `path` in the file.
  public func error(path: String, expected: String, received: String, suggestion: String? = nil) -> KeratinError {
    KeratinError(
      .file, expected: expected, received: received, operation: file, layerPath: path.brief, suggestion: suggestion)
  }

  /// A class that nothing is known of.
  package func unknown(_ object: SerializedObject, _ kind: String, path: String) -> KeratinError {
    let name = object.className.brief
    if object.className == "Lambda", object.isKeras { return code("a Lambda layer", path: path) }
    let module = object.module.map { " of module \"\($0.brief)\"" } ?? ""
    let registered = object.registeredName.map { ", registered as \"\($0.brief)\"" } ?? ""
    return error(
      path: path, expected: "\(kind) that Keratin has, or that was registered",
      received: "the \(object.isFunction ? "function" : "class") \"\(name)\"\(module)\(registered)",
      suggestion: object.isFunction && object.isKeras || object.isWord
        ? "one of Keras's names" : "CustomObjects.register(…), for one of your own")
  }

  /// An object of another kind than its place asks for.
  func unlike(_ object: SerializedObject, _ kind: String, path: String) -> KeratinError {
    error(path: path, expected: kind, received: "\"\(object.className.brief)\", which is registered as something else")
  }

  /// Code of another language, which is never run.
  func code(_ what: String, path: String) -> KeratinError {
    error(
      path: path, expected: "descriptions of objects: nothing in a file is run",
      received: "\(what), which holds Python code",
      suggestion: "a layer of a class of its own in Python, and one of that name here: CustomObjects.register(…)")
  }
}
