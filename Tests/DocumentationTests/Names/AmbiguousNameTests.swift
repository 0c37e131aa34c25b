import Keratin
import Testing

/// Names that several modules could have: with `import Keratin` alone each means one thing.
@Suite struct AmbiguousNameTests {
  @Test func interpolationsAreTwoTypes() {
    let layers: Interpolation = .nearest
    let images: ImageInterpolation = .area
    #expect(Resizing(height: 2, width: 2, interpolation: layers).interpolation == .nearest)
    #expect(images.rawValue == "area")
  }
}
