/// A class of Keras's that can be made again from the configuration which it writes.
///
/// Conforming, and a place in the list of its kind (``KerasClasses``), is all that a class needs to be read
/// from files.
package protocol KerasObject: SendableMetatype {
  /// Keras's name of the class.
  static var className: String { get }
  /// Makes the object from its arguments. What all layers have (name, element type, …) is set by ``ObjectMaker``.
  init(_ config: ConfigReader) throws
}
