extension MutableSpan where Element: BitwiseCopyable {
  /// The elements in `bounds`, to write.
  @_lifetime(&self)
  mutating func part(_ bounds: Range<Int>) -> MutableSpan<Element> { _mutatingExtracting(bounds) }
}
