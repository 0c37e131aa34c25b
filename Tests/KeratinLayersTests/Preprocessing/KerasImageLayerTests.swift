import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of images.json, made from Keras's configuration of it.
@Suite struct KerasImageLayerTests {
  static let samples = Result { try Fixture("images").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 30) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws { try checkLayer(sample) { try made(sample) } }

  private func made(_ sample: FixtureCase) throws -> Layer {
    let config = sample.config
    let dataFormat = try require(DataFormat(rawValue: try require(config["data_format"].string)))
    let interpolation = config["interpolation"].string.flatMap(Interpolation.init)
    func size() throws -> (height: Int, width: Int) {
      (try require(config["height"].int), try require(config["width"].int))
    }
    switch sample.className {
    case "Resizing":
      let size = try size()
      return Resizing(
        height: size.height, width: size.width, interpolation: try require(interpolation),
        cropToAspectRatio: config["crop_to_aspect_ratio"].bool ?? false,
        padToAspectRatio: config["pad_to_aspect_ratio"].bool ?? false,
        fillValue: try require(config["fill_value"].double), antialias: config["antialias"].bool ?? false,
        dataFormat: dataFormat)
    case "CenterCrop":
      let size = try size()
      return CenterCrop(height: size.height, width: size.width, dataFormat: dataFormat)
    case "UpSampling2D":
      let size = try require(config["size"].ints)
      return UpSampling2D(size: (size[0], size[1]), interpolation: try require(interpolation))
    case "RandomFlip":
      return RandomFlip(
        try require(RandomFlip.Mode(rawValue: try require(config["mode"].string))), dataFormat: dataFormat)
    default: throw FixtureError.missing("layer", sample.className ?? "")
    }
  }

  private func require<T>(_ value: T?) throws -> T { try #require(value) }
}
