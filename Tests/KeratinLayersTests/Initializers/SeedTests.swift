import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct SeedTests {
  static let seeded: [(name: String, make: @Sendable (Int?) -> any Initializer)] = [
    ("RandomNormal", { .randomNormal(seed: $0) }), ("RandomUniform", { .randomUniform(seed: $0) }),
    ("TruncatedNormal", { .truncatedNormal(seed: $0) }), ("VarianceScaling", { .varianceScaling(seed: $0) }),
    ("GlorotUniform", { Initializers.GlorotUniform(seed: $0) }),
    ("GlorotNormal", { Initializers.GlorotNormal(seed: $0) }), ("HeUniform", { Initializers.HeUniform(seed: $0) }),
    ("HeNormal", { Initializers.HeNormal(seed: $0) }), ("LecunUniform", { Initializers.LecunUniform(seed: $0) }),
    ("LecunNormal", { Initializers.LecunNormal(seed: $0) }), ("Orthogonal", { .orthogonal(seed: $0) }),
  ]

  private func values(_ initializer: any Initializer, key: UInt64) throws -> [Double] {
    var source = RandomSource(RandomKey(seed: key))
    return try initializer.values([3, 4], &source)
  }

  @Test(arguments: seeded.indices)
  func aSeedFixesTheValuesAndAKeyDoesElse(_ index: Int) throws {
    let make = Self.seeded[index].make
    let first = try values(make(5), key: 1)
    #expect(try values(make(5), key: 2) == first)
    #expect(try values(make(6), key: 1) != first)
    #expect(try values(make(-1), key: 1) != first)
    let free = try values(make(nil), key: 1)
    #expect(free != first)
    #expect(try values(make(nil), key: 1) == free)
    #expect(try values(make(nil), key: 2) != free)
  }

  /// Numbers made many at a time, on all threads, are those made one after another.
  @Test(arguments: [
    Initializers.RandomNormal(seed: 3) as any Initializer, .truncatedNormal(seed: 3), .randomUniform(seed: 3),
  ])
  func aLongDrawBeginsLikeAShortOne(_ initializer: any Initializer) throws {
    var source = RandomSource(RandomKey(seed: 0))
    let long = try initializer.values([50_001], &source)
    for count in [1, 2, 2048, 2049, 9_999] {
      #expect(try initializer.values([count], &source) == Array(long[..<count]))
    }
  }

  /// On every machine: saved seeds lose their meaning if these numbers ever change. Made here once and checked with NumPy.
  @Test func bitsAreTheSameEverywhere() throws {
    for (name, numbers) in Self.golden {
      let make = try #require(Self.seeded.first { $0.name == name }).make
      try requireSameBits(Array(try values(make(1), key: 0).prefix(numbers.count)), numbers)
    }
  }

  @Test func layersOfOneSeedStartAlikeUnderEachElementType() throws {
    let layers = try [ElementType.float32, .float32, .float64].map { type in
      let layer = Dense(4, kernelInitializer: .heNormal(seed: 3), elementType: type)
      try layer.buildIfNeeded([[nil, 3]])
      return layer
    }
    let values = try layers.map { try $0.kernel.value.scalars(as: Float.self) }
    #expect(values[0] == values[1] && values[0] == values[2])
  }

  private static let golden: [String: [Double]] = [
    "RandomUniform": [0x1.fafd694520150p-8, -0x1.3b2dab0af3a40p-10, -0x1.eac272f4994a0p-10, -0x1.f37e95238cc07p-6],
    "RandomNormal": [-0x1.0c04dd0305beep-4, 0x1.3d34cefff99ebp-6, -0x1.3304708269fa1p-7, -0x1.d227eb29b3430p-5],
    "GlorotUniform": [0x1.255d074d48980p-3, -0x1.6cbf84437b6e0p-6, -0x1.1bf8cfb434320p-5, -0x1.2106b8e1f32b6p-1],
    "HeNormal": [-0x1.36facf133f104p0, 0x1.700d1d7bbd074p-2, -0x1.643aa6a63bae6p-3, -0x1.0e7020a66effdp0],
    "Orthogonal": [
      -0x1.4c0d67b19313ap-1, -0x1.20c371404d27ap-1, 0x1.0103e496a7a22p-1, -0x1.8b8058f9897b1p-4, 0x1.6ba49c300bc1ap-2,
      0x1.faa2da2f0fff2p-3, 0x1.9fc46cd867224p-1, 0x1.90e622096ebc5p-2, 0x1.20311e3f4df79p-3, 0x1.08ba01533a2bep-2,
      0x1.30b4be7c62713p-2, -0x1.d0ff10fa848d4p-1,
    ],
  ]
}
