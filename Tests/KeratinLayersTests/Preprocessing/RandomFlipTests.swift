import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct RandomFlipTests {
  private static let modes: [(RandomFlip.Mode, [Int])] = [
    (.horizontal, [2]), (.vertical, [1]), (.horizontalAndVertical, [1, 2]),
  ]

  /// Each image is as it was or mirrored, about half of them each, and not the same ones each time; the same on all backends.
  @Test(arguments: modes, TestBackends.all)
  func mirrorsEveryOtherImage(_ mode: (RandomFlip.Mode, [Int]), _ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let x = Tensor.arange(64 * 6).reshaped(to: [64, 2, 3, 1]).cast(to: .float32)
      let layer = RandomFlip(mode.0, seed: 3)
      func flips() throws -> [Bool] {
        let y = layer(x, training: true)
        let (mirrored, same) = (x.reversed(axes: mode.1), x)
        return try (0..<64).map { image in
          let isMirrored = try y[image].isIdentical(to: mirrored[image])
          #expect(try isMirrored || y[image].isIdentical(to: same[image]))
          return isMirrored
        }
      }
      let (first, second) = (try flips(), try flips())
      #expect(first != second)
      // Of 128 images 64 ± 6 deviations of √(128/4).
      #expect((30...98).contains((first + second).filter { $0 }.count))
      let again = RandomFlip(mode.0, seed: 3)
      #expect(
        try again(x, training: true).isIdentical(
          to: Backends.with(Backends.naive) { RandomFlip(mode.0, seed: 3)(x, training: true) }))
      #expect(try layer(x, training: false).isIdentical(to: x))
    }
  }

  @Test func takesChannelsFirst() throws {
    let x = Tensor.arange(32 * 6).reshaped(to: [32, 1, 2, 3]).cast(to: .float32)
    let last = RandomFlip(.horizontal, seed: 5)(x.transposed(axes: [0, 2, 3, 1]), training: true)
    let first = RandomFlip(.horizontal, seed: 5, dataFormat: .channelsFirst)(x, training: true)
    #expect(try first.isIdentical(to: last.transposed(axes: [0, 3, 1, 2])))
  }
}
